# SPDX-License-Identifier: GPL-3.0-or-later
"""What every measurement uses: a row of the table, the programs of the build, show files of any size (README.md)."""

import json
import math
import os
import re
import statistics
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.join(HERE, '..', '..')
LONG_S = 900
PAIRS = 5
SIZES = (1_000, 10_000, 100_000, 1_000_000)


class Row:
    """One line of the table. ours and theirs are what was measured, pair by pair, or one figure.

    The limit is one of the ratio where there is a peer, and of our own figure where there is none. most: whether the limit
    is the most (True) or the least (False) it may be."""

    def __init__(self, name, unit, ours, theirs=None, limit=None, most=True):
        ours, theirs = as_list(ours), None if theirs is None else as_list(theirs)
        if not ours or (theirs is not None and len(theirs) != len(ours)):
            raise RuntimeError(f'{name}: {len(ours)} figures of ours, {len(theirs or [])} of the peer')
        self.name, self.unit, self.most, self.limit = name, unit, most, limit
        self.ours = statistics.median(ours)
        self.theirs = statistics.median(theirs) if theirs else None
        judged = [one / other for one, other in zip(ours, theirs)] if theirs else ours
        self.ratio = statistics.median(judged) if theirs else None
        self.spread = (min(judged), max(judged))
        self.pairs = len(judged)
        value = statistics.median(judged)
        self.ok = limit is None or (value <= limit if most else value >= limit)

    def to_json(self):
        return {'name': self.name, 'ours': self.ours, 'theirs': self.theirs, 'ratio': self.ratio, 'limit': self.limit, 'ok': self.ok}

    def cells(self):
        bound = '' if self.limit is None else f'{"≤" if self.most else "≥"} {self.limit:,g}{" ×" if self.theirs is not None else ""}'
        spread = f'{number(self.spread[0])} – {number(self.spread[1])} ({self.pairs})' if self.pairs > 1 else ''
        return [self.name, self.unit, number(self.ours), number(self.theirs), number(self.ratio), spread, bound,
                'ok' if self.ok else 'MISSED']


class Bench:
    """One run: handed to each measurement."""

    def __init__(self, build, quick, folder):
        self.build, self.quick, self.folder = build, quick, folder
        self.pairs = PAIRS
        self.small = SIZES[0]
        self.large = 20_000 if quick else SIZES[-1]
        self.sizes = [size for size in SIZES if size < self.large] + [self.large]
        self.curves = {}
        self.shows = {}
        cache = os.environ.get('XDG_CACHE_HOME') or os.path.expanduser('~/.cache')
        self.environment = {**os.environ, 'COULISSES_DEVICE_CLASS': 'Fake', 'GSETTINGS_BACKEND': 'memory',
                            'GSETTINGS_SCHEMA_DIR': self.program('data'), 'GIO_USE_VFS': 'local',
                            'CS_SOURCE_ROOT': TOP, 'CS_BUILD_ROOT': build, 'CS_TEST_SECONDS': str(LONG_S),
                            'CS_BENCH_QUICK': '1' if quick else '', 'CS_BENCH_PAIRS': str(self.pairs),
                            # On a screen of its own a program has another home: it would fetch the test servers each time.
                            'COULISSES_RIG_DIR': os.environ.get('COULISSES_RIG_DIR') or os.path.join(cache, 'coulisses-rig'),
                            'COULISSES_DECODER': self.program('src/media/decoder/coulisses-decoder')}

    def program(self, name):
        return os.path.join(self.build, name)

    def path(self, name):
        return os.path.join(self.folder, name)

    def call(self, *command, one_core=False, screen=False, stdin=None):
        """Runs a command to its end and returns what it printed. one_core pins it; screen gives it a virtual screen."""
        if one_core:
            command = ('taskset', '-c', str(max(os.sched_getaffinity(0))), *command)
        if screen:
            command = (os.path.join(TOP, 'tests/support/with-display.sh'), *command)
        command = [str(part) for part in command]
        done = subprocess.run(command, env=self.environment, input=stdin, capture_output=True, text=True, timeout=LONG_S, check=False)
        if done.returncode != 0:
            raise RuntimeError(f'{" ".join(command)} ended with {done.returncode}:\n{(done.stdout + done.stderr)[-1500:]}')
        return done.stdout

    def rows_of(self, *command, **how):
        """Runs a program that prints rows itself: each line that is a JSON object {name, unit, ours[, theirs][, limit][, most]} becomes
        one; its "curve", if any, is {what: {posts: cost}}."""
        for line in self.call(*command, **how).splitlines():
            if not line.startswith('{'):
                continue
            said = json.loads(line)
            for curve, points in said.pop('curve', {}).items():
                for size, cost in points.items():
                    self.note(curve, int(size), cost)
            if 'name' in said:
                yield Row(**said)

    def store(self, command, show, *arguments, **how):
        return self.call(self.program('tests/bench/bench-store'), command, show, *arguments, **how)

    def lines(self, n, first=0):
        """A recording of n posts, from post number first."""
        path = self.path(f'{first}-{n}.ndjson')
        if not os.path.exists(path):
            self.call(self.program('tests/bench/bench-ingest'), 'make', path, n, first)
        return path

    def fill(self, show, n):
        self.call(self.program('tests/bench/bench-ingest'), 'run', self.lines(n), show)
        return show

    def show(self, n):
        """A show file of n posts, made once a run: not to be changed."""
        if n not in self.shows:
            self.shows[n] = self.fill(self.path(f'{n}.coulisses'), n)
        return self.shows[n]

    def forget(self, *shows):
        for show in shows:
            for name in (show, show + '-wal', show + '-shm', show + '-lease'):
                if os.path.exists(name):
                    os.unlink(name)

    def shell(self, n, sql):
        """Asks the sqlite3 shell over a show file of n posts; returns (seconds of the wall, of CPU) for each statement."""
        said = self.call('sqlite3', '-readonly', self.show(n), stdin='.timer on\n' + sql)
        return [(float(real), float(user) + float(system))
                for real, user, system in re.findall(r'real ([\d.]+) user ([\d.]+) sys ([\d.]+)', said)]

    def in_pairs(self, ours, theirs):
        """Measures both in turns, the first to go changing from pair to pair. Returns two lists."""
        found = {ours: [], theirs: []}
        for pair in range(self.pairs):
            for what in (ours, theirs) if pair % 2 else (theirs, ours):
                found[what].append(what())
        return found[ours], found[theirs]

    def note(self, curve, size, cost):
        """A point of the picture: what something costs with so many posts."""
        self.curves.setdefault(curve, {})[size] = cost


def as_list(value):
    return list(value) if isinstance(value, (list, tuple)) else [value]


def number(value):
    return '' if value is None else f'{value:,.2f}' if abs(value) < 100 else f'{value:,.0f}'


def find(pattern, text):
    match = re.search(pattern, text)
    if match is None:
        raise RuntimeError(f'{pattern!r} is not in:\n{text[-800:]}')
    return float(match.group(1))


def percentile(values, percent):
    values = sorted(values)
    return values[min(len(values) - 1, math.floor(len(values) * percent / 100))]
