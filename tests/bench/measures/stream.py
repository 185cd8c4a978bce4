# SPDX-License-Identifier: GPL-3.0-or-later
"""What following a thousand posts a second costs the main thread, a frame."""

from bench import Row, find


def measure(bench):
    program = bench.program('tests/bench/bench-stream')
    seconds, posts = (2, 5_000) if bench.quick else (20, 100_000)
    ours = [find(r'frame CPU ms .*p99 ([\d.]+)', bench.call(program, '--posts', posts, '--seconds', seconds, screen=True))
            for _ in range(1 if bench.quick else bench.pairs)]
    yield Row('stream-frame-p99', 'ms of CPU', ours, limit=12)
    if bench.quick:
        return
    grown = [find(r'RssAnon grown +(-?\d+)', bench.call(program, '--posts', 20_000, '--rate', 5_000, '--seconds', 20, screen=True))
             for _ in range(2)]
    yield Row('stream-growth', 'MB per 100,000', [kib / 1000 for kib in grown], limit=4)
