# SPDX-License-Identifier: GPL-3.0-or-later
"""The most active accounts, against the plain question in the sqlite3 shell."""

from bench import Row, find

SQL = ('SELECT account_id, count(DISTINCT slot) AS slots, count(*) AS posts FROM post WHERE gone_how = 0 AND state <> 2'
       ' GROUP BY account_id ORDER BY slots DESC, posts DESC LIMIT 20;')


def measure(bench):
    def ours_ms(n):
        return find(r'rank p50 ([\d.]+)', bench.store('rank', bench.show(n)))
    for size in bench.sizes:
        bench.note('ranking of accounts (ms)', size, ours_ms(size))
    ours, theirs = bench.in_pairs(lambda: ours_ms(bench.large), lambda: bench.shell(bench.large, SQL)[0][0] * 1000)
    yield Row('rank-accounts', 'ms', ours, theirs, 1.0)
