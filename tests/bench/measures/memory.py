# SPDX-License-Identifier: GPL-3.0-or-later
"""What the desk without its window keeps in memory: over many posts against over a thousand, and of posts that arrive."""

import os
import re
import select
import sqlite3
import subprocess
import sys
import time

from bench import TOP, Row

READY_S = 30
SETTLE_S, QUICK_SETTLE_S = 1.0, 0.4
TAG = 'bench'
WARM, ARRIVING, RATE = 20_000, 100_000, 1_500


class Desk:
    """coulisses-cli serve, and how much memory of its own it has."""

    def __init__(self, bench, show, *arguments):
        self.process = subprocess.Popen([bench.program('src/cli/coulisses-cli'), 'serve', '--show', show, '--port', '0', *arguments],
                                        env=bench.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.wait_for(self.process.stdout, 'http')

    def wait_for(self, stream, word):
        until = time.monotonic() + READY_S
        while select.select([stream], [], [], max(until - time.monotonic(), 0))[0]:
            if word in stream.readline():
                return
        raise RuntimeError(f'coulisses-cli serve did not say {word} in {READY_S} s')

    def memory_kib(self):
        with open(f'/proc/{self.process.pid}/status', encoding='utf-8') as file:
            return int(re.search(r'RssAnon:\s+(\d+)', file.read()).group(1))

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.process.terminate()
        try:
            self.process.wait(READY_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(READY_S)


def at_rest(bench, sizes):
    """Both at the same time, so that both get as much of it."""
    desks = [Desk(bench, bench.show(size)) for size in sizes]
    try:
        time.sleep(QUICK_SETTLE_S if bench.quick else SETTLE_S)
        return [desk.memory_kib() for desk in desks]
    finally:
        for desk in desks:
            desk.__exit__()


def wait_for_posts(show, n):
    until = time.monotonic() + n / RATE * 3 + READY_S
    with sqlite3.connect(f'file:{show}?mode=ro', uri=True) as database:
        while database.execute('SELECT posts FROM tally').fetchone()[0] < n:
            if time.monotonic() > until:
                raise RuntimeError(f'{n} posts did not arrive')
            time.sleep(0.2)
    time.sleep(SETTLE_S)


def grown_mb(bench):
    sys.path.insert(0, os.path.join(TOP, 'tests/rig'))
    import rig
    show = bench.path('growing.coulisses')
    with rig.Jetstream(max_s=600) as network, \
            Desk(bench, show, '--source', 'bluesky', '--server', network.info['jetstream'], '--appview', network.info['appview'],
                 '--tag', TAG) as desk:
        desk.wait_for(desk.process.stderr, 'live')
        network.post('post', {'count': WARM, 'rate': RATE, 'tag': TAG, 'accounts': 500}, wait=0)
        wait_for_posts(show, WARM)
        before = desk.memory_kib()
        network.post('post', {'count': ARRIVING, 'rate': RATE, 'tag': TAG, 'accounts': 500}, wait=0)
        wait_for_posts(show, WARM + ARRIVING)
        grown = (desk.memory_kib() - before) / 1024
    bench.forget(show)
    return grown


def measure(bench):
    found = [at_rest(bench, (bench.large, bench.small)) for _ in range(bench.pairs)]
    yield Row('desk-memory', 'KiB of RssAnon', [large for large, _ in found], [small for _, small in found], 1.15)
    if not bench.quick:
        yield Row('memory-growth', 'MiB per 100,000', grown_mb(bench), limit=4)
