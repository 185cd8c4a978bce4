# SPDX-License-Identifier: GPL-3.0-or-later
"""preview_peer.py PROGRAM END HEIGHT SECONDS: bench-preview in a window of its own, looked at in the screen's memory. Prints {fps, p95_ms,
cpu_ms: a second, main_ms: of that, the main thread's}. To be run inside tests/support/with-display.sh."""

import json
import os
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE]

import bench  # noqa: E402
import flood  # noqa: E402
import pixels  # noqa: E402
import preview  # noqa: E402

WIDE = 480  # a large preview; it stands nowhere smaller than 290


def read_main_ms(pid):
    with open(f'/proc/{pid}/task/{pid}/schedstat', encoding='utf-8') as file:
        return int(file.read().split()[0]) / 1e6


def main():
    program, end, height, seconds = sys.argv[1], sys.argv[2], sys.argv[3], float(sys.argv[4])
    with pixels.Screen() as screen:
        process = subprocess.Popen([program, end, height, str(WIDE)], env={**os.environ, 'DISPLAY': screen.display},
                                   stdout=subprocess.DEVNULL)
        try:
            flood.until(lambda: preview.find_bar(screen), 'the camera in the window', 0.5)
            time.sleep(2)
            bar = preview.find_bar(screen)
            cpu_ms, main_ms = pixels.read_cpu_ms(process.pid), read_main_ms(process.pid)
            delays = preview.watch(screen, bar, seconds)
            print(json.dumps({'fps': len(delays) / seconds, 'p95_ms': bench.percentile(delays, 95),
                              'cpu_ms': (pixels.read_cpu_ms(process.pid) - cpu_ms) / seconds,
                              'main_ms': (read_main_ms(process.pid) - main_ms) / seconds}))
        finally:
            pixels.end(process)


main()
