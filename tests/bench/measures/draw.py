# SPDX-License-Identifier: GPL-3.0-or-later
"""Ranking a draw's names, against a bare loop that hashes and sorts."""


def measure(bench):
    yield from bench.rows_of(bench.program('tests/bench/bench-draw'), 100_000, *([] if bench.quick else [1_000_000]))
