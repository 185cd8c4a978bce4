#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Going live, on the real things: in the real window a person adds a destination by the keys, tests it, and goes live
with Ctrl L; a real server gets the picture; the server dies and comes back, and the window says so each time; the end
is asked for, and the recording plays. The key is seen nowhere: not on disk, not in the output, not by a screen reader.
test-golive.py [rtmp|whip] says by which way; rtmp has SRT beside. Keeps its pictures in the folder that
CS_STORY_PICTURES names."""

import os
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / 'support'), str(HERE.parent / 'rig')]

import accessible  # noqa: E402
import rig  # noqa: E402
import streaming  # noqa: E402
import window  # noqa: E402

KEY = 'canary-5d2f81'
PASSPHRASE = 'canary horse battery'
PICTURES = pathlib.Path(os.environ.get('CS_STORY_PICTURES') or tempfile.mkdtemp(prefix='coulisses-golive-'))
PATIENCE_S = 30
# Their places in the list of services.
OWN_RTMP, OWN_WHIP = 5, 7


def step(text):
    print(f'# {time.strftime("%H:%M:%S")} {text}', flush=True)


def type_keys(text):
    subprocess.run(['xdotool', 'type', '--delay', '12', text], check=True, timeout=60)
    time.sleep(0.3)


def picture(desk, name):
    time.sleep(0.4)
    desk.screenshot(str(PICTURES / f'golive-{name}.png'))


def no_canary(desk, seen):
    """A screen reader does not find the key, whatever it asks for, and does find what it may."""
    found = []
    for node in desk.find_all():
        texts = [node.name, node.description, node.text]
        assert not any('canary' in text for text in texts), f'a screen reader sees the key in {node.role_name}'
        found += texts
    assert any(seen in text for text in found), f'a screen reader does not see {seen!r}'


def type_destination(desk, service, name, address):
    """By the keys alone, from Ctrl L on: service, name, address, key, each one Tab away."""
    desk.press('ctrl+l')
    desk.wait_for(None, '^Add a Destination$')
    picture(desk, f'1-empty-dialog-{name}')
    desk.press('space', *['Down'] * service, 'Return')
    desk.press('Tab', 'ctrl+a')
    type_keys(name)
    desk.press('Tab', 'ctrl+a')
    type_keys(address)
    desk.press('Tab')
    type_keys(KEY)
    picture(desk, f'2-typed-{name}')
    no_canary(desk, address)


def add_rtmp(desk, server):
    type_destination(desk, OWN_RTMP, 'Gallery', f'rtmp://127.0.0.1:{server.port}/live')
    desk.activate('push button', 'Test It')
    desk.wait_for('status bar', 'The server takes the stream', PATIENCE_S)
    picture(desk, '2-tested')
    no_canary(desk, f':{server.port}/live')
    desk.activate('push button', '^Add$')
    desk.wait_for('list item', '^Gallery: Ready')


def add_srt(desk, server):
    desk.activate('push button', 'Add a destination')
    desk.wait_for(None, '^Add a Destination$')
    desk.type_into('^Name$', 'Truck')
    desk.type_into('^Address$', f'srt://127.0.0.1:{server.port}?passphrase={PASSPHRASE.replace(" ", "%20")}')
    time.sleep(0.5)
    no_canary(desk, f':{server.port}')
    desk.activate('push button', '^Add$')
    desk.wait_for('list item', '^Truck: Ready')


def seen_by(server, key):
    return window.until(lambda: server.got(key), 'the server to keep something')[-1]


def grows(path, least):
    return window.until(lambda: os.path.getsize(path) > least, f'{path} to grow')


def story(desk, server, truck, folder):
    desk.wait_for('push button', 'Go live')
    step('adding destinations')
    add_rtmp(desk, server)
    add_srt(desk, truck)
    picture(desk, '3-ready')
    step('going live')
    desk.press('ctrl+l')
    desk.wait_for('list item', '^Gallery: Live', PATIENCE_S)
    desk.wait_for('list item', '^Truck: Live', PATIENCE_S)
    desk.wait_for(None, '^LIVE ')
    grows(seen_by(server, KEY), 200000)
    picture(desk, '4-live')
    no_canary(desk, 'Gallery: Live')
    with open(f'/proc/{desk.process.pid}/cmdline', 'rb') as file:
        assert b'canary' not in file.read()
    step('the server dies')
    server.kill()
    desk.wait_for('list item', '^Gallery: Retry in')
    desk.wait_for(None, '^LIVE ')
    assert desk.find('list item', '^Truck: Live') is not None, 'the other destination was touched'
    picture(desk, '5-retrying')
    step('and comes back')
    server.start()
    desk.wait_for('list item', '^Gallery: Live', PATIENCE_S)
    grows(seen_by(server, KEY), 100000)
    step('standby')
    desk.press('b')
    desk.wait_for(None, '^LIVE .*standby')
    desk.press('b')
    return end(desk, 'Gallery', folder)


def end(desk, name, folder):
    """Asks for the end and means it; returns the recording."""
    step('ending')
    desk.press('ctrl+l')
    desk.wait_for(None, 'End the broadcast')
    picture(desk, f'6-asked-{name}')
    assert desk.find('list item', f'^{name}: Live') is not None
    desk.activate('push button', '^End Live')
    desk.wait_for(None, '^Go live$', PATIENCE_S)
    recordings = window.until(lambda: [str(p) for p in pathlib.Path(folder).rglob('*.mp4')], 'the recording')
    return recordings[0]


def seen_and_heard(server):
    """The server has decoded two seconds more of pictures and of sound; what it decodes may well be fewer than it is sent."""
    before = server.stats()
    window.until(lambda: all(server.stats()[kind] > before[kind] + 60 for kind in ('video', 'audio')), 'pictures and sound',
                 PATIENCE_S)


def whip_story(desk, server, folder):
    desk.wait_for('push button', 'Go live')
    step('adding the destination')
    type_destination(desk, OWN_WHIP, 'Phone', server.url())
    desk.activate('push button', '^Add$')
    desk.wait_for('list item', '^Phone: Ready')
    step('going live')
    desk.press('ctrl+l')
    desk.wait_for('list item', '^Phone: Live', PATIENCE_S)
    desk.wait_for(None, '^LIVE ')
    seen_and_heard(server)
    picture(desk, '4-live-whip')
    step('the server dies')
    server.kill()
    desk.wait_for('list item', '^Phone: Retry in')
    desk.wait_for(None, '^LOST ')
    picture(desk, '5-retrying-whip')
    step('and comes back')
    server.start()
    desk.wait_for('list item', '^Phone: Live', PATIENCE_S)
    desk.wait_for(None, '^LIVE ')
    seen_and_heard(server)
    recording = end(desk, 'Phone', folder)
    window.until(lambda: server.stats()['deleted'] == 1, 'the server to be told of the end')
    assert server.stats()['sessions'] == 1, server.stats()
    return recording


def check_recording(recording):
    found = streaming.probe(recording)
    assert not found['errors'] and found['video'] > 150, found
    assert not streaming.decode_errors(recording)


def check_secret(folder, output):
    """Neither what the window has written nor what it has said holds the key."""
    for path in [output, *pathlib.Path(folder).rglob('*')]:
        if pathlib.Path(path).is_file() and not str(path).endswith(('.mp4', '.mkv', '.keyring')):
            assert b'canary' not in pathlib.Path(path).read_bytes(), f'{path} holds the key'


def run(folder, tell):
    """Opens the window on a new show, and has the story told in it."""
    show = os.path.join(folder, 'show.coulisses')
    output = os.path.join(folder, 'output')
    environment = {'SECRET_BACKEND': 'file', 'SECRET_FILE_TEST_PATH': os.path.join(folder, 'test.keyring'),
                   'SECRET_FILE_TEST_PASSWORD': 'test', 'XDG_DATA_HOME': folder, 'XDG_VIDEOS_DIR': folder,
                   'GST_DEBUG_DUMP_DOT_DIR': folder, 'GST_DEBUG': '4', 'G_MESSAGES_DEBUG': 'all'}
    with open(output, 'wb') as log:
        with window.Window('--new', show, '--port', '0', environment=environment, output=log) as desk, desk.explained():
            recording = tell(desk)
            step('closing')
            desk.press('ctrl+q')
            desk.process.wait(PATIENCE_S)
    check_recording(recording)
    check_secret(folder, output)


def by_rtmp(folder):
    with streaming.Rtmp() as server, streaming.Srt(PASSPHRASE) as truck:
        run(folder, lambda desk: story(desk, server, truck, folder))
        for path in [server.got(KEY)[-1], truck.files[0]]:
            found = streaming.probe(path)
            assert found['video'] > 20, (path, found)


def by_whip(folder):
    with streaming.Whip(TOKEN=KEY) as server:
        run(folder, lambda desk: whip_story(desk, server, folder))


WAYS = {'rtmp': by_rtmp, 'whip': by_whip}


def main():
    way = sys.argv[1] if len(sys.argv) > 1 else 'rtmp'
    PICTURES.mkdir(parents=True, exist_ok=True)
    print('1..1')
    try:
        with tempfile.TemporaryDirectory(prefix='coulisses-golive-') as folder:
            WAYS[way](folder)
    except (AssertionError, accessible.Error, rig.RigError, subprocess.SubprocessError) as error:
        print(f'not ok 1 going live by {way}\n# {error}')
        return 1
    print(f'ok 1 going live by {way}')
    return 0


if __name__ == '__main__':
    sys.exit(main())
