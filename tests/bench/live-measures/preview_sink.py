# SPDX-License-Identifier: GPL-3.0-or-later
"""What our own end of the preview costs beside GStreamer's gtk4paintablesink, where that is installed."""

import json
import os
import subprocess

import bench as base

SECONDS = 8


def measure(bench):
    there = ['gst-inspect-1.0', '--exists', 'gtk4paintablesink']
    if bench.quick or subprocess.run(there, env=bench.environment, check=False).returncode != 0:
        return
    for height in (720, 1080):
        def look(end, height=height):
            said = bench.call('env', f'GST_PLUGIN_PATH={bench.program("tests/bench")}', f'CS_BENCH_HEIGHT={height}', '/usr/bin/python3',
                              os.path.join(base.HERE, 'preview_peer.py'), bench.program('tests/bench/bench-preview'), end, height,
                              SECONDS, screen=True)
            return json.loads(said.splitlines()[-1])

        ours, theirs = bench.in_pairs(lambda: look('own'), lambda: look('sink'))
        for name, unit, limit in (('fps', 'pictures a second', None), ('p95_ms', 'ms from the camera to the screen', None),
                                  ('cpu_ms', 'ms of CPU a second', 1.1), ('main_ms', 'ms of CPU a second, main thread', 1.1)):
            row = f'preview-sink-{height}-{name.removesuffix("_ms")}'
            yield base.Row(row, unit, [one[name] for one in ours], [one[name] for one in theirs], limit)
