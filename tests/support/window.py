# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real window as a person would: by keys, and by what a screen reader sees. To be run inside
tests/support/with-display.sh with GTK_A11Y=atspi. Every wait is bounded.

    with window.Window('--new', show) as desk:
        desk.wait_for('push button', 'Add a source…')
        desk.press('a')
        desk.screenshot(path)
"""

import contextlib
import os
import re
import signal
import subprocess
import time

import accessible

PATIENCE_S = 20
STOP_S = 8
KEY_PAUSE_S = 0.25  # for what a key opens to take the focus
BUILD = os.environ['CS_BUILD_ROOT']


class WindowError(accessible.Error):
    pass


def until(condition, what, timeout_s=PATIENCE_S):
    """Asks until the answer is true, and returns it."""
    end = time.monotonic() + timeout_s
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > end:
            raise WindowError(f'Waited {timeout_s} s for {what}.')
        time.sleep(0.05)


class Window:
    def __init__(self, *arguments, environment=None, program=None, output=None):
        self.output = output
        self.command = [program or os.path.join(BUILD, 'src/app/coulisses'), *arguments]
        self.environment = {**os.environ, **(environment or {})}

    def __enter__(self):
        self.process = subprocess.Popen(self.command, env=self.environment, stdout=self.output,
                                        stderr=self.output, start_new_session=True)
        try:
            self.root = until(self._find_application, 'the window')
        except Exception:
            self._end()
            raise
        return self

    def __exit__(self, *error):
        self._end()

    def _find_application(self):
        self._must_run()
        return next((application for application in accessible.applications()
                     if application.process_id == self.process.pid and application.children()), None)

    def _must_run(self):
        if not self.alive():
            raise WindowError(f'Coulisses ended with {self.process.returncode}.')

    def _end(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(STOP_S)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(STOP_S)

    def alive(self):
        return self.process.poll() is None

    def find_all(self, role=None, name=None):
        self._must_run()
        pattern = re.compile(name) if name is not None else None
        nodes = accessible.descend(self.root)
        if role is not None:
            nodes = [node for node, of_node in zip(nodes, accessible.role_names(nodes)) if of_node == role]
        if pattern is not None:
            nodes = [node for node, of_node in zip(nodes, accessible.names(nodes)) if pattern.search(of_node)]
        return nodes

    def find(self, role=None, name=None):
        return next(iter(self.find_all(role, name)), None)

    def wait_for(self, role=None, name=None, timeout_s=PATIENCE_S):
        return until(lambda: self.find(role, name), f'{role or "something"} named {name!r}', timeout_s)

    def wait_gone(self, role=None, name=None, timeout_s=PATIENCE_S):
        return until(lambda: self.find(role, name) is None, f'{role or "something"} named {name!r} to go', timeout_s)

    def activate(self, role, name, timeout_s=PATIENCE_S):
        """Does what a button or an entry of a menu is for, as soon as it can be done."""
        # GTK 4.18 tells by its role that the button of a menu stays down.
        roles = [role, 'toggle button'] if role == 'push button' else [role]
        until(lambda: any(node.do_action() for of_role in roles for node in self.find_all(of_role, name)),
              f'{role or "something"} named {name!r} that acts', timeout_s)

    def type_into(self, name, text, timeout_s=PATIENCE_S):
        """Fills the field that carries this label."""
        until(lambda: any(inner.set_text(text) for node in self.find_all(None, name) for inner in accessible.descend(node)),
              f'a field named {name!r}', timeout_s)

    def choose(self, row, steps):
        """Takes the choice so many steps below the current one, in the row of choices that has the focus."""
        self.wait_for('label', row)
        self.press('space', *['Down'] * steps, 'Return')

    def press(self, *keys):
        """Keys as X names them, for example 'a', 'space', 'ctrl+f'."""
        found = subprocess.run(
            ['xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)], capture_output=True, text=True, check=False,
        ).stdout.split()
        if not found:
            raise WindowError('The window cannot be found on the screen.')
        subprocess.run(['xdotool', 'windowfocus', '--sync', found[-1]], check=True, timeout=PATIENCE_S)
        for key in keys:
            subprocess.run(['xdotool', 'key', key], check=True, timeout=PATIENCE_S)
            time.sleep(KEY_PAUSE_S)

    def screenshot(self, path):
        subprocess.run(['import', '-window', 'root', path], check=True, timeout=PATIENCE_S)

    @contextlib.contextmanager
    def explained(self):
        """What the window held when the block failed, as comments of the test's output."""
        try:
            yield
        except Exception:
            for line in self.names():
                print(f'# there: {line}', flush=True)
            raise

    def names(self):
        """Everything that has a name, on screen or not: GTK 4.8 does not say which is which."""
        nodes = accessible.descend(self.root)
        return [f'{role}: {name}' for role, name in zip(accessible.role_names(nodes), accessible.names(nodes)) if name]
