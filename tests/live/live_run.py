# SPDX-License-Identifier: GPL-3.0-or-later
"""coulisses-cli live as a child that can be watched."""

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time

LIMIT_S = 40


class Live:
    """Runs until stop() or kill(); folder: where it records; end_s: how long it may take to put that together."""

    def __init__(self, *to, record=True, extra=(), folder=None, height=720, env=None, max_s=300, end_s=30):
        self.own_folder = folder is None
        self.end_s = end_s
        self.folder = folder or tempfile.mkdtemp(prefix='coulisses-live-')
        self.stats_path = os.path.join(self.folder, 'stats.json')
        self.log_path = os.path.join(self.folder, 'log')
        self.list_path = os.path.join(self.folder, 'to')
        with open(self.list_path, 'w', encoding='utf-8') as file:
            file.write('\n'.join(to) + '\n')
        if os.path.exists(self.stats_path):
            os.unlink(self.stats_path)
        command = [os.path.join(os.environ['CS_BUILD_ROOT'], 'src', 'cli', 'coulisses-cli'), 'live', '--camera', 'test',
                   '--height', str(height), '--stats-json', self.stats_path, *extra]
        if to:
            command += ['--to-file', self.list_path]
        if record:
            command += ['--record', self.folder]
        with open(self.log_path, 'wb') as log:
            self.process = subprocess.Popen(['timeout', '--foreground', '-k', str(end_s), str(max_s), *command], stdin=subprocess.DEVNULL,
                                            stdout=log, stderr=subprocess.STDOUT, start_new_session=True, env=env)

    def stats(self):
        try:
            with open(self.stats_path, encoding='utf-8') as file:
                return json.load(file)
        except (FileNotFoundError, ValueError):
            return {'destinations': [], 'events': [], 'elapsed_ms': 0}

    def log(self):
        with open(self.log_path, encoding='utf-8') as file:
            return file.read()

    def lines(self, part):
        return [line for line in self.log().splitlines() if part in line]

    def wait_line(self, part, n=1, timeout_s=LIMIT_S):
        """Until its output has n lines with this in them."""
        deadline = time.monotonic() + timeout_s
        while len(self.lines(part)) < n:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f'no {n} × “{part}” in: {self.log()}')
            time.sleep(0.02)

    def wait_ms(self, ms):
        """Until it has run this long by its own account."""
        deadline = time.monotonic() + LIMIT_S
        while self.stats()['elapsed_ms'] < ms:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f'ended early: {self.log()}')
            time.sleep(0.05)

    def stop(self):
        """Ends it as Ctrl C does; returns the figures of the whole run."""
        os.kill(self.process.pid, signal.SIGINT)
        code = self.process.wait(self.end_s + LIMIT_S)
        if code != 0:
            raise AssertionError(f'ended with {code}: {self.log()}')
        stats = self.stats()
        if not stats.get('ended'):
            raise AssertionError(f'no figures: {stats}')
        return stats

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(LIMIT_S)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        if self.process.poll() is None:
            self.kill()
        if self.own_folder:
            shutil.rmtree(self.folder, ignore_errors=True)
