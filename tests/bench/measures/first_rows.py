# SPDX-License-Identifier: GPL-3.0-or-later
"""A list's first rows over many posts, against over a thousand."""

from bench import Row, find


def measure(bench):
    def first(n):
        return find(r'first p50 ([\d.]+)', bench.store('first', bench.show(n)))
    for size in bench.sizes:
        bench.note('first rows of a list (ms)', size, first(size))
    ours, theirs = bench.in_pairs(lambda: first(bench.large), lambda: first(bench.small))
    yield Row('list-first-rows', 'ms', ours, theirs, 2.0)
