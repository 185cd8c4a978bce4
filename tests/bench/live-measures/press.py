# SPDX-License-Identifier: GPL-3.0-or-later
"""From the press to the first picture that the server has taken."""

import bench as base
import live_bench as live
import streaming


def measure(bench):
    for name, make, limit in (('press-rtmp', streaming.Rtmp, 1000), ('press-srt', streaming.Srt, 1000),
                              ('press-whip', streaming.Whip, 2000)):
        taken = []
        for turn in range(3 if bench.quick else bench.pairs):
            with make() as server:
                url = server.url(f'press{turn}') if name == 'press-rtmp' else server.url()
                taken.append(live.ours(bench, '--to', url, seconds=4)['live_ms'][0])
        if min(taken) < 0:
            raise RuntimeError(f'{name}: never taken')
        yield base.Row(name, 'ms', taken, None, limit)
