# SPDX-License-Identifier: GPL-3.0-or-later
"""Bringing a contest's ranking up to date when a thousand posts have come, and how long the main thread is held up by it."""

import shutil


def measure(bench):
    show = bench.path('activity.coulisses')
    shutil.copy(bench.show(bench.large), show)  # it is written to
    yield from bench.rows_of(bench.program('tests/bench/bench-activity'), show)
    bench.forget(show)
