# SPDX-License-Identifier: GPL-3.0-or-later
"""The preview in the real window: how many of a camera's pictures are painted, and how old they are then."""

import json
import os

import bench as base


def measure(bench):
    show = bench.show(1_000)
    seconds, turns = (5, 1) if bench.quick else (15, 3)
    environment = ['env', f'GST_PLUGIN_PATH={bench.program("tests/bench")}']
    for height in (720, 1080):
        painted, delays = [], []
        for _ in range(turns):
            said = bench.call(*environment, f'CS_BENCH_HEIGHT={height}', '/usr/bin/python3', os.path.join(base.HERE, 'preview.py'),
                              bench.program('src/app/coulisses'), show, height, seconds, screen=True)
            found = json.loads(said.splitlines()[-1])
            painted.append(len(found['delays_ms']) / found['seconds'])
            delays.append(base.percentile(found['delays_ms'], 95))
        yield base.Row(f'preview-{height}-rate', 'pictures a second', painted, None, 29.5, most=False)
        yield base.Row(f'preview-{height}-p95', 'ms from the camera to the screen', delays, None, 50)
