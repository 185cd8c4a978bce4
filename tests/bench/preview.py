# SPDX-License-Identifier: GPL-3.0-or-later
"""preview.py PROGRAM SHOW HEIGHT SECONDS: the real window with a camera whose pictures carry the time of their birth
(bench-camera.c), looked at in the screen's memory. Prints {seconds, delays_ms: one of each picture that was painted}. To be run inside
tests/support/with-display.sh, where GStreamer finds that camera."""

import json
import os
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE]

import flood  # noqa: E402
import pixels  # noqa: E402

WARM_S = 4
BEAT_S = 0.0005
BITS = 32
LEAST_WIDTH = BITS * 4
SENSIBLE_MS = 5000


def remember(height):
    """The size of the picture, as a person has chosen it before."""
    folder = os.path.join(os.environ['XDG_CONFIG_HOME'], 'glib-2.0', 'settings')
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, 'keyfile'), 'w', encoding='utf-8') as file:
        file.write(f'[app/coulisses/Coulisses]\npicture-height={height}\n')
    os.environ['GSETTINGS_BACKEND'] = 'keyfile'


def is_green(pixel):
    blue, green, red, _ = pixel
    return green > 180 and red < 90 and blue < 90


def find_bar(screen):
    """(left, right, the first row below) of the green bar; None when it is not there."""
    begin = None
    for y in range(pixels.HEIGHT):
        line = screen.line(y)
        green = [x for x in range(0, pixels.WIDTH, 4) if is_green(line[x * 4:x * 4 + 4])]
        if len(green) * 4 < LEAST_WIDTH:
            if begin is not None:
                return *begin, y
            continue
        found = [x for x in range(pixels.WIDTH) if is_green(line[x * 4:x * 4 + 4])]
        begin = (found[0], found[-1] + 1)
    return None


def read_clock(screen, left, width, y):
    line = screen.line(y)
    value = 0
    for bit in range(BITS):
        value = value << 1 | (line[(left + int((bit + 0.5) * width)) * 4 + 1] >= 128)
    return value


def watch(screen, bar, seconds):
    """When a picture was painted for the first time, and how old it was then."""
    left, right, below = bar
    width = (right - left) / BITS
    y = below + int(width / 2)
    last, delays = read_clock(screen, left, width, y), []
    until = time.monotonic() + seconds
    while (now := time.monotonic()) < until:
        value = read_clock(screen, left, width, y)
        delay = now * 1000 % 2 ** 32 - value
        # A line that is read while it is written says nonsense.
        if value != last and 0 <= delay < SENSIBLE_MS and value == read_clock(screen, left, width, y):
            delays.append(delay)
            last = value
        time.sleep(BEAT_S)
    return delays


def main():
    program, show, height, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
    remember(height)
    with tempfile.TemporaryDirectory(prefix='coulisses-preview-') as folder, pixels.Screen() as screen:
        desk = flood.Desk(program, show, screen, folder)
        try:
            flood.until(lambda: find_bar(screen), 'the camera in the window', 0.5)
            time.sleep(WARM_S)
            bar = find_bar(screen)
            found = {'seconds': seconds, 'wide': bar[1] - bar[0], 'delays_ms': watch(screen, bar, seconds)}
        finally:
            desk.end()
    print(json.dumps(found))


if __name__ == '__main__':
    main()
