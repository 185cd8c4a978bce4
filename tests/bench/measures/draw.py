# SPDX-License-Identifier: GPL-3.0-or-later
"""Ranking a draw's names, against a bare loop that hashes and sorts."""

import re
import statistics

from bench import Row


def measure(bench):
    ours, theirs = {}, {}
    for _ in range(bench.pairs):
        said = bench.call(bench.program('tests/bench/bench-draw'), 100_000, *([] if bench.quick else [1_000_000]))
        for size, bare, own in re.findall(r'(\d+) ids: bare loop and sort +([\d.]+) ms, ranking with its digest +([\d.]+) ms', said):
            ours.setdefault(int(size), []).append(float(own))
            theirs.setdefault(int(size), []).append(float(bare))
    for size, values in ours.items():
        bench.note('ranking of a draw (ms)', size, statistics.median(values))
        yield Row(f'draw-{size // 1000}k', 'ms', values, theirs[size], 1.3)
