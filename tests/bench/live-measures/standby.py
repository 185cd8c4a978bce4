# SPDX-License-Identifier: GPL-3.0-or-later
"""What still leaves of camera and microphone once standby was pressed, seen in the recording."""

import subprocess

import bench as base
import live_bench as live

AT_MS, FOR_MS = 2000, 2000
LOUD = 200


def pictures(path):
    done = subprocess.run(['ffmpeg', '-nostdin', '-v', 'error', '-i', path, '-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt',
                           'yuv420p', 'pipe:1'], capture_output=True, timeout=live.LONG_S, check=True).stdout
    return [done[at:at + live.PICTURE] for at in range(0, len(done) - live.PICTURE + 1, live.PICTURE)]


def sound(path):
    """(the longest silence in ms, how often it gets loud again within it)."""
    data = subprocess.run(['ffmpeg', '-nostdin', '-v', 'error', '-i', path, '-map', '0:a', '-f', 's16le', '-ac', '1', '-ar', '48000',
                           'pipe:1'], capture_output=True, timeout=live.LONG_S, check=True).stdout
    loud = [any(abs(int.from_bytes(data[at + i:at + i + 2], 'little', signed=True)) > LOUD for i in range(0, 960, 16))
            for at in range(0, len(data) - 960, 960)]
    longest = run = 0
    for one in loud:
        run = 0 if one else run + 1
        longest = max(longest, run)
    return longest * 10


def measure(bench):
    leaked, silent = [], []
    for turn in range(2 if bench.quick else bench.pairs):
        ran = live.ours(bench, '--record', bench.path(f'standby{turn}'), '--stamp', '--standby-at', AT_MS, '--standby-for', FOR_MS,
                        seconds=6)
        clocks = [live.read_clock(picture) for picture in pictures(ran['recorded'])]
        if sum(clock is None or clock == 0 for clock in clocks) < 30:
            raise RuntimeError('the slate is not in the recording')
        leaked.append(sum(clock is not None and ran['standby_ms'] < clock < ran['resumed_ms'] for clock in clocks))
        silent.append(sound(ran['recorded']))
    yield base.Row('standby-pictures', 'pictures that leave', max(leaked), None, 0)
    yield base.Row('standby-silence', 'ms without a sound', min(silent), None, FOR_MS - 100, most=False)
