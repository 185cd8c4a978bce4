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

# Warnings are fatal in the window, not here: the accessibility bus grumbles when an application has just come or gone.
DEBUG = os.environ.pop('G_DEBUG', '')

import gi  # noqa: E402

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi  # noqa: E402

# By itself it gives a window 0.8 s to answer, and what a busy one says later is lost.
Atspi.set_timeout(15000, 30000)

PATIENCE_S = 20
STOP_S = 8
KEY_PAUSE_S = 0.25  # for what a key opens to take the focus
BUILD = os.environ['CS_BUILD_ROOT']


class WindowError(Exception):
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


def descend(node, depth=0):
    """A node and everything under it. What vanishes while it is read is passed over."""
    yield node
    if depth > 40:
        return
    try:
        node.clear_cache()
        count = node.get_child_count()
    except Exception:
        return
    for index in range(count):
        try:
            child = node.get_child_at_index(index)
        except Exception:
            continue
        if child is not None:
            yield from descend(child, depth + 1)


def name_of(node):
    try:
        node.clear_cache()
        return node.get_name() or ''
    except Exception:
        return ''


class Window:
    def __init__(self, *arguments, environment=None, program=None, output=None):
        self.output = output
        self.command = [program or os.path.join(BUILD, 'src/app/coulisses'), *arguments]
        self.environment = {**os.environ, 'G_DEBUG': DEBUG, **(environment or {})}

    def __enter__(self):
        self.process = subprocess.Popen(self.command, env=self.environment, stdout=self.output,
                                        stderr=self.output, start_new_session=True)
        try:
            self.root = until(self._find_application, 'the window')
        except WindowError:
            self._end()
            raise
        return self

    def __exit__(self, *error):
        self._end()

    def _find_application(self):
        if self.process.poll() is not None:
            raise WindowError(f'Coulisses ended with {self.process.returncode}.')
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for index in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(index)
            try:
                if application is not None and application.get_process_id() == self.process.pid and application.get_child_count() > 0:
                    return application
            except Exception:
                continue
        return None

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
        pattern = re.compile(name) if name is not None else None
        for node in descend(self.root):
            try:
                if role is not None and node.get_role_name() != role:
                    continue
            except Exception:
                continue
            if pattern is not None and not pattern.search(name_of(node)):
                continue
            yield node

    def find(self, role=None, name=None):
        return next(self.find_all(role, name), None)

    def wait_for(self, role=None, name=None, timeout_s=PATIENCE_S):
        return until(lambda: self.find(role, name), f'{role or "something"} named {name!r}', timeout_s)

    def wait_gone(self, role=None, name=None, timeout_s=PATIENCE_S):
        return until(lambda: self.find(role, name) is None, f'{role or "something"} named {name!r} to go', timeout_s)

    def activate(self, role, name, timeout_s=PATIENCE_S):
        def acting():
            return next((node for node in self.find_all(role, name) if node.get_n_actions() > 0), None)
        until(acting, f'{role or "something"} named {name!r} that acts', timeout_s).do_action(0)

    def type_into(self, name, text, timeout_s=PATIENCE_S):
        """Fills the field that carries this label."""
        def entry():
            for node in self.find_all(None, name):
                for inner in descend(node):
                    if inner.get_editable_text_iface() is not None:
                        return inner
            return None
        node = until(entry, f'a field named {name!r}', timeout_s)
        node.set_text_contents(text)

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
        return [f'{node.get_role_name()}: {name_of(node)}' for node in self.find_all() if name_of(node)]
