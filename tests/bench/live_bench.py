# SPDX-License-Identifier: GPL-3.0-or-later
"""What the measurements of the live engine share: one raw film for everybody, bench-live, ffmpeg, and the clock that is
burnt into the picture."""

import json
import os
import resource
import signal
import subprocess
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, '..', 'rig'), os.path.join(HERE, '..', 'live')]

WIDTH, HEIGHT, FPS = 1280, 720, 30
PICTURE = WIDTH * HEIGHT * 3 // 2
BLOCK, BITS = 16, 32
LONG_S = 300


def use(bench):
    """What the tests' own helpers read."""
    os.environ.update({name: bench.environment[name] for name in ('CS_BUILD_ROOT', 'CS_SOURCE_ROOT', 'COULISSES_DEVICE_CLASS',
                                                                  'GSETTINGS_BACKEND', 'GIO_USE_VFS')})


def film(bench, seconds=10):
    """(pictures, sound): made once a run."""
    raw, pcm = bench.path('film.yuv'), bench.path('film.pcm')
    if not os.path.exists(pcm):
        bench.call('ffmpeg', '-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i',
                   f'testsrc2=size={WIDTH}x{HEIGHT}:rate={FPS},noise=alls=8:allf=t,format=yuv420p', '-t', seconds, '-f',
                   'rawvideo', raw)
        bench.call('ffmpeg', '-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', 'sine=f=440:r=48000', '-ac', '2', '-t',
                   seconds, '-f', 's16le', pcm)
    return raw, pcm


def ours(bench, *arguments, seconds=10, sound=True):
    """Runs bench-live to its end; what it says of itself."""
    raw, pcm = film(bench)
    command = [bench.program('tests/bench/bench-live'), '--raw', raw, '--seconds', str(seconds), *map(str, arguments)]
    if sound:
        command += ['--pcm', pcm]
    done = subprocess.run(command, env=bench.environment, capture_output=True, text=True, timeout=LONG_S, check=False)
    if done.returncode != 0:
        raise RuntimeError(f'bench-live ended with {done.returncode}: {done.stderr[-800:]}')
    return json.loads(done.stdout.splitlines()[-1])


def start(bench, *arguments, seconds=10):
    raw, pcm = film(bench)
    return subprocess.Popen([bench.program('tests/bench/bench-live'), '--raw', raw, '--pcm', pcm, '--seconds', str(seconds),
                             *map(str, arguments)], env=bench.environment, stdout=subprocess.PIPE, text=True)


def theirs(bench, urls, record, seconds=10):
    """ffmpeg: the same film, the same encoder settings, the same outputs. CPU time in µs."""
    raw, pcm = film(bench)
    outputs = '|'.join([f'[f=flv:onfail=ignore]{url}' for url in urls] + [f'[f=matroska]{record}'])
    command = ['ffmpeg', '-nostdin', '-v', 'error', '-y', '-re', '-stream_loop', '-1', '-f', 'rawvideo', '-pix_fmt', 'yuv420p',
               '-s', f'{WIDTH}x{HEIGHT}', '-r', str(FPS), '-i', raw, '-re', '-stream_loop', '-1', '-f', 's16le', '-ar',
               '48000', '-ac', '2', '-i', pcm, '-t', str(seconds), '-map', '0:v', '-map', '1:a', '-c:v', 'libx264', '-preset',
               'veryfast', '-tune', 'zerolatency', '-profile:v', 'main', '-b:v', '2500k', '-maxrate', '2500k', '-bufsize',
               '1500k', '-g', '60', '-threads', '2', '-c:a', 'aac', '-b:a', '128k', '-flags', '+global_header', '-f', 'tee',
               outputs]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, capture_output=True, timeout=LONG_S, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1e6


def read_clock(picture):
    """The milliseconds burnt into a decoded picture; None when they cannot be read."""
    value = 0
    row = BLOCK // 2 * WIDTH
    for bit in range(BITS):
        luma = picture[row + bit * BLOCK + BLOCK // 2]
        if 90 < luma < 160:
            return None
        value = value << 1 | (luma >= 128)
    return value


class Decoder:
    """ffmpeg as a server that decodes at once; what the pictures' clocks say, as (seen ms, burnt ms)."""

    def __init__(self, *source, analyze_us=300_000):
        self.seen = []
        self.process = subprocess.Popen(['timeout', '60', 'ffmpeg', '-nostdin', '-v', 'error', '-fflags', 'nobuffer', '-flags',
                                         'low_delay', '-probesize', '2000000', '-analyzeduration', str(analyze_us), *source,
                                         '-map', '0:v', '-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'yuv420p', 'pipe:1'],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)
        self.thread = threading.Thread(target=self.read, daemon=True)
        self.thread.start()

    def read(self):
        while True:
            picture = self.process.stdout.read(PICTURE)
            if len(picture) < PICTURE:
                return
            burnt = read_clock(picture)
            if burnt is not None:
                self.seen.append((time.monotonic() * 1000 % 2 ** 32, burnt))

    def delays(self, skip=60):
        """Without the first pictures, which it read while it found out what they are."""
        return [seen - burnt for seen, burnt in self.seen[skip:]]

    def __enter__(self):
        return self

    def __exit__(self, *error):
        # Asked to end, it first waits for more from a server that has no more.
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.thread.join(5)
