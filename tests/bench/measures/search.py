# SPDX-License-Identifier: GPL-3.0-or-later
"""Searches of all kinds, against the same questions in the sqlite3 shell."""

from bench import Row, find, percentile


def measure(bench):
    expressions = bench.store('expressions', '-').splitlines()

    def our_p99(n):
        return find(r'search, all p50 .*? p99 ([\d.]+)', bench.store('search', bench.show(n)))

    def shell_p99(n):
        asked = []
        for expression in expressions:
            # What a list asks for first: see FIRST_PORTION in src/store/cs-post-list.c.
            quoted = expression.replace("'", "''")
            asked += [f"SELECT max(rowid) FROM (SELECT rowid FROM words WHERE words MATCH '{quoted}' ORDER BY rowid DESC LIMIT 512);"] * 20
        return max(percentile([seconds * 1000 for seconds in bench.shell(n, '\n'.join(asked))], 99), 0.01)
    for size in bench.sizes:
        bench.note('search, p99 (ms)', size, our_p99(size))
    ours, theirs = bench.in_pairs(lambda: our_p99(bench.large), lambda: shell_p99(bench.large))
    yield Row('search-p99', 'ms', ours, limit=60)
    yield Row('search-p99-shell', 'ms', ours, theirs, 1.2)
