# SPDX-License-Identifier: GPL-3.0-or-later
"""An hour with three destinations, each of which fails every five minutes, sped up: as many failures of each, one after the
other. CS_ENDURANCE_SECONDS says how long; 3600 is the hour itself. What is left behind is counted while all three are live."""

import os
import re
import statistics
import time

import bench as base
import live_bench as live
import streaming
from live_run import Live

ROUNDS = 12
WARM = 1  # rounds after which everything has been there once
JUDGED = 3  # rounds, after those and at the end
DOWN_S = 1
REST_S = 2
SAMPLES = 8
SPARE_S = 300
END_S = 240  # for an hour to become one file


def engine_pid(broadcast):
    """Of the program itself, which a guard has started."""
    guard = broadcast.process.pid
    with open(f'/proc/{guard}/task/{guard}/children', encoding='ascii') as file:
        return int(file.read().split()[0])


def count(pid):
    """(KiB of memory of its own, threads, open files), as they are at rest."""
    found = []
    for _ in range(SAMPLES):
        with open(f'/proc/{pid}/status', encoding='utf-8') as file:
            status = file.read()
        found.append([int(re.search(rf'{name}:\s+(\d+)', status).group(1)) for name in ('RssAnon', 'Threads')]
                     + [len(os.listdir(f'/proc/{pid}/fd'))])
        time.sleep(REST_S / SAMPLES)
    return [statistics.median(column) for column in zip(*found)]


def fail(server, broadcast, title, number):
    """Killed, or silent until that is noticed: in turns. Then it is started again."""
    trouble, again = len(broadcast.lines(f'{title}: ')), len(broadcast.lines(f'{title}: live')) + 1
    if number % 2:
        server.freeze()
    else:
        server.kill()
    broadcast.wait_line(f'{title}: ', trouble + 1)
    time.sleep(DOWN_S)
    if number % 2:
        server.kill()
    server.start()
    broadcast.wait_line(f'{title}: live', again)


def endure(seconds, rounds):
    """What was counted after each round, and what the whole broadcast amounts to."""
    counts = []
    with streaming.Rtmp() as rtmp, streaming.Srt() as srt, streaming.Whip(max_s=seconds + SPARE_S) as whip:
        with Live(rtmp.url('one'), srt.url(), whip.url(), height=360, extra=('--kbps', '1200'), max_s=seconds + SPARE_S,
                  end_s=END_S) as broadcast:
            broadcast.wait_line(': live', 3)
            broadcast.wait_ms(2000)
            titles = [one['title'] for one in broadcast.stats()['destinations']]
            pid = engine_pid(broadcast)
            began = time.monotonic()
            for number in range(rounds):
                for server, title in zip((rtmp, srt, whip), titles):
                    fail(server, broadcast, title, number)
                time.sleep(max(0, began + seconds * (number + 1) / rounds - time.monotonic()))
                counts.append(count(pid))
            stats = broadcast.stop()
            return counts, stats, streaming.probe(stats['recorded'])['video']


def measure(run):
    live.use(run)
    rounds = WARM + 3 if run.quick else ROUNDS
    seconds = 0 if run.quick else float(os.environ.get('CS_ENDURANCE_SECONDS', '600'))
    streaming.MAX_S = seconds + SPARE_S
    counts, stats, recorded = endure(seconds, rounds)
    n = 1 if run.quick else JUDGED
    early, late = [[statistics.median(column) for column in zip(*part)] for part in (counts[WARM:WARM + n], counts[-n:])]
    yield base.Row('endurance-memory', '% more than near the begin', 100 * (late[0] / early[0] - 1), None, 5)
    yield base.Row('endurance-threads', 'more', late[1] - early[1], None, 0)
    yield base.Row('endurance-files', 'more', late[2] - early[2], None, 0)
    yield base.Row('endurance-connects', 'least of a destination', min(one['connects'] for one in stats['destinations']), None,
                   rounds + 1, most=False)
    yield base.Row('endurance-recording', 'pictures missing', max(stats['encoded'] - 1 - recorded, 0), None, 0)
