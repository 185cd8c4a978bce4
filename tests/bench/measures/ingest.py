# SPDX-License-Identifier: GPL-3.0-or-later
"""From a socket to committed rows on one core, against a bare loop over the same bytes into the same tables: of an empty show,
and of a large one."""

import shutil
import sqlite3

from bench import Row

TABLES = ('account', 'account_key', 'account_version', 'account_figures', 'post', 'post_key', 'post_version', 'media', 'tag')
PIECE = 40_000


def compare_rows(one, other):
    """The peer must do the same work: the same number of rows in each table."""
    counts = []
    for path in (one, other):
        with sqlite3.connect(f'file:{path}?mode=ro', uri=True) as database:
            counts.append({table: database.execute(f'SELECT count(*) FROM {table}').fetchone()[0] for table in TABLES})
    if counts[0] != counts[1]:
        raise RuntimeError(f'the peer wrote other rows: {counts}')


def measure(bench):
    show, bare = bench.path('ours.coulisses'), bench.path('bare.coulisses')

    def rate(program, *arguments):
        said = bench.call(bench.program('tests/bench/' + program), *arguments, one_core=True).split()
        # What the core worked, not what others took from it.
        return int(said[0]) / (int(said[2]) / 1e6)

    def into_empty():
        lines = bench.lines(6_000 if bench.quick else 100_000)

        def our_rate():
            bench.forget(show)
            return rate('bench-ingest', 'run', lines, show)

        def bare_rate():
            bench.forget(bare)
            bench.store('ingest', bare, 0)
            return rate('bare-ingest', lines, bare)
        return bench.in_pairs(our_rate, bare_rate)

    def into_full():
        """Each pair goes on where the one before has ended."""
        ends = {show: bench.large, bare: bench.large}
        for path in ends:
            shutil.copyfile(bench.show(bench.large), path)

        def more(path):
            first, ends[path] = ends[path], ends[path] + PIECE
            return bench.lines(PIECE, first)
        return bench.in_pairs(lambda: rate('bench-ingest', 'run', more(show), show), lambda: rate('bare-ingest', more(bare), bare))

    for name, fill in (('ingest', into_empty), ('ingest-large', into_full)):
        if bench.quick and fill is into_full:
            continue
        ours, theirs = fill()
        compare_rows(show, bare)
        bench.forget(show, bare)
        yield Row(name, 'posts/s of a core', ours, theirs, 0.6, most=False)
        yield Row(name + '-rate', 'posts/s of a core', ours, limit=10_000, most=False)
