#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page for those near by, from the window: switched on by keyboard, seen, written to, and in the log."""

import os
import pathlib
import sys
import tempfile
import time
import urllib.parse

sys.dont_write_bytecode = True
TESTS = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS / 'support'), str(TESTS / 'rig'), str(TESTS / 'live')]

import page_run  # noqa: E402
import tap  # noqa: E402
import window  # noqa: E402

BUTTON = '^Page near by'
COMMENT = 'Seen from the third row'


class Visitor(page_run.Run):
    """Somebody who has been given the link."""

    def __init__(self, url):
        parts = urllib.parse.urlsplit(url)
        self.url, self.host, self.port = url, parts.hostname, parts.port
        self.path, self.authority = parts.path, parts.netloc


def link_of(desk):
    return next((node.name for node in desk.find_all('label', '^http://127[.]0[.]0[.]1:[0-9]+/p/')), None)


def switched_on(stage):
    """It is off at first; by keyboard it is put in a network and switched on, and shows its link."""
    desk = stage.desk
    desk.wait_for('push button', '^Page near by: off$')
    desk.activate('push button', BUTTON)
    time.sleep(1)
    # The switch has the focus; the networks come next, this machine alone last.
    desk.press('Tab', 'space', 'End', 'Return', 'shift+Tab', 'space')
    stage.visitor = Visitor(window.until(lambda: link_of(desk), 'the link'))
    tap.same(stage.visitor.state()['state'], 'soon')
    desk.press('Escape')


def seen(stage):
    """Live without a destination: it can be seen."""
    stage.desk.press('ctrl+l')
    window.until(lambda: stage.visitor.state()['state'] == 'live', 'the picture')
    tap.same(stage.visitor.ask('GET', '/live.m3u8')[0], 200)


def written_to(stage):
    """Hearts and viewers are counted on the button, and a comment is a post to decide on."""
    viewer = stage.visitor.join()
    tap.same(stage.visitor.post('/hearts', {'n': 9}, viewer)[0], 200)
    tap.same(stage.visitor.post('/comment', {'name': 'Row three', 'text': COMMENT}, viewer)[0], 200)
    stage.desk.wait_for('push button', 'Page near by: 1 viewer · 9 ♥')
    stage.desk.wait_for(None, COMMENT)


def in_the_log(stage):
    """When it has ended, the broadcast stands in the table."""
    stage.desk.press('ctrl+l')
    time.sleep(1)
    stage.desk.press('Tab', 'Return')
    window.until(lambda: stage.visitor.state()['state'] == 'ended', 'the end')
    stage.desk.activate('push button', '^Main menu$')
    time.sleep(1)
    stage.desk.activate('menu item', '^Broadcasts…$')
    stage.desk.wait_for(None, '^Log of broadcasts$')
    stage.desk.wait_for('label', '^our page$')
    assert stage.desk.alive()


class Stage:
    desk = visitor = None


def main():
    stage = Stage()
    with tempfile.TemporaryDirectory(prefix='coulisses-page-') as folder:
        show = os.path.join(folder, 'page.coulisses')
        with window.Window('--new', show, '--port', '0') as stage.desk, stage.desk.explained():
            return tap.run([switched_on, seen, written_to, in_the_log], stage)


sys.exit(main())
