# SPDX-License-Identifier: GPL-3.0-or-later
"""How soon a lost connection is noticed, and how soon it is live again once it can be; beside a run without a fault."""

import contextlib
import time

import bench as base
import live_bench as live
import link
import streaming
from live_run import Live

SMALL = 360
FAULT_S = 6
ON_LINK = ('pulled', 'slow')


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


def missing(fault):
    """Pictures that a recording lacks, with something that befalls its only destination in the middle."""
    with contextlib.ExitStack() as stack:
        cable = stack.enter_context(link.Link()) if fault in ON_LINK else None
        server = stack.enter_context(streaming.Rtmp(cable))
        broadcast = stack.enter_context(Live(server.url('one'), height=SMALL))
        begin, end = {'control': (int, int), 'killed': (server.kill, server.start), 'frozen': (server.freeze, server.thaw),
                      'pulled': (cable and cable.down, cable and cable.up),
                      'slow': (lambda: cable.slow(300), cable and cable.fast)}[fault]
        broadcast.wait_line(': live')
        broadcast.wait_ms(2000)
        begin()
        time.sleep(FAULT_S)
        end()
        broadcast.wait_ms(broadcast.stats()['elapsed_ms'] + 3000)
        stats = broadcast.stop()
        # The one that is being encoded when the end is asked for may not be written any more.
        return max(stats['encoded'] - 1 - streaming.probe(stats['recorded'])['video'], 0)


def kept(faults):
    control = missing('control')
    for fault in faults:
        yield base.Row(f'recording-lost-{fault}', 'pictures beyond the control', max(missing(fault) - control, 0), None, 0)


def measure(run):
    live.use(run)
    noticed, again = killed(run)
    yield base.Row('closed-noticed', 'ms', noticed, None, 500)
    yield base.Row('recovery-p95', 'ms after the server is back', base.percentile(again, 95), None, 3000)
    yield from kept(['killed'] if run.quick else ['killed', 'frozen'])
    yield base.Row('silence-whip-noticed', 'ms at most', max(frozen(run)), None, 6000)
    reason = link.why()
    if reason:
        raise RuntimeError(reason)
    if not run.quick:
        yield from kept(ON_LINK)
    yield base.Row('silence-rtmp-noticed', 'ms at most', max(pulled(run, streaming.Rtmp)), None, 6000)
    yield base.Row('silence-srt-noticed', 'ms at most', max(pulled(run, streaming.Srt)), None, 6000)
    yield base.Row('network-up', 'ms after the network is back, at most', max(plugged_in(run)), None, 1000)
