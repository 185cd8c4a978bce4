# SPDX-License-Identifier: GPL-3.0-or-later
"""The window's first frame over many posts, against gnome-text-editor on an empty text; and its memory."""

import json
import os
import statistics

from bench import HERE, Row


def measure(bench):
    # Without a camera: nothing asks for the stand-in that other measurements have for one.
    bench.environment.pop('COULISSES_DEVICE_CLASS')
    done = bench.call('/usr/bin/python3', os.path.join(HERE, 'window.py'), bench.program('src/app/coulisses'), bench.pairs,
                      bench.show(bench.small), bench.show(bench.large), 1 if bench.quick else 15, int(bench.quick), screen=True)
    bench.environment['COULISSES_DEVICE_CLASS'] = 'Fake'
    found = json.loads(done.splitlines()[-1])
    yield Row('first-pixels', 'ms', found['large_ms'], found['peer_ms'], 1.0)
    yield Row('first-pixels-cpu', 'ms of CPU', found['large_cpu'], found['peer_cpu'])
    yield Row('window-rss', 'KiB', found['large_rss'], found['peer_rss'], 1.2)
    yield Row('window-anon', 'KiB of RssAnon', found['large_anon'], found['peer_anon'], 1.2)
    yield Row('memory', 'KiB of RssAnon', found['large_anon'], found['small_anon'], 1.15)
    bench.note('window’s own memory (MiB)', bench.small, statistics.median(found['small_anon']) / 1024)
    bench.note('window’s own memory (MiB)', bench.large, statistics.median(found['large_anon']) / 1024)
