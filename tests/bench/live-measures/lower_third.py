# SPDX-License-Identifier: GPL-3.0-or-later
"""What a lower third that never stops fading costs a picture."""

import bench as base
import live_bench as live


def measure(bench):
    seconds = 5 if bench.quick else 10
    costs = []
    for pair in range(3 if bench.quick else bench.pairs):
        ran = {}
        for who in ('with', 'without') if pair % 2 else ('without', 'with'):
            ran[who] = live.ours(bench, '--record', bench.path(f'third-{pair}-{who}'), *(['--card'] if who == 'with' else []),
                                 seconds=seconds)
        costs.append((ran['with']['cpu_us'] - ran['without']['cpu_us']) / 1000 / ran['with']['encoded'])
    yield base.Row('lower-third', 'ms of CPU a picture', costs, None, 3.0)
