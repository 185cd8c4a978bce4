# SPDX-License-Identifier: GPL-3.0-or-later
"""What kill -9 while recording loses, beside a run that ends as it should."""

import os
import time

import bench as base
import live_bench as live
import streaming


def parts_in(folder):
    return sorted(os.path.join(root, name) for root, _, names in os.walk(folder) for name in names if name.endswith('.mkv'))


def measure(run):
    lost, errors = [], 0
    for turn in range(2 if run.quick else run.pairs):
        folder = run.path(f'killed{turn}')
        os.mkdir(folder)
        process = live.start(run, '--record', folder, '--stamp', seconds=60)
        time.sleep(6 + turn * 0.37)
        killed_ms = time.monotonic() * 1000 % 2 ** 32
        process.kill()
        process.wait()
        part = parts_in(folder)[0]
        errors += len(streaming.decode_errors(part))
        with live.Decoder('-i', part) as decoder:
            decoder.thread.join(30)
        lost.append(killed_ms - decoder.seen[-1][1])
    ended = live.ours(run, '--record', run.path('killed-control'), seconds=6)
    yield base.Row('killed-lost', 'ms before the end', lost, None, 1000)
    yield base.Row('killed-errors', 'decode errors', errors, None, 0)
    yield base.Row('killed-control', 'pictures missing without kill',
                   max(ended['encoded'] - streaming.probe(ended['recorded'])['video'], 0), None, 0)
