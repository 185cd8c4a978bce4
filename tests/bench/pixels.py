# SPDX-License-Identifier: GPL-3.0-or-later
"""The time from starting a program to its first painted frame, measured from outside and the same way for every
program: on a virtual screen whose pixels lie in a file, looked at every millisecond."""

import mmap
import os
import re
import signal
import subprocess
import tempfile
import time

WIDTH, HEIGHT = 1920, 1200
PATIENCE_S = 25
BEAT_S = 0.001
STILL_LOOKS, LOOK_S = 6, 0.05  # memory that has not changed for so many looks is at rest
SAME_SIZE = ('1366', '768')  # pixels of a window are memory: both have as many when it is counted
CPUCLOCK_SCHED = 2
PAINTED_ROWS = 100  # of HEIGHT: less than any first frame, more than a pointer


class Screen:
    """A virtual screen of its own, all black at first."""

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix='coulisses-screen-')
        read, write = os.pipe()
        self.server = subprocess.Popen(
            ['Xvfb', '-displayfd', str(write), '-fbdir', self.folder.name, '-screen', '0', f'{WIDTH}x{HEIGHT}x24', '-nolisten',
             'tcp', '-noreset', '-nocursor'], pass_fds=(write,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as number:
            self.display = ':' + number.readline().strip()
        if self.display == ':':
            raise RuntimeError('Xvfb did not start.')
        with open(os.path.join(self.folder.name, 'Xvfb_screen0'), 'rb') as file:
            self.memory = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.offset = len(self.memory) - WIDTH * HEIGHT * 4
        return self

    def __exit__(self, *error):
        self.memory.close()
        self.server.terminate()
        self.server.wait(PATIENCE_S)
        self.folder.cleanup()

    def look(self):
        """One column of pixels in the middle of the left half, where both programs have their window."""
        return self.memory[self.offset + 300 * 4::WIDTH * 4][:HEIGHT]

    def line(self, y):
        """The pixels of one row of the screen, 4 bytes each: blue, green, red and nothing."""
        begin = self.offset + y * WIDTH * 4
        return self.memory[begin:begin + WIDTH * 4]

    def part(self, box):
        """The pixels of (left, top, right, bottom), 4 bytes each, and how many bytes a line of them has."""
        left, top, right, bottom = box
        width = (right - left) * 4
        begins = (self.offset + (y * WIDTH + left) * 4 for y in range(top, bottom))
        return b''.join(self.memory[begin:begin + width] for begin in begins), width

    def start(self, command, settle_s=None, still=False):
        """Returns (milliseconds to the first frame, milliseconds of CPU until then, memory in KiB {name: value} settle_s later, if
        any). still: no later than when it has come to rest."""
        before = self.look()
        began = time.monotonic()
        program = subprocess.Popen(command, env={**os.environ, 'DISPLAY': self.display},
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            while sum(one != other for one, other in zip(before, self.look())) < PAINTED_ROWS:
                if program.poll() is not None:
                    raise RuntimeError(f'{command[0]} ended with {program.returncode}.')
                if time.monotonic() - began > PATIENCE_S:
                    raise RuntimeError(f'{command[0]} painted nothing in {PATIENCE_S} s.')
                time.sleep(BEAT_S)
            painted_ms, cpu_ms = (time.monotonic() - began) * 1000, read_cpu_ms(program.pid)
            if settle_s is None:
                return painted_ms, cpu_ms, None
            self.resize(program.pid)
            return painted_ms, cpu_ms, wait_still(program.pid, settle_s) if still else wait(program.pid, settle_s)
        finally:
            end(program)
            self.wait_black(before)

    def resize(self, pid):
        environment = {**os.environ, 'DISPLAY': self.display}
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(pid)], env=environment, capture_output=True,
                               text=True, check=True, timeout=PATIENCE_S).stdout.split()
        subprocess.run(['xdotool', 'windowsize', found[-1], *SAME_SIZE], env=environment, check=True, timeout=PATIENCE_S)

    def wait_black(self, before):
        limit = time.monotonic() + PATIENCE_S
        while self.look() != before and time.monotonic() < limit:
            time.sleep(BEAT_S)


def read_cpu_ms(pid):
    """Of all its threads, those too that have ended: the clock that clock_getcpuclockid() names."""
    return time.clock_gettime(~pid << 3 | CPUCLOCK_SCHED) * 1000


def read_memory(pid):
    with open(f'/proc/{pid}/status', encoding='utf-8') as file:
        return {name: int(kib) for name, kib in re.findall(r'^(VmRSS|RssAnon):\s+(\d+) kB', file.read(), re.M)}


def wait(pid, seconds):
    time.sleep(seconds)
    return read_memory(pid)


def wait_still(pid, at_most_s):
    """Memory that has not grown for some looks, or what it is by then."""
    limit = time.monotonic() + at_most_s
    looks = []
    while time.monotonic() < limit and (len(looks) < STILL_LOOKS or looks[-STILL_LOOKS] != looks[-1]):
        looks.append(wait(pid, LOOK_S))
    return looks[-1]


def end(program):
    if program.poll() is None:
        program.send_signal(signal.SIGTERM)
        try:
            program.wait(5)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait(5)
