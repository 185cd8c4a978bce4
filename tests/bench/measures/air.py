# SPDX-License-Identifier: GPL-3.0-or-later
"""A take to visible in Chromium, and a clear to empty, while posts pour in."""

import air

from bench import Row, percentile


def measure(bench):
    show = bench.fill(bench.path('air.coulisses'), 1_000)
    takes, clears = air.measure(bench.program('src/cli/coulisses-cli'), show, 6 if bench.quick else 40, 1000)
    yield Row('take-visible-p99', 'ms', percentile(takes, 99), limit=150)
    yield Row('clear-empty-p99', 'ms', percentile(clears, 99), limit=100)
