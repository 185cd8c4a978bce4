#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The contest page in a real browser: the draw as the stage shows it, no name before its time, and dark when in doubt."""

import json
import os
import pathlib
import sys
import time

sys.dont_write_bytecode = True
TESTS = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS / 'support'), str(TESTS / 'rig'), str(TESTS / 'outputs')]

import chromium  # noqa: E402
import hostile_texts  # noqa: E402
import overlay  # noqa: E402
import png  # noqa: E402
import tap  # noqa: E402

DARK_S = 2.0
IS_DARK = "document.getElementById('contest').hidden && !document.getElementById('rows').children.length && !document.getElementById('seal').textContent"
IS_STILL = "document.querySelectorAll('.row').length === 5 && !document.querySelector('.sorting')"
NAME = 'Maëlle Quéré'
SIZES = [(1920, 1080), (1366, 768), (1280, 720), (1024, 768), (1080, 1920)]
# Everything that is in the page: texts, attributes, scripts' own values, the title.
WHOLE = 'document.documentElement.outerHTML + document.title'


def require(condition, message):
    if not condition:
        raise AssertionError(message)


class Show:
    def __init__(self, program):
        self.program = program
        self.probe = overlay.Probe(program)
        self.browser = chromium.Browser()
        self.page = self.browser.open(self.url())

    def url(self):
        return f'{self.probe.base}/contest'

    def close(self):
        self.browser.close()
        self.probe.kill()

    def stage(self, what):
        self.probe.say('stage ' + what)
        tap.same(self.probe.expect('staged '), '1')

    def text(self, name):
        return self.page.evaluate(f"document.getElementById('{name}').textContent")

    def keep(self, name):
        folder = os.environ.get('CS_TEST_PICTURES')
        if folder:
            pathlib.Path(folder, f'contest-{name}.png').write_bytes(self.page.screenshot())


def starts_dark(show):
    """Starts dark and wholly transparent"""
    require(show.page.evaluate(IS_DARK), 'something is in the page')
    tap.same(png.Picture(show.page.screenshot()).painted(), None)


def seal(show):
    """Shows the seal in eight groups, its code, and the countdown"""
    show.stage('seal')
    show.page.until("!document.getElementById('contest').hidden")
    groups = show.text('seal').split('\n')
    tap.same(len(groups), 8)
    tap.same(''.join(groups).replace(' ', ''), '3ac2c68ba71c3b398cd25b77425b5cfe6a3f537d9f714cddd203572e015bd84f')
    tap.same(show.page.evaluate("document.getElementById('modules').getAttribute('d').split('M').length - 1"), 5)
    left = int(show.text('left'))
    require(1 <= left <= 19, f'{left} s are left')
    show.page.until(f"Number(document.getElementById('left').textContent) < {left}", 4)
    show.keep('seal')


def hides_names(show):
    """Sorts the keys in sight and holds no name before its reveal"""
    show.stage(f'keys 0 {NAME}')
    show.page.until("document.querySelector('.sorting')")
    tap.same(show.page.evaluate("document.querySelectorAll('.row').length"), 10)
    show.keep('sorting')
    show.page.until(IS_STILL, 8)
    require(NAME not in show.page.evaluate(WHOLE), 'a name is in the page before its reveal')
    for revealed in (1, 2):
        show.stage(f'keys {revealed} {NAME}')
        show.page.until(f"document.querySelectorAll('.name').length === {revealed}")
        tap.same(show.page.evaluate(WHOLE).count(NAME), revealed)
        tap.same(show.page.evaluate("document.querySelectorAll('.latest').length"), 1)
    show.keep('reveal')


def legible(show):
    """Has no letter under 40 in a frame of 1080 lines, and stays in the frame at every size"""
    for width, height in SIZES:
        show.page.resize(width, height)
        scale = min(width / 1920, height / 1080)
        small = show.page.evaluate("""[...document.querySelectorAll('p, h1, h2, .rank, .key, .name, .below, .hidden')]
            .filter(e => e.offsetWidth).map(e => [e.id || e.className, parseFloat(getComputedStyle(e).fontSize)])""")
        require(all(size >= 40 * scale - 0.6 for _, size in small), f'too small at {width}×{height}: {small}')
        boxes = show.page.evaluate("""[...document.querySelectorAll('#contest > *, .row')].filter(e => e.offsetWidth && e.id !== 'watermark')
            .map(e => { const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; })""")
        require(all(b[0] >= -1 and b[1] >= -1 and b[2] <= width + 1 and b[3] <= height + 1 for b in boxes), f'{width}×{height}: {boxes}')
    show.page.resize(1920, 1080)


def hostile(show):
    """Shows hostile names as text: no dialog, no element, no report, no request"""
    page = show.page
    show.stage('keys 1 plain')
    page.until("document.querySelectorAll('.name').length === 1")
    before = page.evaluate("document.querySelectorAll('*').length")
    page.reports.clear()
    page.requests.clear()
    for text in hostile_texts.make()[:80]:
        line = ' '.join(text.split())
        show.stage(f'keys 1 {line}')
        page.until(f"document.querySelector('.name').textContent === {json.dumps(line)}" if line else 'true')
        tap.same(page.evaluate("document.querySelectorAll('*').length"), before)
    tap.same((page.dialogs, page.reports, page.errors, page.requests), ([], [], [], []))


def reduced_motion(show):
    """Does not move for who asked for less motion"""
    show.page.reduce_motion()
    show.stage('seal')
    show.page.until("!document.getElementById('message').hidden")
    show.stage('keys 0')
    show.page.until("document.querySelector('.row')")
    require(show.page.evaluate(IS_STILL), 'keys move')
    show.page.reduce_motion(False)


def rehearsal(show):
    """Marks a rehearsal across the picture"""
    show.probe.say('rehearsal 1')
    show.stage('keys 3')
    show.page.until("!document.getElementById('watermark').hidden && !document.getElementById('mark').hidden")
    show.keep('rehearsal')
    show.probe.say('rehearsal 0')


def beside_the_program(show):
    """Leaves the lower third alone, and is left alone by it"""
    page = show.browser.open(show.probe.url)
    show.probe.show(text='Bonsoir')
    page.until("!document.getElementById('stage').hidden")
    page.evaluate("document.getElementById('stage').addEventListener('transitionrun', () => { window.csMoved = true; })")
    time.sleep(0.5)
    page.evaluate('window.csMoved = false')
    show.stage('keys 4')
    show.page.until("document.querySelectorAll('.name').length === 4")
    time.sleep(0.5)
    tap.same(page.evaluate('window.csMoved'), False)
    show.probe.say('out')
    page.until("document.getElementById('stage').hidden")
    require(not show.page.evaluate(IS_DARK), 'the draw went with the post')
    page.close()


def clear(show):
    """Goes dark with a clear, and stays so"""
    show.stage('keys 2')
    show.page.until("document.querySelectorAll('.name').length === 2")
    show.probe.say('clear')
    show.page.until(IS_DARK, DARK_S)
    tap.same(png.Picture(show.page.screenshot()).painted(), None)
    time.sleep(0.7)
    require(show.page.evaluate(IS_DARK), 'it came back by itself')


def hidden(show):
    """Goes dark when the desk takes it off"""
    show.stage('keys 2')
    show.page.until("document.querySelectorAll('.name').length === 2")
    show.probe.say('unstage')
    show.page.until(IS_DARK, DARK_S)


def frozen(show):
    """Goes dark when the desk's loop stands still, and does not come back by itself"""
    show.stage('keys 2')
    show.page.until("document.querySelectorAll('.name').length === 2")
    show.probe.say('freeze')
    show.page.until(IS_DARK, 6)
    show.probe.say('thaw')
    time.sleep(1)
    require(show.page.evaluate(IS_DARK), 'it came back by itself')


def lost(show):
    """Goes dark when the desk is lost, and shows what a new desk says"""
    show.stage('keys 2')
    show.page.until("document.querySelectorAll('.name').length === 2")
    show.probe.stop()
    show.page.until(IS_DARK, DARK_S)
    show.probe.stop(False)
    port = show.probe.port
    show.probe.kill()
    show.page.until(IS_DARK, DARK_S)
    show.probe = overlay.Probe(show.program, port)
    time.sleep(1.2)
    require(show.page.evaluate(IS_DARK), 'it remembers what the old desk said')
    show.stage('keys 1')
    show.page.until("document.querySelectorAll('.name').length === 1")


CHECKS = [starts_dark, seal, hides_names, legible, hostile, reduced_motion, rehearsal, beside_the_program, clear, hidden, frozen, lost]


def main():
    if chromium.find() is None:
        print('1..0 # SKIP chromium is not installed')
        return 0
    show = Show(sys.argv[1])
    try:
        return 1 if tap.run(CHECKS, show) else 0
    finally:
        show.close()


sys.exit(main())
