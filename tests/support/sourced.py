#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""sourced.py SHOW JETSTREAM APPVIEW TAG: gives a show file a Bluesky source, as a person would in the window's own dialog.
A program of its own, so that nothing listens to the window when it is measured. To be run inside with-display.sh with
GTK_A11Y=atspi."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import window  # noqa: E402


def main():
    show, jetstream, appview, tag = sys.argv[1:]
    with window.Window(show, '--port', '0') as desk, desk.explained():
        desk.wait_for('push button', '^Sources|No source')
        desk.activate('push button', 'Follow a hashtag|Add a source')
        desk.wait_for(None, 'Add a Source')
        desk.choose('^Network$', 1)
        desk.wait_for('text', 'Jetstream address')
        desk.type_into('Jetstream address', jetstream)
        desk.type_into('AppView address', appview)
        desk.type_into('Any of these', tag)
        desk.activate('push button', 'Test It')
        desk.wait_for('label', r'(?i)jetstream|bluesky')
        desk.activate('push button', '^Add$')
        desk.wait_for(None, r'(?i)sources? ok|1 of 1|1 source', timeout_s=30)


main()
