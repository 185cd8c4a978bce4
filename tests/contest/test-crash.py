#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 two hundred times during draws: what was once told never changes, and every draw comes to its end."""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'rig'))

import tap  # noqa: E402

PROGRAM = sys.argv[1]
KILLS = int(os.environ.get('COULISSES_KILLS', '200'))
TIMEOUT_S = 60
KILLS_A_DRAW = 8


class Draw:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix='coulisses-crash-')
        self.facts = {}

    def learn(self, said):
        """Whatever was told is what was told before."""
        for line in said.splitlines(True):
            if not line.endswith('\n'):
                continue
            name, value = line.split()
            tap.same((name, self.facts.setdefault(name, value)), (name, value))

    def start(self):
        return subprocess.Popen([PROGRAM, self.folder], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def kill_after(self, seconds):
        """Returns whether it was still alive."""
        process = self.start()
        time.sleep(seconds)
        alive = process.poll() is None
        process.kill()
        said, _ = process.communicate(timeout=TIMEOUT_S)
        self.learn(said)
        return alive

    def finish(self):
        """Returns how long it took."""
        started = time.monotonic()
        said, wrong = self.start().communicate(timeout=TIMEOUT_S)
        self.learn(said)
        assert 'first' in self.facts, wrong
        return time.monotonic() - started

    def clean(self):
        shutil.rmtree(self.folder, ignore_errors=True)


def duration():
    """How long an undisturbed draw takes on this machine."""
    draw = Draw()
    took = draw.finish()
    draw.clean()
    return took


def kills():
    """Two hundred kills at random moments."""
    chance = random.Random(4)
    longest = duration()
    killed = draws = told = 0
    while killed < KILLS:
        draw = Draw()
        for _ in range(KILLS_A_DRAW):
            if not draw.kill_after(chance.uniform(0, longest)):
                break  # it came to its end by itself
            killed += 1
        told += 'seal' in draw.facts
        longest = max(longest, draw.finish())  # the machine may be slower than it was at first
        tap.same(draw.facts['entries'], '1-1-1-1')  # one GENESIS, SEAL, VALUE and RESULT each
        draw.clean()
        draws += 1
    print(f'# {killed} kills in {draws} draws of {longest * 1000:.0f} ms, {told} of them told their seal before a kill')
    assert told > 0


if __name__ == '__main__':
    sys.exit(min(1, tap.run([kills])))
