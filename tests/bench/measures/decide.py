# SPDX-License-Identifier: GPL-3.0-or-later
"""From a key to the decision on disk while a thousand posts a second arrive."""

from bench import Row, find


def measure(bench):
    ours = []
    for _ in range(1 if bench.quick else bench.pairs):
        show = bench.fill(bench.path('decide.coulisses'), 10_000)
        ours.append(find(r'decide p50 .*? p99 ([\d.]+)', bench.store('decide', show)))
        bench.forget(show)
    yield Row('decide-p99', 'ms', ours, limit=50)
