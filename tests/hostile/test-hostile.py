#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""coulisses-cli, the real program, in front of servers that want it to crash, to swell or to hang.

  test-hostile.py [NAME…]   all checks, or these

Each attack gets a program of its own. It must neither crash nor warn, stay within RSS_MIB of what it takes when nothing
attacks, say a sentence for a person, and end within moments of being asked."""

import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / 'rig')]

import hostile_secrets  # noqa: E402
import rig  # noqa: E402
import tap  # noqa: E402

CLI = os.path.join(os.environ['CS_BUILD_ROOT'], 'src/cli/coulisses-cli')
SANITIZED = b'__asan_init' in pathlib.Path(CLI).read_bytes()
RSS_MIB = 64
ATTACK_S = float(os.environ.get('CS_HOSTILE_SECONDS', '2.5'))
STOP_S = 15
AT_ONCE = 4
CANARY = 'canary-7f3a91-token'
# A state that says nothing but what the program does by itself.
STATES = re.compile(r': (connecting|catching up|live|stopped)$')


class Front:
    """A server that lets a source come in through harmless answers, and puts the attack where it is told: every request
    whose path matches is handed over, byte for byte, to the hostile server's path."""

    def __init__(self, hostile_url, attack, where, instance):
        self.target = hostile_url.removeprefix('http://').split(':')
        self.attack, self.where, self.instance = attack, re.compile(where), instance
        self.hits = 0
        self.heads = []
        self.listener = socket.create_server(('127.0.0.1', 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def close(self):
        self.listener.close()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        try:
            client.settimeout(30)
            head = b''
            while b'\r\n\r\n' not in head:
                data = client.recv(65536)
                if not data:
                    return
                head += data
            path = head.split(b' ', 2)[1].decode()
            self.heads.append(head)
            if self.where.search(path):
                self.hits += 1
                self.hand_over(client, head)
            else:
                body = json.dumps(self.instance if '/instance' in path else []).encode()
                client.sendall(b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: %d\r\n\r\n' % len(body)
                               + body)
        except OSError:
            pass
        finally:
            client.close()

    def hand_over(self, client, head):
        method, _, rest = head.split(b' ', 2)
        with socket.create_connection((self.target[0], int(self.target[1])), 10) as server:
            server.sendall(b'%s %s %s' % (method, self.attack.encode(), rest))
            while data := server.recv(65536):
                client.sendall(data)


def instance_of(port):
    return {'domain': 'victim.test', 'title': 'victim', 'version': '4.3.0',
            'configuration': {'urls': {'streaming': f'ws://127.0.0.1:{port}'}, 'statuses': {'max_characters': 500}}}


class Victim:
    """coulisses-cli ingest with a token, until told to end."""

    def __init__(self, folder, name, *arguments, **options):
        self.show = os.path.join(folder, f'{name}.coulisses')
        token = os.path.join(folder, 'token')
        pathlib.Path(token).write_text(CANARY + '\n', encoding='utf-8')
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [CLI, 'ingest', '--show', self.show, '--tag', 'bench', *arguments], stdout=self.log, stderr=self.log, **options)
        if '--token-file' in arguments:
            with open(f'/proc/{self.process.pid}/cmdline', 'rb') as file:
                assert CANARY.encode() not in file.read()

    def peak_mib(self):
        try:
            with open(f'/proc/{self.process.pid}/status', encoding='utf-8') as file:
                found = re.search(r'VmHWM:\s+(\d+)', file.read())
        except FileNotFoundError:
            return 0
        return int(found.group(1)) / 1024 if found else 0

    def said(self):
        return os.pread(self.log.fileno(), 1 << 20, 0).decode('utf-8', 'replace')

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError(f'did not end {STOP_S} s after being asked. {self.said()[-400:]}') from None
        return code


def suffer(folder, name, arguments, front=None, reason=True, seconds=ATTACK_S, base_mib=0, sentence=None):
    victim = Victim(folder, re.sub(r'\W', '-', name), *arguments)
    peak = 0
    # A busy machine may take long to start it: the time runs from the first question.
    began_by = time.monotonic() + STOP_S
    while front is not None and front.hits == 0 and victim.process.poll() is None and time.monotonic() < began_by:
        time.sleep(0.02)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and victim.process.poll() is None:
        peak = max(peak, victim.peak_mib())
        time.sleep(0.05)
    peak = max(peak, victim.peak_mib())
    code = victim.stop()
    said = victim.said()
    assert code in (0, 1), f'{name}: ended with {code}: {said[-600:]}'
    assert 'CRITICAL' not in said and 'WARNING' not in said, f'{name}: {said[-600:]}'
    assert CANARY not in said, f'{name}: the token was said'
    assert SANITIZED or peak <= base_mib + RSS_MIB, f'{name}: {peak:.0f} MiB, {base_mib:.0f} at rest'
    if front is not None:
        assert front.hits > 0, f'{name}: the attack was never asked for: {said[-300:]}'
    if reason:
        lines = [line for line in said.splitlines() if line and not STATES.search(line)]
        assert any(len(line.split()) >= 4 for line in lines), f'{name}: no sentence: {said[-300:]}'
    assert sentence is None or sentence in said, f'{name}: not refused for what it is: {said[-300:]}'
    for path in pathlib.Path(folder).glob(os.path.basename(victim.show) + '*'):
        assert CANARY.encode() not in path.read_bytes(), f'{name}: the token is in {path.name}'
    return peak


def at_once(jobs):
    """All jobs, a few at a time; every failure is told."""
    failures, peaks = [], []
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        for job in [pool.submit(job) for job in jobs]:
            try:
                peaks.append(job.result())
            except AssertionError as error:
                failures.append(str(error))
    print(f'# {len(peaks)} survived, most memory {max(peaks, default=0):.0f} MiB')
    assert not failures, '\n'.join(failures)


class Stage:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix='coulisses-hostile-')
        self.server = rig.Hostile(max_s=280, MAX_BYTES=64 << 20, MAX_ATTACK_S=20).start()
        self.url = self.server.info['url']
        self.paths = self.list_paths()
        self.base_mib = 0

    def list_paths(self):
        import urllib.request
        with urllib.request.urlopen(self.url + '/', timeout=10) as answer:
            return json.load(answer)['paths']

    def mastodon(self, attack, where, token=True, **options):
        front = Front(self.url, attack, where, None)
        front.instance = instance_of(front.port)
        arguments = ['--source', 'mastodon', '--server', f'http://127.0.0.1:{front.port}']
        if token:
            arguments += ['--token-file', os.path.join(self.folder, 'token')]
        try:
            return suffer(self.folder, f'mastodon {attack} at {where}', arguments, front, base_mib=self.base_mib, **options)
        finally:
            front.close()

    def bluesky(self, attack, **options):
        front = Front(self.url, attack, '.', {})
        arguments = ['--source', 'bluesky', '--server', f'ws://127.0.0.1:{front.port}/subscribe', '--appview',
                     f'http://127.0.0.1:{front.port}']
        try:
            return suffer(self.folder, f'bluesky {attack}', arguments, front, base_mib=self.base_mib, **options)
        finally:
            front.close()


STAGE = Stage()


def rest():
    """What the program takes when nobody is there"""
    STAGE.base_mib = suffer(STAGE.folder, 'rest', ['--source', 'bluesky', '--server', 'ws://127.0.0.1:9/'], base_mib=1000)
    print(f'# {STAGE.base_mib:.0f} MiB')


def http():
    """Answers to the first question: headers, bodies, bombs, lengths, redirects, a broken Digest"""
    paths = [path for path in STAGE.paths if path.startswith(('/header', '/body', '/401', '/redirect', '/429'))]
    at_once([lambda path=path: STAGE.mastodon(path, '/instance', reason=path not in QUIET) for path in paths])


def timelines():
    """Hostile JSON where posts are expected"""
    paths = [path for path in STAGE.paths if path.startswith('/json')]
    at_once([lambda path=path: STAGE.mastodon(path, '/timelines', token=False, reason=False, seconds=1) for path in paths])


def streams():
    """Event streams: endless lines, endless events, floods, half frames"""
    paths = [path for path in STAGE.paths if path.startswith('/sse')]
    at_once([lambda path=path: STAGE.mastodon(path, '/streaming', reason=False, sentence=ENDLESS.get(path)) for path in paths])


def websockets():
    """WebSockets: continuations without end, deflate bombs, lying lengths, floods"""
    paths = [path for path in STAGE.paths if path.startswith('/ws')]
    at_once([lambda path=path: STAGE.bluesky(path, reason=False) for path in paths])


def secrets():
    """A token in use stands in no message, file, argument or environment, and a crash leaves no core file"""
    folder = os.path.join(STAGE.folder, 'secrets')
    os.mkdir(folder)
    loud = {**os.environ, 'G_MESSAGES_DEBUG': 'all', 'SOUP_DEBUG': '3', 'GST_DEBUG': '9', 'GST_DEBUG_DUMP_DOT_DIR': folder}
    front = Front(STAGE.url, '/header/silent', '/streaming', None)
    front.instance = instance_of(front.port)
    victim = Victim(folder, 'show', '--source', 'mastodon', '--server', f'http://127.0.0.1:{front.port}', '--token-file',
                    os.path.join(folder, 'token'), env=loud, cwd=folder, preexec_fn=hostile_secrets.allow_core)
    try:
        tap.until(lambda: front.hits > 0, STOP_S)
        assert any(f'Bearer {CANARY}'.encode() in head for head in front.heads), 'the token was never used'
        for name, text in hostile_secrets.open_places(victim.process.pid):
            assert CANARY.encode() not in text, f'the token is in the {name}'
        other = subprocess.Popen(['sleep', '60'], cwd=folder, preexec_fn=hostile_secrets.allow_core)
        if hostile_secrets.leaves_core(other):
            assert not hostile_secrets.leaves_core(victim.process), 'it left a core file'
        else:
            print('# this system writes no core files')
    finally:
        victim.process.kill()
        victim.process.wait()
        front.close()
    assert CANARY not in victim.said(), 'the token was said'
    for path in pathlib.Path(folder).rglob('*'):
        assert path.name in ('token', 'core') or not path.is_file() or CANARY.encode() not in path.read_bytes(), f'the token is in {path.name}'


# These are only slow: the program is right to be still waiting when the check is over.
QUIET = {'/header/drip', '/header/silent', '/body/drip'}
# What never ends is cut off where it has become too long, not where the server tires of it.
ENDLESS = dict.fromkeys(('/sse/endless-line', '/sse/endless-event', '/sse/endless-comment'), 'a longer event than it may')
CHECKS = [rest, secrets, http, timelines, streams, websockets]


def main():
    wanted = [check for check in CHECKS if len(sys.argv) < 2 or check.__name__ in ('rest', *sys.argv[1:])]
    try:
        failed = tap.run(wanted)
    finally:
        STAGE.server.stop()
        shutil.rmtree(STAGE.folder, ignore_errors=True)
    sys.exit(1 if failed else 0)


main()
