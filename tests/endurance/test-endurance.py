#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An evening in a minute: coulisses-cli serve follows fifty posts a second with bursts of six hundred, edits, deletions,
a lost connection in each round, and overlay pages that ask for events and do not read them. CS_ENDURANCE_SECONDS says how
long; CS_ENDURANCE_SECONDS=3600 CS_ENDURANCE_ROUND=60 is an evening in an hour."""

import contextlib
import json
import os
import pathlib
import re
import select
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / 'rig')]

import rig  # noqa: E402
import tap  # noqa: E402

CLI = os.path.join(os.environ['CS_BUILD_ROOT'], 'src/cli/coulisses-cli')
SANITIZED = b'__asan_init' in pathlib.Path(CLI).read_bytes()
LENGTH_S = float(os.environ.get('CS_ENDURANCE_SECONDS', '70'))
ROUND_S = float(os.environ.get('CS_ENDURANCE_ROUND', '5'))
READY_S = 20
ARRIVE_S = 120  # a connection that is lost again and again is called again ever more slowly
RATE, BURST = 50, 600
STALLED = 3
LOST = 1 if ROUND_S >= 60 else 4  # the connection, each so many rounds
# What a source remembers of 65,536 posts fills up later than the first tenth of a short run.
GROWTH = 1.05 if LENGTH_S >= 600 else 1.25
FILES = 5
TAG = 'endurance'
FIRST_TENTH = 18000  # posts of six minutes, which come at once


class Desk:
    def __init__(self, folder, info):
        self.log = tempfile.TemporaryFile()
        self.show = os.path.join(folder, 'endurance.coulisses')
        self.process = subprocess.Popen(
            [CLI, 'serve', '--show', self.show, '--port', '0', '--source', 'bluesky', '--server', info['jetstream'], '--appview',
             info['appview'], '--tag', TAG], stdout=subprocess.PIPE, stderr=self.log, text=True)
        assert select.select([self.process.stdout], [], [], READY_S)[0], 'serve said nothing'
        self.port = int(re.search(r':(\d+)/', self.process.stdout.readline()).group(1))

    def said(self):
        return os.pread(self.log.fileno(), 1 << 20, 0).decode('utf-8', 'replace')

    def memory_kib(self):
        with open(f'/proc/{self.process.pid}/status', encoding='utf-8') as file:
            return int(re.search(r'RssAnon:\s+(\d+)', file.read()).group(1))

    def files(self):
        return len(os.listdir(f'/proc/{self.process.pid}/fd'))

    def stall(self):
        """An overlay page that asks for events and never reads them."""
        page = socket.create_connection(('127.0.0.1', self.port), READY_S)
        page.sendall(b'GET /overlay/events HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n' % self.port)
        return page

    def health(self):
        with urllib.request.urlopen(f'http://127.0.0.1:{self.port}/health', timeout=READY_S) as answer:
            return json.load(answer)

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(READY_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError('serve did not end') from None
        said = self.said()
        assert code == 0, f'ended with {code}: {said[-600:]}'
        assert 'WARNING' not in said and 'CRITICAL' not in said, said[-600:]


def weather(server, number):
    """What one round brings."""
    server.post('post', {'count': int(RATE * ROUND_S), 'rate': RATE, 'tag': TAG, 'accounts': 200, 'edits_percent': 2,
                         'deletes_percent': 1}, wait=0)
    if number % 3 == 2:
        server.post('post', {'count': BURST, 'rate': BURST, 'tag': TAG, 'accounts': 200}, wait=0)
    if number % LOST == 0:
        server.post('kill', how=('rst', 'fin', 'close')[number // LOST % 3])


def endure(server, desk):
    began = time.monotonic()
    samples, number, pages = [], 0, []
    while (passed := time.monotonic() - began) < LENGTH_S:
        if passed >= number * ROUND_S:
            weather(server, number)
            for page in pages:
                page.close()
            pages = [desk.stall() for _ in range(STALLED)]
            number += 1
        assert desk.process.poll() is None, 'serve ended by itself'
        assert 0 <= desk.health()['desk_age_ms'] < 3000, desk.health()
        samples.append((passed, desk.memory_kib(), desk.files()))
        time.sleep(0.25)
    return samples


def kept(desk):
    with contextlib.closing(sqlite3.connect(f'file:{desk.show}?mode=ro', uri=True)) as show:
        rows = show.execute('SELECT v.native_id FROM post p JOIN post_version v ON v.id = p.version_id WHERE p.gone_us = 0')
        return {native_id for native_id, in rows}


def truth_arrived(server, desk):
    """Waits until the show file holds what the network does, and says what it lacks."""
    deadline = time.monotonic() + ARRIVE_S
    while True:
        truth, found = {post['uri']: post['text'] for post in server.get('truth', tag=TAG)}, kept(desk)
        if truth.keys() == found:
            return len(truth)
        assert time.monotonic() < deadline, (f'{len(truth)} posts, {len(found)} kept; lost {[truth[uri] for uri in truth.keys() - found][:5]}; '
                                             f'too many {list(found - truth.keys())[:5]}; {desk.said()[-600:]}')
        time.sleep(0.5)


def evening():
    """Memory and open files stay as they are after the first tenth, nothing is lost, nothing is complained about"""
    with tempfile.TemporaryDirectory(prefix='coulisses-endurance-') as folder, rig.Jetstream(max_s=LENGTH_S + 180) as server:
        desk = Desk(folder, server.info)
        try:
            tap.until(lambda: ': live' in desk.said(), READY_S)
            server.post('post', {'count': FIRST_TENTH, 'tag': TAG, 'accounts': 200})
            truth_arrived(server, desk)
            samples = endure(server, desk)
            posts = truth_arrived(server, desk)
        finally:
            desk.stop()
    early = [sample for sample in samples if sample[0] < LENGTH_S / 10]
    late = [sample for sample in samples if sample[0] >= LENGTH_S * 0.9]
    memory = [statistics.median(sample[1] for sample in part) for part in (early, late)]
    files = [statistics.median(sample[2] for sample in part) for part in (early, late)]
    print(f'# {posts} posts; memory {memory[0]:.0f} KiB, then {memory[1]:.0f} ({memory[1] / memory[0] - 1:+.1%}); files {files}')
    assert SANITIZED or memory[1] <= memory[0] * GROWTH, f'memory grew from {memory[0]} to {memory[1]} KiB'
    assert abs(files[1] - files[0]) <= FILES, f'open files went from {files[0]} to {files[1]}'


sys.exit(1 if tap.run([evening]) else 0)
