#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole path, on the real things: a person posts on a real server with the show's hashtag; the post appears
in the window; one key approves it; it is taken; a browser shows it; its author deletes it on the server, and it
is gone from the window and from the air. Keeps its pictures in the folder that CS_STORY_PICTURES names."""

import os
import pathlib
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / 'support'), str(HERE.parent / 'rig')]

import chromium  # noqa: E402
import net  # noqa: E402
import rig  # noqa: E402
import window  # noqa: E402

TAG = 'NuitDesLucioles'
TEXT = f'Cette voix… des frissons de la tête aux pieds. #{TAG}'
PICTURES = pathlib.Path(os.environ.get('CS_STORY_PICTURES') or tempfile.mkdtemp(prefix='coulisses-story-'))
DARK_S = 1.0


def step(text):
    print(f'# {time.strftime("%H:%M:%S")} {text}', flush=True)


def free_port():
    import socket
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def add_source(desk, info):
    desk.activate('push button', 'Follow a hashtag')
    desk.wait_for(None, 'Add a Source')
    desk.choose('^Network$', 1)
    desk.wait_for('text', 'Jetstream address')
    desk.type_into('Jetstream address', info['jetstream'])
    desk.type_into('AppView address', info['appview'])
    desk.type_into('Any of these', TAG)
    desk.activate('push button', 'Test It')
    desk.wait_for('label', r'(?i)jetstream|bluesky')
    desk.screenshot(str(PICTURES / '1-source-tested.png'))
    desk.activate('push button', '^Add$')


class DeletionWatch(threading.Thread):
    """Notes the moment at which the deletion leaves the server, on a connection of its own: the server itself takes
    up to half a second for that."""

    def __init__(self, info):
        super().__init__(daemon=True)
        self.moment = None
        self.stream = net.WebSocket(info['jetstream'] + '/subscribe?wantedCollections=app.bsky.feed.post')

    def run(self):
        while (event := self.stream.message(timeout_s=30)) is not None:
            if event.get('commit', {}).get('operation') == 'delete':
                self.moment = time.monotonic()
                return


def shown_text(page):
    return page.evaluate('document.body.innerText')


def tell(server, folder):
    info = server.info
    show = str(folder / 'story.coulisses')
    port = free_port()
    chloe = server.account('chloe')
    chloe.profile('Chloé Baranès')

    with window.Window('--new', show, '--port', str(port)) as desk, desk.explained(), chromium.Browser() as browser:
        page = browser.open(f'http://127.0.0.1:{port}/overlay', 1920, 1080)
        add_source(desk, info)
        desk.wait_for(None, r'(?i)sources? ok|1 of 1|1 source', timeout_s=30)

        step('Chloé posts')
        uri = chloe.post(TEXT)['uri']
        desk.wait_for('list item', 'frissons', timeout_s=30)
        desk.screenshot(str(PICTURES / '2-arrived.png'))
        assert 'frissons' not in shown_text(page), 'on air without a decision'

        step('J, A')
        desk.press('j')
        desk.wait_for('panel', 'Open post')
        desk.press('a')
        desk.wait_for(None, r'Approved')
        assert 'frissons' not in shown_text(page), 'approved is not on air'
        step('Space, Enter')
        desk.press('space')
        desk.press('Return')
        page.until("document.body.innerText.includes('frissons')")
        (PICTURES / '3-on-air-overlay.png').write_bytes(page.screenshot())
        desk.wait_for(None, r'ON AIR|On air')
        desk.screenshot(str(PICTURES / '4-on-air-window.png'))

        step('Chloé deletes')
        watch = DeletionWatch(info)
        watch.start()
        chloe.delete(uri)
        page.until("!document.body.innerText.includes('frissons')", timeout_s=10)
        dark = time.monotonic()
        window.until(lambda: watch.moment is not None, 'the deletion on the stream')
        step(f'dark {dark - watch.moment:.3f} s after the event')
        assert dark - watch.moment <= DARK_S, f'dark only {dark - watch.moment:.2f} s after the event'
        # In the stream it stays as a struck row that says so; it is in no other list.
        row = desk.wait_for('list item', 'frissons')
        window.until(lambda: 'ithdrawn' in row.description, 'the row to say that the post is withdrawn')
        desk.wait_for('panel', 'All sorted')
        desk.wait_for('status bar', r'Off air|removed', timeout_s=10)
        desk.screenshot(str(PICTURES / '5-withdrawn.png'))
        (PICTURES / '6-dark-overlay.png').write_bytes(page.screenshot())
        assert desk.alive()


def main():
    print('1..1')
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix='coulisses-story-') as folder, rig.Bluesky(max_s=240) as server:
        try:
            tell(server, pathlib.Path(folder))
        except Exception as error:
            print(f'# {type(error).__name__}: {error}')
            print('not ok 1 - from a real post to the program, and back')
            raise
    print('ok 1 - from a real post to the program, and back')


main()
