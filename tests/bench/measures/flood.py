# SPDX-License-Identifier: GPL-3.0-or-later
"""The real window while a thousand posts a second arrive: its frames, a held list, a key's way to the disk and to the air."""

import json
import os

from bench import HERE, Row, percentile

RATE = 1_000
LATE_MS = 20


def measure(bench):
    show = bench.fill(bench.path('flood.coulisses'), 2_000 if bench.quick else 100_000)
    amounts = (2, 8, 2) if bench.quick else (30, 200, 40)
    found = json.loads(bench.call('/usr/bin/python3', os.path.join(HERE, 'flood.py'), bench.program('src/app/coulisses'), show, RATE,
                                  *amounts, screen=True).splitlines()[-1])
    bench.forget(show)
    since, paint, busy = zip(*found['frames'])
    yield Row('flood-rate', 'posts/s', found['rate'], limit=0.98 * RATE, most=False)
    yield Row('flood-frame-p99', 'ms of CPU', percentile(busy, 99), limit=12)
    yield Row('flood-paint-p99', 'ms of CPU', percentile(paint, 99), limit=12)
    yield Row('flood-late', '% of frames', 100 * sum(one > LATE_MS for one in since) / len(since), limit=2)
    yield Row('flood-gap', 'ms', max(since), limit=100)
    yield Row('flood-drift', 'px', max(found['drift_px']), limit=0)
    yield Row('flood-decide-p99', 'ms', percentile([max(one) for one in found['acts_ms']], 99), limit=50)
    yield Row('take-visible-p99', 'ms', percentile(found['takes_ms'], 99), limit=150)
    yield Row('clear-empty-p99', 'ms', percentile(found['clears_ms'], 99), limit=100)
