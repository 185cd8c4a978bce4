# SPDX-License-Identifier: GPL-3.0-or-later
"""How soon a lost connection is noticed, and how soon it is live again once it can be; beside a run without a fault."""

import time

import bench as base
import live_bench as live
import link
import streaming
from live_run import Live

SMALL = 360


def since(live_run, part, n, started):
    live_run.wait_line(part, n)
    return (time.monotonic() - started) * 1000


def killed(run):
    """(noticed, live again after the server is back), over and over on one broadcast."""
    noticed, again = [], []
    with streaming.Rtmp() as server, Live(server.url('one'), height=SMALL, record=False) as broadcast:
        broadcast.wait_line(': live')
        for turn in range(5 if run.quick else 20):
            time.sleep(1.5)
            server.kill()
            noticed.append(since(broadcast, 'broke', turn + 1, time.monotonic()))
            time.sleep(1 + turn % 4)
            server.start()
            again.append(since(broadcast, ': live', turn + 2, time.monotonic()))
        broadcast.stop()
    return noticed, again


def pulled(run):
    """(silent loss noticed, live again after the network is back and says so)."""
    noticed, again = [], []
    for turn in range(2 if run.quick else 5):
        with link.Link() as cable, streaming.Srt(link=cable) as server:
            with Live(server.url(), height=SMALL, record=False, extra=('--kbps', '1200')) as broadcast:
                broadcast.wait_line(': live')
                time.sleep(2)
                cable.down()
                noticed.append(since(broadcast, 'broke', 1, time.monotonic()))
                # A new one, so that nothing is measured of how long this server holds on to a dead caller.
                server.kill()
                server.start()
                time.sleep(1)
                cable.up()
                again.append(since(broadcast, ': live', 2, time.monotonic()))
                broadcast.stop()
    return noticed, again


def kept(run):
    """Pictures missing in a recording through a fault, beyond those of a run without one."""
    missing = {}
    for what in ('control', 'fault'):
        with streaming.Rtmp() as server, Live(server.url('one'), height=SMALL) as broadcast:
            broadcast.wait_line(': live')
            broadcast.wait_ms(2000)
            if what == 'fault':
                server.kill()
                broadcast.wait_line('broke')
                server.start()
                broadcast.wait_line(': live', 2)
            broadcast.wait_ms(8000)
            stats = broadcast.stop()
            missing[what] = stats['encoded'] - 1 - streaming.probe(stats['recorded'])['video']
    return max(missing['fault'], 0) - max(missing['control'], 0)


def measure(run):
    live.use(run)
    noticed, again = killed(run)
    yield base.Row('closed-noticed', 'ms', noticed, None, 500)
    yield base.Row('recovery-p95', 'ms after the server is back', base.percentile(again, 95), None, 3000)
    yield base.Row('recording-lost', 'pictures beyond the control', [kept(run) for _ in range(1 if run.quick else 3)], None, 0)
    reason = link.why()
    if reason:
        raise RuntimeError(reason)
    noticed, again = pulled(run)
    yield base.Row('silence-noticed', 'ms', max(noticed), None, 6000)
    yield base.Row('network-up', 'ms after the network is back', again, None, 1000)
