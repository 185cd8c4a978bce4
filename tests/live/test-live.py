#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Streams to real servers on loopback and does to them what happens to servers: test-live.py [CHECK]."""

import os
import sys

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, '..', 'rig')]

import rig  # noqa: E402
import streaming  # noqa: E402
import tap  # noqa: E402
from live_checks import FPS, SMALL, received, undisturbed, whole  # noqa: E402
from live_run import Live  # noqa: E402


def rtmp_and_recording():
    """RTMP and a recording: all pictures arrive and are kept"""
    with streaming.Rtmp() as server, Live(server.url('one')) as live:
        live.wait_line(': live')
        live.wait_ms(5000)
        stats = live.stop()
        received(server.got('one')[0], 4)
        whole(stats['recorded'], stats['encoded'], stats['skipped'])
        if any(name.startswith('part-') for _, _, names in os.walk(live.folder) for name in names):
            raise AssertionError('parts were left behind')


def one_bad_apple():
    """A key that is refused, a dead port and a wrong protocol touch no other destination"""
    dead = streaming.free_port()
    with streaming.Rtmp() as server:
        with Live(server.url('good'), server.url('wrong-key'), f'rtmp://127.0.0.1:{dead}/live/a-key',
                  f'rtmp://127.0.0.1:{server.http_port}/live/a-key', height=SMALL) as live:
            live.wait_line(': live')
            live.wait_line('refuses the stream', 3)
            live.wait_line('does not answer', 3)
            live.wait_line('not to this kind of stream', 3)
            live.wait_ms(6000)
            tap.same({d['state'] for d in live.stats()['destinations']} >= {'live', 'refused', 'waiting'}, True)
            stats = live.stop()
            undisturbed({'destinations': stats['destinations'][:1]}, stats['destinations'][0]['title'])
            received(server.got('good')[0], 5)
            whole(stats['recorded'], stats['encoded'], stats['skipped'])
            for secret in ('wrong-key', 'a-key', 'good'):
                if secret in live.log() or secret in str(stats):
                    raise AssertionError(f'“{secret}” was shown')


def rtmp_killed():
    """An RTMP server that is killed and comes back is live again; the recording lacks nothing"""
    with streaming.Rtmp() as server, streaming.Srt() as beside:
        with Live(server.url('one'), beside.url(), height=SMALL) as live:
            live.wait_line(': live', 2)
            live.wait_ms(2000)
            server.kill()
            live.wait_line('broke')
            live.wait_ms(5000)
            server.start()
            live.wait_line('rtmp://127.0.0.1:%d/live: live' % server.port, 2)
            live.wait_ms(9000)
            stats = live.stop()
            whole(stats['recorded'], stats['encoded'], stats['skipped'])
            undisturbed(stats, f'srt://127.0.0.1:{beside.port}')
            received(beside.files[0], 7)
            tap.same(len(server.got('one')), 2)
            received(server.got('one')[1], 1)


def srt_killed():
    """An SRT server that is killed and comes back is live again; the recording lacks nothing"""
    with streaming.Srt() as server, streaming.Rtmp() as beside:
        with Live(server.url(), beside.url('one'), height=SMALL) as live:
            live.wait_line(': live', 2)
            server.kill()
            live.wait_line('broke')
            server.start()
            live.wait_line('srt://127.0.0.1:%d: live' % server.port, 2)
            live.wait_ms(live.stats()['elapsed_ms'] + 3000)
            stats = live.stop()
            whole(stats['recorded'], stats['encoded'], stats['skipped'])
            undisturbed(stats, f'rtmp://127.0.0.1:{beside.port}/live')
            received(server.files[1], 1)


def srt_passphrase():
    """SRT with the right passphrase arrives, with a wrong one it does not"""
    with streaming.Srt('correct horse') as server:
        with Live(server.url(passphrase='wrong horse'), record=False, height=SMALL) as live:
            live.wait_line('Next try', 3)
            tap.same(live.lines(': live'), [])
            if 'wrong horse' in live.log():
                raise AssertionError('the passphrase was shown')
            live.stop()
        with Live(server.url(passphrase='correct%20horse', latency=60), record=False, height=SMALL) as live:
            live.wait_line(': live')
            live.wait_ms(4000)
            live.stop()
        received(server.files[0], 2)


def whip():
    """WHIP: pictures and sound are decoded there; a wrong token is refused; the end is told"""
    with streaming.Whip(TOKEN='sekret') as server, Live(server.url('sekret'), server.url('wrong'), record=False) as live:
        live.wait_line(': live')
        live.wait_line('refuses the stream', 3)
        tap.until(lambda: server.stats()['video'] > 60, 20)
        live.stop()
        stats = tap.until(lambda: server.stats()['deleted'] == 1 and server.stats())
        tap.same((stats['sessions'], stats['open']), (1, 0))
        tap.same((stats['width'], stats['height']), (1280, 720))
        if stats['audio'] < 60:
            raise AssertionError(f'no sound: {stats}')
        if 'sekret' in live.log() or 'wrong' in live.log():
            raise AssertionError('the token was shown')


def distrusted(front, why, *extra, scheme='rtmps', path='live/tls'):
    """Nothing is streamed there, and the sentence says why."""
    with Live(f'{scheme}://127.0.0.1:{front.port}/{path}', record=False, height=SMALL, extra=extra) as live:
        live.wait_line('cannot be trusted: ' + why, 2)
        tap.same(live.lines(': live'), [])
        live.stop()


def certificates():
    """RTMPS is taken with a certificate that can be trusted, and with no other; the sentence says what is wrong with it"""
    with streaming.Rtmp() as server, streaming.Certificates() as made:
        ca = ('--ca', made.ca)
        with streaming.Tls(server.port, *made.make('good')) as front:
            distrusted(front, 'nobody known here has signed')
            with Live(f'rtmps://127.0.0.1:{front.port}/live/tls', record=False, height=SMALL, extra=ca) as live:
                live.wait_line(': live')
                live.wait_ms(4000)
                live.stop()
            received(server.got('tls')[0], 2)
        with streaming.Tls(server.port, *made.make('stale', '-1')) as front:
            distrusted(front, 'its certificate has expired', *ca)
        with streaming.Tls(server.port, *made.make('elsewhere', server='DNS:elsewhere.invalid')) as front:
            distrusted(front, 'its certificate is another server’s', *ca)
        tap.same(len(server.got('tls')), 1)


def whip_certificate():
    """WHIP over TLS says of a certificate what is wrong with it, too"""
    with streaming.Whip(TOKEN='sekret') as server, streaming.Certificates() as made:
        port = int(server.info['url'].rsplit(':', 1)[1])
        with streaming.Tls(port, *made.make('stale', '-1')) as front:
            distrusted(front, 'its certificate has expired', '--ca', made.ca, scheme='https', path='whip')
        tap.same(server.stats()['sessions'], 0)


def tried():
    """A server is tried: it takes the stream, or the sentence says what is wrong, and no secret"""
    dead = streaming.free_port()
    with streaming.Rtmp() as rtmp, streaming.Srt('correct horse') as srt, streaming.Whip(TOKEN='sekret') as whip, \
            streaming.Certificates() as made, streaming.Tls(rtmp.port, *made.make('good')) as tls:
        cases = [(rtmp.url('one'), 'takes the stream'),
                 (rtmp.url('wrong-key'), 'refuses the stream. Check the key'),
                 (f'rtmp://127.0.0.1:{dead}/live/a-key', 'does not answer'),
                 ('rtmp://nowhere.invalid/live/a-key', 'There is no server nowhere.invalid'),
                 (f'rtmp://127.0.0.1:{rtmp.http_port}/live/a-key', 'not to this kind of stream'),
                 (f'rtmps://127.0.0.1:{rtmp.port}/live/a-key', 'not to this kind of stream'),
                 (f'rtmps://127.0.0.1:{tls.port}/live/a-key', 'certificate'),
                 (srt.url(passphrase='correct%20horse'), 'takes the stream'),
                 (whip.url('sekret'), 'takes the stream'),
                 (whip.url('wrong'), 'refuses the stream')]
        with Live(*(url for url, _ in cases), record=False, extra=('--try',)) as live:
            live.process.wait(120)
            found = live.log().splitlines()
            tap.same(len(found), len(cases))
            for (url, part), line in zip(cases, found):
                if part not in line:
                    raise AssertionError(f'{url}: {line}')
            for secret in ('a-key', 'wrong-key', 'sekret', 'horse', '/one'):
                if secret in live.log():
                    raise AssertionError(f'“{secret}” was shown')


def killed_while_recording():
    """kill -9 while recording loses at most a second, and the next start makes a whole file of it"""
    with streaming.Rtmp() as server, Live(server.url('one'), height=SMALL) as live:
        live.wait_line(': live')
        live.wait_ms(6000)
        stats = live.stats()
        live.kill()
        parts = sorted(os.path.join(root, name) for root, _, names in os.walk(live.folder) for name in names
                       if name.endswith('.mkv'))
        tap.same(len(parts), 1)
        found = streaming.probe(parts[0])
        tap.same(streaming.decode_errors(parts[0]), [])
        if found['video'] < stats['encoded'] - FPS:
            raise AssertionError(f'{found["video"]} of {stats["encoded"]} pictures are left')
        with Live(folder=live.folder, height=SMALL) as again:
            again.wait_ms(2000)
            again.stop()
        files = sorted(name for name in os.listdir(live.folder) if name.endswith('.mp4'))
        tap.same(len(files), 2)
        whole(os.path.join(live.folder, files[0]), found['video'], stats['skipped'])


CHECKS = [rtmp_and_recording, one_bad_apple, rtmp_killed, srt_killed, srt_passphrase, whip, certificates, whip_certificate, tried,
          killed_while_recording]


def main():
    wanted = [check for check in CHECKS if len(sys.argv) < 2 or check.__name__ in sys.argv[1:]]
    try:
        return 1 if tap.run(wanted) else 0
    except rig.RigError as error:
        print('Bail out! ' + str(error).replace('\n', ' '))
        return 1


if __name__ == '__main__':
    sys.exit(main())
