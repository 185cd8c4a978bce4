# SPDX-License-Identifier: GPL-3.0-or-later
"""From a picture's birth to its decoding at the server: its clock is burnt into it."""

import time

import bench as base
import live_bench as live
import streaming


def p95(delays):
    if len(delays) < 60:
        raise RuntimeError(f'only {len(delays)} pictures were decoded')
    return base.percentile(delays, 95)


def over_rtmp(bench, server, turn, seconds):
    url = server.url(f'delay{turn}')
    process = live.start(bench, '--to', url, '--stamp', seconds=seconds)
    until = time.monotonic() + 10
    while not server.got(f'delay{turn}') and time.monotonic() < until:
        time.sleep(0.05)
    # It joins between two key frames, and must wait for the pictures until the next.
    with live.Decoder('-i', url, analyze_us=2_500_000) as decoder:
        process.communicate(timeout=live.LONG_S)
        time.sleep(0.5)
    return p95(decoder.delays())


def over_srt(bench, seconds):
    port = streaming.free_port(streaming.socket.SOCK_DGRAM)
    with live.Decoder('-i', f'srt://127.0.0.1:{port}?mode=listener&latency=120000') as decoder:
        time.sleep(0.5)
        live.ours(bench, '--to', f'srt://127.0.0.1:{port}?latency=120', '--stamp', seconds=seconds)
        time.sleep(0.5)
    return p95(decoder.delays())


def measure(bench):
    seconds, turns = (10, 1) if bench.quick else (15, 3)
    with streaming.Rtmp() as server:
        yield base.Row('delay-rtmp-p95', 'ms', [over_rtmp(bench, server, turn, seconds) for turn in range(turns)], None, 150)
    yield base.Row('delay-srt-p95', 'ms', [over_srt(bench, seconds) for _ in range(turns)], None, 300)
