#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader meets in the real window: nothing is named by its type, everything that acts has a name,
lists tell their rows, and the last act is told. Goes through every page and dialog."""

import os
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / 'support'), str(HERE.parent / 'rig')]

import accessible  # noqa: E402
import tap  # noqa: E402
import window  # noqa: E402

SOURCE = pathlib.Path(os.environ['CS_SOURCE_ROOT'])
RECORDING = str(SOURCE / 'data/rehearsal/show.ndjson')
TYPE_NAME = re.compile(r'^(Gtk|Adw|Gdk|Cs)[A-Z][a-z]')
ACTING = {
    'push button', 'toggle button', 'check box', 'radio button', 'text', 'password text', 'entry', 'combo box', 'slider',
    'spin button', 'list item', 'menu item', 'split pane', 'switch', 'table row',
}
# Inside widgets of GTK and libadwaita that name their outside: the text in an entry, the list in a combo row.
INNER = {'text', 'password text', 'list item', 'combo box'}


def has_named_parent(node):
    for _ in range(4):
        node = node.parent
        if node is None:
            return False
        name = node.name
        if name and not TYPE_NAME.match(name) and node.role_name not in ('frame', 'application', 'filler', 'panel'):
            return True
    return False


def whereabouts(node):
    steps = []
    for _ in range(6):
        node = node.parent
        if node is None:
            break
        steps.append(f'{node.role_name} “{node.name}”')
    return ' in '.join(steps)


def complaints(desk):
    nodes = desk.find_all()
    for node, name, role in zip(nodes, accessible.names(nodes), accessible.role_names(nodes)):
        if TYPE_NAME.match(name):
            yield f'{role} is named by its type: {name}, in {whereabouts(node)}'
        elif role in ('push button', 'spin button', 'check box') and re.fullmatch(r'(.+) \1', name):
            yield f'a {role} is named twice: {name}, in {whereabouts(node)}'
        elif role in ACTING and not name and not (role in INNER and has_named_parent(node)):
            yield f'a {role} has no name, in {whereabouts(node)}'


def must_be_clean(desk, where):
    found = sorted(set(complaints(desk)))
    if found:
        raise AssertionError(f'{where}:\n' + '\n'.join(found))


def first_page():
    """The first page names everything"""
    with window.Window('--port', '0') as desk:
        desk.wait_for('push button', 'Try a Rehearsal')
        must_be_clean(desk, 'first page')


def the_show():
    """A running show names everything, on every page"""
    with window.Window('--recording', RECORDING, '--speed', '60', '--port', '0') as desk:
        desk.wait_for('push button', 'Open the newest')
        must_be_clean(desk, 'no post open')
        desk.press('j')
        desk.wait_for('push button', 'Approve')
        desk.press('a', 'a', 'space', 'Return')
        desk.wait_for(None, '^ON AIR$')
        must_be_clean(desk, 'post open and on air')
        for key, page in (('alt+2', 'queue'), ('alt+4', 'as-run'), ('alt+1', 'triage')):
            desk.press(key)
            must_be_clean(desk, page)


def rows_and_words():
    """Rows are told by author and text, the last act in words"""
    with window.Window('--recording', RECORDING, '--speed', '60', '--port', '0') as desk:
        desk.wait_for('push button', 'Open the newest')
        desk.press('j')
        desk.wait_for('push button', 'Approve')
        desk.press('a')
        desk.wait_for(None, '^Approved · ')
        desk.press('alt+2')
        desk.wait_for('list item', r'^1, .+: .+')


def walk_to(desk, node, most=20):
    """The list is one stop on the way of Tab: its first row is on it."""
    for _ in range(most):
        desk.press('Tab')
        if node.has_focus:
            return
    raise AssertionError(f'{most} times Tab do not lead to {node.name}.')


def ranking():
    """Enter on a row of the ranking opens the account, and takes nothing"""
    with window.Window('--recording', RECORDING, '--speed', '60', '--port', '0') as desk:
        row = desk.wait_for('list item', r'^1: .+, .+ slots?$')
        desk.press('F6', 'F6')
        walk_to(desk, row)
        desk.press('Down', 'Return')
        desk.wait_for('push button', '^Same Person As…')
        assert desk.find(None, '^Nothing is cued') is None


def dialogs():
    """Menus and dialogs name everything"""
    with window.Window('--recording', RECORDING, '--speed', '60', '--port', '0') as desk:
        desk.wait_for('push button', 'Open the newest')
        desk.press('question')
        desk.wait_for(None, 'Next post')
        must_be_clean(desk, 'keys')
        desk.press('Escape')
        desk.press('ctrl+comma')
        desk.wait_for(None, 'Appearance')
        must_be_clean(desk, 'preferences')
        desk.press('Escape')
        desk.activate('push button', '^Sources')
        desk.wait_for('push button', '^Remove this source')
        must_be_clean(desk, 'sources')
        desk.activate('push button', 'Add a source…')
        desk.wait_for(None, 'Add a Source')
        must_be_clean(desk, 'source dialog')


sys.exit(tap.run([first_page, the_show, rows_and_words, ranking, dialogs]))
