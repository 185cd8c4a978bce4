# SPDX-License-Identifier: GPL-3.0-or-later
"""Random edits on every list of the window: rows that show something else than their model or the show file says."""

import re

from bench import Row


def measure(bench):
    bench.environment.update(CS_LISTS_SEEDS='1' if bench.quick else '10', CS_LISTS_SECONDS='2' if bench.quick else '15')
    said = bench.call(bench.program('tests/ui/test-ui-lists'), '-p', '/lists/no-wrong-rows', screen=True)
    wrong, looked_at = zip(*((int(wrong), int(rows)) for rows, wrong in re.findall(r'(\d+) rows looked at, (\d+) wrong', said)))
    yield Row('lists-wrong-rows', 'rows', sum(wrong), limit=0)
    yield Row('lists-looked-at', 'rows', sum(looked_at), limit=1_000, most=False)
