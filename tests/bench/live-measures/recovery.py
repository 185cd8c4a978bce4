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


def pulled(run, make):
    """How long until a cable that is pulled out is noticed."""
    noticed = []
    for _ in range(1 if run.quick else 3):
        with link.Link() as cable, make(link=cable) as server:
            url = server.url('one') if make is streaming.Rtmp else server.url()
            with Live(url, height=SMALL, record=False, extra=('--kbps', '1200')) as broadcast:
                broadcast.wait_line(': live')
                time.sleep(3)
                cable.down()
                noticed.append(since(broadcast, 'broke', 1, time.monotonic()))
                cable.up()
    return noticed


def frozen(run):
    """The same of a WHIP server that stops to answer: without TLS we stream to loopback only, which has no cable."""
    noticed = []
    for turn in range(1 if run.quick else 3):
        with streaming.Whip() as server, Live(server.url(), height=SMALL, record=False, extra=('--kbps', '1200')) as broadcast:
            broadcast.wait_line(': live')
            time.sleep(3 + turn * 0.4)
            server.freeze()
            noticed.append(since(broadcast, 'broke', 1, time.monotonic()))
            server.thaw()
    return noticed


def plugged_in(run):
    """How soon it is live again after the network is back and says so."""
    again = []
    for turn in range(2 if run.quick else 8):
        with link.Link() as cable, streaming.Srt(link=cable) as server:
            with Live(server.url(), height=SMALL, record=False, extra=('--kbps', '1200')) as broadcast:
                broadcast.wait_line(': live')
                time.sleep(2)
                cable.down()
                broadcast.wait_line('broke')
                # A new one, so that nothing is measured of how long this server holds on to a dead caller.
                server.kill()
                server.start()
                time.sleep(1 + turn * 0.13)
                cable.up()
                again.append(since(broadcast, ': live', 2, time.monotonic()))
                broadcast.stop()
    return again


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
    yield base.Row('silence-whip-noticed', 'ms at most', max(frozen(run)), None, 6000)
    reason = link.why()
    if reason:
        raise RuntimeError(reason)
    yield base.Row('silence-rtmp-noticed', 'ms at most', max(pulled(run, streaming.Rtmp)), None, 6000)
    yield base.Row('silence-srt-noticed', 'ms at most', max(pulled(run, streaming.Srt)), None, 6000)
    yield base.Row('network-up', 'ms after the network is back, at most', max(plugged_in(run)), None, 1000)
