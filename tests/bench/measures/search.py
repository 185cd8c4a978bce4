# SPDX-License-Identifier: GPL-3.0-or-later
"""Searches of all kinds, against the same questions in the sqlite3 shell."""

from bench import Row, find, percentile


def measure(bench):
    expressions = bench.store('expressions', '-').splitlines()
    waited = []

    def our_p99(n):
        """Of the computing, in milliseconds; the clock on the wall goes to waited."""
        said = bench.store('search', bench.show(n))
        waited.append(find(r'search, all p50 .*? p99 ([\d.]+)', said))
        return find(r'search, CPU p50 .*? p99 ([\d.]+)', said)

    def shell_p99(n):
        asked = []
        for expression in expressions:
            # What a list asks for first: see FIRST_PORTION in src/store/cs-post-list.c.
            quoted = expression.replace("'", "''")
            asked += [f"SELECT max(rowid) FROM (SELECT rowid FROM words WHERE words MATCH '{quoted}' ORDER BY rowid DESC LIMIT 512);"] * 20
        return percentile([cpu * 1000 for _, cpu in bench.shell(n, '\n'.join(asked))], 99)
    for size in bench.sizes[:-1] if not bench.quick else []:
        bench.note('search, p99 (ms)', size, our_p99(size))
    waited.clear()
    ours, theirs = bench.in_pairs(lambda: our_p99(bench.large), lambda: shell_p99(bench.large))
    bench.note('search, p99 (ms)', bench.large, min(ours))
    yield Row('search-p99', 'ms', waited, limit=60)
    yield Row('search-p99-shell', 'ms of CPU', ours, theirs, 1.2)
