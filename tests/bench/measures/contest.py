# SPDX-License-Identifier: GPL-3.0-or-later
"""From the press on "Seal Now" to the last winner on the stage, in the real window, with a beacon on this machine."""

import json
import os

from bench import HERE, Row

STORY = os.path.join(HERE, '..', 'story', 'test-contest.py')
LIMIT_S = 30


def measure(bench):
    if bench.quick:
        return
    said = bench.call('env', 'GTK_A11Y=atspi', f'CS_STORY_PICTURES={bench.folder}',
                      f'COULISSES_BEACON_CHECK={bench.program("src/contest/beacon-check/coulisses-beacon-check")}',
                      '/usr/bin/python3', STORY, '--time', 3, screen=True)
    times = [json.loads(line) for line in said.splitlines() if line.startswith('{')]
    yield Row('draw-press-to-winners', 's', [one['winners'] for one in times], limit=LIMIT_S)
