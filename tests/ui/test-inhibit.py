#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The machine stays awake while a show is open: a session manager of our own on the test's private bus notes what the real
window asks of it. The evening must not end because a laptop falls asleep."""

import os
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / 'rig')]

import tap  # noqa: E402

DEBUG = os.environ.pop('G_DEBUG', '')  # warnings are fatal in the window, not here

from gi.repository import Gio, GLib  # noqa: E402

PROGRAM = os.path.join(os.environ['CS_BUILD_ROOT'], 'src/app/coulisses')
OBJECT = '/app/coulisses/Coulisses'
SUSPEND, IDLE = 4, 8
PATIENCE_S = 20
COOKIE = 4711
MANAGER = Gio.DBusNodeInfo.new_for_xml('''<node><interface name="org.gnome.SessionManager">
  <method name="RegisterClient"><arg type="s"/><arg type="s"/><arg type="o" direction="out"/></method>
  <method name="UnregisterClient"><arg type="o"/></method>
  <method name="Inhibit"><arg type="s"/><arg type="u"/><arg type="s"/><arg type="u"/><arg type="u" direction="out"/></method>
  <method name="Uninhibit"><arg type="u"/></method>
  <method name="IsInhibited"><arg type="u"/><arg type="b" direction="out"/></method>
</interface></node>''').interfaces[0]


class SessionManager:
    """What it was asked: (who, flags, reason) for each that still counts."""

    def __init__(self):
        self.held, self.released = {}, []
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        self.bus.register_object('/org/gnome/SessionManager', MANAGER, self.called, None, None)
        answer = self.bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'RequestName',
                                    GLib.Variant('(su)', ('org.gnome.SessionManager', 0)), None, 0, PATIENCE_S * 1000, None)
        assert answer.unpack() == (1,), answer

    def called(self, bus, sender, path, interface, method, arguments, invocation):
        values = arguments.unpack()
        if method == 'Inhibit':
            cookie = COOKIE + len(self.held) + len(self.released)
            self.held[cookie] = (sender, values[3], values[2])
            invocation.return_value(GLib.Variant('(u)', (cookie,)))
        elif method == 'Uninhibit':
            self.held.pop(values[0])
            self.released.append(values[0])
            invocation.return_value(None)
        elif method == 'RegisterClient':
            invocation.return_value(GLib.Variant('(o)', ('/org/gnome/SessionManager/Client1',)))
        elif method == 'IsInhibited':
            invocation.return_value(GLib.Variant('(b)', (bool(self.held),)))
        else:
            invocation.return_value(None)

    def wait(self, condition, what):
        limit = time.monotonic() + PATIENCE_S
        while not condition():
            assert time.monotonic() < limit, f'waited {PATIENCE_S} s for {what}: held {self.held}, released {self.released}'
            GLib.MainContext.default().iteration(False) or time.sleep(0.01)

    def holds(self):
        return [sender for sender, flags, reason in self.held.values() if flags & SUSPEND and flags & IDLE and reason]


def stays_awake():
    """Suspending and blanking are held off while a show is open, and no longer"""
    manager = SessionManager()
    with tempfile.TemporaryDirectory(prefix='coulisses-inhibit-') as folder:
        process = subprocess.Popen([PROGRAM, '--new', os.path.join(folder, 'evening.coulisses'), '--port', '0'],
                                   env={**os.environ, 'G_DEBUG': DEBUG}, stdout=subprocess.DEVNULL)
        try:
            manager.wait(manager.holds, 'the show to keep the machine awake')
            window, = manager.holds()
            manager.bus.call(window, OBJECT, 'org.gtk.Actions', 'Activate', GLib.Variant('(sava{sv})', ('close-show', [], {})), None,
                             0, PATIENCE_S * 1000, None, None)
            manager.wait(lambda: not manager.held, 'the machine to be let go')
            assert process.poll() is None, 'the window has ended'
        finally:
            process.terminate()
            process.wait(PATIENCE_S)


sys.exit(1 if tap.run([stays_awake]) else 0)
