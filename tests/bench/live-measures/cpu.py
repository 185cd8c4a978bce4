# SPDX-License-Identifier: GPL-3.0-or-later
"""CPU time of one encoder, RTMP and a recording, against ffmpeg doing the same from the same raw film."""

import os

import bench as base
import live_bench as live
import streaming


def measure(bench):
    seconds = 6 if bench.quick else 15
    pairs = 3 if bench.quick else bench.pairs
    with streaming.Rtmp() as server:
        for name, n, limit in (('cpu-1-rtmp', 1, 1.20), ('cpu-3-rtmp', 3, 1.25)):
            ours, theirs = [], []
            for pair in range(pairs):
                folder = bench.path(f'{name}-{pair}')
                os.mkdir(folder)
                for who in ('ours', 'theirs') if pair % 2 else ('theirs', 'ours'):
                    urls = [server.url(f'{name}-{pair}-{who}-{i}') for i in range(n)]
                    if who == 'ours':
                        to = [part for url in urls for part in ('--to', url)]
                        ran = live.ours(bench, *to, '--record', folder, seconds=seconds)
                        if ran['skipped']:
                            raise RuntimeError(f'the machine is too busy: {ran["skipped"]} pictures left out')
                        ours.append(ran['cpu_us'] / 1e6)
                    else:
                        theirs.append(live.theirs(bench, urls, os.path.join(folder, 'peer.mkv'), seconds) / 1e6)
            yield base.Row(name, f's of CPU in {seconds} s', ours, theirs, limit)
