# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys and the pointer of a test's own screen, without starting a program for each: the same X extension that xdotool uses."""

import ctypes
import ctypes.util


class XKeysError(Exception):
    pass


def load(name):
    path = ctypes.util.find_library(name)
    if path is None:
        raise XKeysError(f'lib{name} is missing: it comes with the Debian package xdotool.')
    return ctypes.CDLL(path)


class XKeys:
    def __init__(self, display):
        self.x11, self.test = load('X11'), load('Xtst')
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        self.x11.XStringToKeysym.restype = ctypes.c_ulong
        self.display = ctypes.c_void_p(self.x11.XOpenDisplay(display.encode()))
        if not self.display:
            raise XKeysError(f'The screen {display} does not answer.')

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.x11.XCloseDisplay(self.display)

    def code(self, key):
        return self.x11.XKeysymToKeycode(self.display, ctypes.c_ulong(self.x11.XStringToKeysym(key.encode())))

    def press(self, *keys):
        """Each key goes down and up at once, as X names them: 'a', 'space', 'Return'."""
        for key in keys:
            code = self.code(key)
            for down in (1, 0):
                self.test.XTestFakeKeyEvent(self.display, code, down, ctypes.c_ulong(0))
        self.x11.XSync(self.display, 0)

    def move(self, x, y):
        self.test.XTestFakeMotionEvent(self.display, -1, x, y, ctypes.c_ulong(0))
        self.x11.XSync(self.display, 0)

    def click(self, button=1):
        for down in (1, 0):
            self.test.XTestFakeButtonEvent(self.display, button, down, ctypes.c_ulong(0))
        self.x11.XSync(self.display, 0)

    def focus(self, window):
        self.x11.XSetInputFocus(self.display, ctypes.c_ulong(window), 2, ctypes.c_ulong(0))
        self.x11.XSync(self.display, 0)
