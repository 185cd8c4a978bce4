#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page for those near by: the real program, a real browser, and what a foreign player makes of the stream."""

import hashlib
import os
import pathlib
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
TESTS = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS / 'support'), str(TESTS / 'rig'), str(TESTS / 'live')]

import chromium  # noqa: E402
import page_run  # noqa: E402
import tap  # noqa: E402

HOSTILE_NAME = 'Zo\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301e\u202e'
SHOTS = os.environ.get('CS_PAGE_SHOTS')


def shoot(page, name):
    if SHOTS:
        pathlib.Path(SHOTS, name + '.png').write_bytes(page.screenshot())


def open_page(browser, url, language, width, height, scheme='dark'):
    page = browser.open('about:blank', width, height)
    page.call('Emulation.setDefaultBackgroundColorOverride', color={'r': 255, 'g': 255, 'b': 255, 'a': 1})
    page.call('Emulation.setEmulatedMedia', features=[{'name': 'prefers-color-scheme', 'value': scheme}])
    page.call('Network.setUserAgentOverride', userAgent='Mozilla/5.0 (test)', acceptLanguage=language)
    page.requests.clear()
    page.go(url)
    return page


def plays(page):
    """The picture moves, and is a picture."""
    page.until("document.getElementById('video').currentTime > 0.2", 30)
    before = page.evaluate("document.getElementById('video').currentTime")
    page.until(f"document.getElementById('video').currentTime > {before} + 1.5", 20)
    tap.same(page.evaluate("[video.videoWidth, video.videoHeight]"), [640, 360])


def press(page, key, code):
    for kind in ('rawKeyDown', 'keyUp'):
        page.call('Input.dispatchKeyEvent', type=kind, key=key, code=code, windowsVirtualKeyCode={'Tab': 9, 'Enter': 13, ' ': 32}[key])
    if key in ('Enter', ' '):
        page.call('Input.dispatchKeyEvent', type='char', text='\r' if key == 'Enter' else ' ')


def tab_to(page, name):
    for _ in range(12):
        if page.evaluate('document.activeElement.id') == name:
            return
        press(page, 'Tab', 'Tab')
    raise AssertionError(f'the keyboard does not get to {name}')


class Stage:
    def __init__(self, folder):
        self.run = page_run.Run(folder, title='Coulisses de la finale')
        self.browser = chromium.Browser()
        self.phone = self.desktop = None

    def close(self):
        self.browser.close()
        self.run.kill()


def foreign_player(stage):
    """A foreign player finds both tracks and decodes them without an error."""
    stage.run.wait_live()
    playlist = stage.run.url + '/live.m3u8'
    out = subprocess.run(['ffprobe', '-v', 'error', '-show_entries', 'stream=codec_name', '-of', 'csv=p=0', playlist],
                         capture_output=True, text=True, timeout=60, check=True)
    tap.same((set(out.stdout.split()), out.stderr), ({'aac', 'h264'}, ''))
    out = subprocess.run(['ffmpeg', '-v', 'error', '-i', playlist, '-t', '5', '-f', 'null', '-'], capture_output=True,
                         text=True, timeout=60, check=True)
    tap.same(out.stderr, '')


def plays_in_french(stage):
    """On a phone it plays, in French, and nothing is wider than the screen."""
    stage.phone = phone = open_page(stage.browser, stage.run.url, 'fr-FR', 390, 844)
    plays(phone)
    tap.same(phone.evaluate('[document.documentElement.lang, badge.textContent, title.textContent]'),
             ['fr', 'EN DIRECT', stage.run.title])
    tap.same(phone.evaluate('viewers.textContent'), '1 spectateur')
    assert phone.evaluate('document.documentElement.scrollWidth') <= 390
    shoot(phone, 'phone-fr')


def plays_in_english(stage):
    """On a light desktop it plays, in English, and two viewers are counted."""
    stage.desktop = desktop = open_page(stage.browser, stage.run.url, 'en-GB', 1366, 768, 'light')
    plays(desktop)
    tap.same(desktop.evaluate('badge.textContent'), 'LIVE')
    stage.phone.until("viewers.textContent === '2 spectateurs'", 10)


def hearts_by_keyboard(stage):
    """Hearts are given by keyboard, and counted for all."""
    tab_to(stage.desktop, 'heart')
    for _ in range(5):
        press(stage.desktop, 'Enter', 'Enter')
    for page in (stage.desktop, stage.phone):
        page.until("document.getElementById('heart-count').textContent === '5'", 12)


def comment_by_keyboard(stage):
    """A comment is written by keyboard."""
    desktop = stage.desktop
    tab_to(desktop, 'name')
    desktop.call('Input.insertText', text=HOSTILE_NAME)
    tab_to(desktop, 'text')
    desktop.call('Input.insertText', text='Bravo depuis la salle ! <b>&amp; 🎉')
    press(desktop, 'Enter', 'Enter')
    desktop.until('mine.childElementCount === 1', 10)
    tap.same(desktop.evaluate('answer.textContent'), 'Sent to the team.')
    desktop.evaluate('for (let i = 0; i < 12; i++) heart.click()')
    time.sleep(0.4)
    shoot(desktop, 'desktop-en-light')


def nobody_else(stage):
    """Nobody else is asked for anything, no policy is broken, nothing is thrown."""
    for page in (stage.phone, stage.desktop):
        tap.same([url for url in page.requests if not url.startswith((stage.run.url, 'blob:', 'data:'))], [])
        tap.same(page.reports + page.errors, [])


def vendored(stage):
    """hls.js is served as it was published."""
    readme = (TESTS.parent / 'src/outputs/web/vendor/README.md').read_text(encoding='utf-8')
    served = stage.run.ask('GET', '/hls.light.min.js')[1]
    assert hashlib.sha256(served).hexdigest() in readme and (TESTS.parent / 'src/outputs/web/vendor/hls.js-LICENSE').is_file()


def the_end(stage):
    """The end is told."""
    stage.run.end()
    stage.phone.until("document.body.dataset.state === 'ended'", 15)
    tap.same(stage.phone.evaluate('notice.textContent'), 'Le direct est terminé. Merci de l’avoir suivi.')
    shoot(stage.phone, 'phone-ended')
    stage.run.wait()


def in_triage(stage):
    """The comment is in the triage list like any post: as text, and not approved."""
    posts = [(post['state'], post['post']['network'], post['post']['text']) for post in stage.run.list_posts()]
    tap.same(posts, [('incoming', 'page', 'Bravo depuis la salle ! <b>&amp; 🎉')])


def in_log(stage):
    """The broadcast is in the show's log, with what viewers did, as JSON and as a table."""
    record = stage.run.list_broadcasts()[0]
    tap.same({key: record[key] for key in ('state', 'title', 'peak_viewers', 'comments', 'dropped')},
             {'state': 'ended', 'title': stage.run.title, 'peak_viewers': 2, 'comments': 1, 'dropped': 0})
    assert record['ended_us'] > record['began_us'] and record['hearts'] >= 5 and 0 < record['mean_viewers'] <= 2, record
    table = stage.run.broadcasts('--csv').splitlines()
    assert table[0].startswith('began,ended,state,title') and f'"ended","{stage.run.title}"' in table[1], table


def in_log_after_a_crash(stage):
    """A broadcast that was killed is marked so at the next start, and ended when it was seen last."""
    folder = os.path.dirname(stage.run.show)
    second = page_run.Run(folder, title='Second')
    try:
        second.wait_live()
    finally:
        second.kill()
    tap.same([record['state'] for record in second.list_broadcasts()], ['on', 'ended'])
    third = page_run.Run(folder, title='Third')
    try:
        third.wait_live()
        tap.same([record['state'] for record in third.list_broadcasts()], ['on', 'broken', 'ended'])
        third.end()
        third.wait()
    finally:
        third.kill()
    records = third.list_broadcasts()
    tap.same([record['state'] for record in records], ['ended', 'broken', 'ended'])
    assert records[1]['began_us'] <= records[1]['ended_us'] <= records[0]['began_us'], records


CHECKS = [foreign_player, plays_in_french, plays_in_english, hearts_by_keyboard, comment_by_keyboard, nobody_else, vendored, the_end,
          in_triage, in_log, in_log_after_a_crash]


def main():
    if chromium.find() is None:
        print('1..0 # SKIP Chromium is not installed')
        return 0
    with tempfile.TemporaryDirectory(prefix='coulisses-page-') as folder:
        stage = Stage(folder)
        try:
            return tap.run(CHECKS, stage)
        finally:
            stage.close()


sys.exit(main())
