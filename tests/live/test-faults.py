#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Does to networks, disks and servers what happens to them in a corridor: test-faults.py [CHECK].

Links need root, and are skipped where there may be none.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, '..', 'rig')]

import link  # noqa: E402
import page_run  # noqa: E402
import rig  # noqa: E402
import streaming  # noqa: E402
import tap  # noqa: E402
from live_checks import SMALL, received, undisturbed, whole  # noqa: E402
from live_run import LIMIT_S, Live  # noqa: E402

KBPS = '1200'


def need_link():
    reason = link.why()
    if reason:
        raise tap.Skip(reason)


def events(stats, title, state):
    return [event['ms'] for event in stats['events'] if event['title'] == title and event['state'] == state]


def first(live, url_part):
    return next(d for d in live.stats()['destinations'] if url_part in d['title'])


def frozen():
    """A server that freezes is noticed within six seconds and taken up again; nobody else notices"""
    with streaming.Rtmp() as server, streaming.Srt() as beside:
        with Live(server.url('one'), beside.url(), height=SMALL, extra=('--kbps', KBPS)) as live:
            live.wait_line(': live', 2)
            live.wait_ms(4000)
            server.freeze()
            at_ms = live.stats()['elapsed_ms']
            live.wait_line('broke')
            server.thaw()
            live.wait_line(f'rtmp://127.0.0.1:{server.port}/live: live', 2)
            live.wait_ms(live.stats()['elapsed_ms'] + 2000)
            stats = live.stop()
            whole(stats['recorded'], stats['encoded'], stats['skipped'])
            undisturbed(stats, f'srt://127.0.0.1:{beside.port}')
            noticed_ms = events(stats, f'rtmp://127.0.0.1:{server.port}/live', 'waiting')[0] - at_ms
            # What the server's own system still takes comes on top, and that the figures are a second old.
            if noticed_ms > 9000:
                raise AssertionError(f'noticed after {noticed_ms} ms')


def closed():
    """A connection that is closed is noticed at once"""
    with streaming.Rtmp() as server, Live(server.url('one'), height=SMALL, record=False) as live:
        live.wait_line(': live')
        before = time.monotonic()
        server.kill()
        live.wait_line('broke', timeout_s=3)
        if time.monotonic() - before > 1.5:
            raise AssertionError('too late')
        live.stop()


def link_pulled():
    """A cable that is pulled out: noticed, and live again when it is back; the recording lacks nothing"""
    need_link()
    with link.Link() as cable, streaming.Rtmp(cable) as server, streaming.Rtmp() as beside:
        with Live(server.url('one'), beside.url('two'), height=SMALL, extra=('--kbps', KBPS)) as live:
            live.wait_line(': live', 2)
            live.wait_ms(4000)
            cable.down()
            live.wait_line('broke')
            cable.up()
            live.wait_line(f'rtmp://{server.host}:{server.port}/live: live', 2)
            live.wait_ms(live.stats()['elapsed_ms'] + 2000)
            stats = live.stop()
            whole(stats['recorded'], stats['encoded'], stats['skipped'])
            undisturbed(stats, f'rtmp://127.0.0.1:{beside.port}/live')
            received(server.got('one')[-1], 1)


def link_blinks():
    """A cable that is out for a second costs nothing"""
    need_link()
    with link.Link() as cable, streaming.Rtmp(cable) as server:
        with Live(server.url('one'), height=SMALL, extra=('--kbps', KBPS)) as live:
            live.wait_line(': live')
            live.wait_ms(3000)
            cable.down()
            time.sleep(1)
            cable.up()
            live.wait_ms(9000)
            stats = live.stop()
            whole(stats['recorded'], stats['encoded'], stats['skipped'])
            there = stats['destinations'][0]
            tap.same((there['connects'], there['dropped']), (1, 0))


def slow_uplink():
    """An uplink that gets slow: the pictures take less, not one is dropped, and more again when it is fast"""
    need_link()
    with link.Link() as cable, streaming.Rtmp(cable) as server:
        with Live(server.url('one'), record=False) as live:
            live.wait_line(': live')
            live.wait_ms(4000)
            cable.slow(1000)
            worst = least = None
            until = time.monotonic() + 15
            while time.monotonic() < until:
                stats = live.stats()
                worst = max(worst or 0, stats['destinations'][0]['queue_ms'])
                least = min(least or 9999, stats['video_kbps'])
                time.sleep(0.2)
            cable.fast()
            tap.until(lambda: live.stats()['video_kbps'] > least, 20)
            stats = live.stop()
            if stats['skipped'] == 0:
                tap.same(stats['destinations'][0]['dropped'], 0)
            if least > 900 or worst > 6000:
                raise AssertionError(f'at least {least} kbit/s, at most {worst} ms in the queue')


def disk_full():
    """A disk that fills up ends the recording with a sentence; the stream goes on, and what was recorded can be read"""
    if os.getuid() != 0:
        raise tap.Skip('A disk of our own needs root.')
    with streaming.Rtmp() as server, Live(server.url('one'), height=SMALL, record=False) as live:
        folder = os.path.join(live.folder, 'disk')
        os.mkdir(folder)
        if subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=260m', 'tmpfs', folder], check=False,
                          capture_output=True).returncode != 0:
            raise tap.Skip('No disk of our own may be mounted here.')
        try:
            fills_up(server, folder)
        finally:
            subprocess.run(['umount', '-l', folder], check=False, capture_output=True)
        live.stop()


def fills_up(server, folder):
    with Live(server.url('two'), height=SMALL, folder=folder) as live:
        live.wait_line(': live')
        live.wait_ms(4000)
        with open(os.path.join(folder, 'other'), 'wb') as other:
            other.write(bytes(90 * 1024 * 1024))
        live.wait_ms(9000)
        stats = live.stop()
        undisturbed(stats, stats['destinations'][0]['title'])
        received(server.got('two')[0], 6)
        found = streaming.probe(stats['recorded'])
        tap.same(found['errors'], [])
        if not 60 < found['video'] < stats['encoded'] - 30:
            raise AssertionError(f'{found["video"]} of {stats["encoded"]} pictures were recorded')


def many_dead():
    """Three SRT servers that are not there: it still ends when it is told to"""
    ports = [streaming.free_port(streaming.socket.SOCK_DGRAM) for _ in range(3)]
    for _ in range(3):
        with Live(*(f'srt://127.0.0.1:{port}' for port in ports), height=SMALL, record=False) as live:
            live.wait_line('Next try', 4)
            live.stop()


def status_from_afar(network, url):
    """What somebody at the other end of the cable is answered."""
    ask = ('import sys, urllib.request as r\n'
           'try: print(r.build_opener(r.ProxyHandler({})).open(sys.argv[1], timeout=5).status)\n'
           'except OSError: print(0)')
    done = subprocess.run([*network.prefix(), sys.executable, '-c', ask, url], capture_output=True, text=True, timeout=LIMIT_S,
                          check=True)
    return int(done.stdout)


def renumbered():
    """The page for those near by goes on where this machine is now, and its new link is said once"""
    need_link()
    with link.Link() as network, tempfile.TemporaryDirectory() as folder:
        page = page_run.Run(folder, address=network.near)
        try:
            tap.same(status_from_afar(network, page.url + '/state'), 200)
            network.renumber()
            moved = f'http://{network.near}:{page.port}{page.path}'
            tap.until(lambda: moved in page.log().splitlines(), LIMIT_S)
            tap.same(status_from_afar(network, moved + '/state'), 200)
            page.end()
            page.wait()
            tap.same([line for line in page.log().splitlines() if '/p/' in line or 'page' in line], [page.url, moved])
        finally:
            page.kill()


def cannot_follow():
    """A page that cannot be opened where this machine is now says so, and the broadcast goes on"""
    need_link()
    with link.Link() as network, tempfile.TemporaryDirectory() as folder:
        page = page_run.Run(folder, address=network.near)
        try:
            network.renumber()
            with socket.create_server((network.near, page.port)):
                tap.until(lambda: 'The page is off' in page.log(), LIMIT_S)
            page.end()
            page.wait()
        finally:
            page.kill()


CHECKS = [frozen, closed, link_pulled, link_blinks, slow_uplink, disk_full, many_dead, renumbered, cannot_follow]


def main():
    wanted = [check for check in CHECKS if len(sys.argv) < 2 or check.__name__ in sys.argv[1:]]
    try:
        return 1 if tap.run(wanted) else 0
    except rig.RigError as error:
        print('Bail out! ' + str(error).replace('\n', ' '))
        return 1


if __name__ == '__main__':
    sys.exit(main())
