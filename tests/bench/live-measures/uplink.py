# SPDX-License-Identifier: GPL-3.0-or-later
"""An uplink that goes from plenty to 1 Mbit/s in the middle of a broadcast of 2.5 Mbit/s; beside one that does not."""

import time

import bench as base
import live_bench as live
import link
import streaming
from live_run import Live


def through(seconds, slow):
    worst, cut_ms = 0, None
    with link.Link() as cable, streaming.Rtmp(cable) as server, Live(server.url('one'), record=False) as broadcast:
        broadcast.wait_line(': live')
        broadcast.wait_ms(5000)
        if slow:
            cable.slow(1000)
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            stats = broadcast.stats()
            worst = max(worst, stats['destinations'][0]['queue_ms'])
            if cut_ms is None and stats['video_kbps'] < 2500:
                cut_ms = (time.monotonic() - began) * 1000
            time.sleep(0.1)
        stats = broadcast.stop()
    return stats['destinations'][0]['dropped'], worst, cut_ms


def measure(run):
    live.use(run)
    reason = link.why()
    if reason:
        raise RuntimeError(reason)
    seconds = 12 if run.quick else 20
    turns = 1 if run.quick else 3
    slow = [through(seconds, True) for _ in range(turns)]
    free = [through(seconds, False) for _ in range(turns)]
    yield base.Row('uplink-dropped', 'pictures beyond the control',
                   max(one[0] - other[0] for one, other in zip(slow, free)), None, 0)
    yield base.Row('uplink-queue', 'ms at most', [worst for _, worst, _ in slow], None, 3000)
    yield base.Row('uplink-control-cuts', 'times the bitrate fell without a reason', sum(cut is not None for _, _, cut in free),
                   None, 0)
