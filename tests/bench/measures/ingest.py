# SPDX-License-Identifier: GPL-3.0-or-later
"""From a socket to committed rows on one core, against a bare loop over the same bytes into the same tables."""

import sqlite3

from bench import Row

TABLES = ('account', 'account_key', 'account_version', 'post', 'post_key', 'post_version', 'media', 'tag')


def compare_rows(one, other):
    """The peer must do the same work: the same number of rows in each table."""
    counts = []
    for path in (one, other):
        with sqlite3.connect(f'file:{path}?mode=ro', uri=True) as database:
            counts.append({table: database.execute(f'SELECT count(*) FROM {table}').fetchone()[0] for table in TABLES})
    if counts[0] != counts[1]:
        raise RuntimeError(f'the peer wrote other rows: {counts}')


def measure(bench):
    lines = bench.lines(6_000 if bench.quick else 100_000)
    show, bare = bench.path('ours.coulisses'), bench.path('bare.coulisses')

    def rate(program, *arguments):
        said = bench.call(bench.program('tests/bench/' + program), *arguments, one_core=True).split()
        # What the core worked, not what others took from it.
        return int(said[0]) / (int(said[2]) / 1e6)

    def our_rate():
        bench.forget(show)
        return rate('bench-ingest', 'run', lines, show)

    def bare_rate():
        bench.forget(bare)
        bench.store('ingest', bare, 0)
        return rate('bare-ingest', lines, bare)
    ours, theirs = bench.in_pairs(our_rate, bare_rate)
    compare_rows(show, bare)
    bench.forget(show, bare)
    yield Row('ingest', 'posts/s of a core', ours, theirs, 0.6, most=False)
    yield Row('ingest-rate', 'posts/s of a core', ours, limit=10_000, most=False)
