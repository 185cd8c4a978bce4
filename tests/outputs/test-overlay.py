#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The overlay page in a real browser: text as text, inside the safe area, and dark when in doubt."""

import http.server
import json
import os
import pathlib
import statistics
import sys
import tempfile
import threading
import time

sys.dont_write_bytecode = True
TESTS = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS / 'support'), str(TESTS / 'rig'), str(TESTS / 'outputs')]

import chromium  # noqa: E402
import hostile_texts  # noqa: E402
import overlay  # noqa: E402
import png  # noqa: E402
import tap  # noqa: E402

KEY = 'a1' * 16
DARK_S = 2.0
CLEAR_S = 0.2
SIZES = [(1920, 1080), (1280, 720), (3840, 2160), (1366, 768), (1080, 1920), (1024, 768)]
IS_DARK = "document.getElementById('stage').hidden && !document.getElementById('text').textContent"
IS_ON = ("!document.getElementById('stage').hidden && "
         "getComputedStyle(document.getElementById('stage')).opacity === '1'")
FRENCH = {'name': 'Chloé Baranès', 'handle': 'chloeb', 'text': 'Cette voix… des frissons de la tête aux pieds.'}
ARABIC = {'name': 'نور السامرائي', 'handle': 'noor', 'language': 'ar',
          'text': 'يا له من عرض رائع! شكرًا للفنانين على هذه الليلة الجميلة #جوائز 2026'}
JAPANESE = {'name': 'さくら', 'handle': 'sakura@mstdn.example', 'language': 'ja',
            'text': 'この曲、鳥肌が立ちました！最高のステージをありがとうございました。'}
EMOJI = {'name': 'Léo 🎸🔥', 'handle': 'leo.example', 'text': 'On veut un rappel ! 🎤👏👩‍👩‍👧‍👦🇫🇷 ❤️❤️❤️'}
LONG = {'name': 'Maximilienne de la Tour-d’Auvergne-Lauraguais',
        'handle': 'maximilienne.de.la.tour.dauvergne@une-instance-tres-longue.example',
        'text': 'Je n’avais jamais vu une salle se lever comme ça : trois minutes d’applaudissements, les '
                'musiciens en larmes, et ma grand-mère qui chante à tue-tête dans le canapé ! Merci aux '
                'équipes, aux techniciens, aux choristes, à tout le monde pour cette soirée inoubliable, '
                'et à l’année prochaine.'}
WORD = {'name': 'M' * 60, 'handle': 'w' * 80, 'text': 'W' * 199}
TWO_LINES = {'name': 'Inès', 'handle': 'ines',
             'text': 'Le duo surprise de la soirée, personne ne l’avait vu venir et toute la salle '
                     'chante le refrain.'}


class Stage:
    """A server and a browser with one page on it, for every check."""

    def __init__(self, program):
        self.program = program
        self.probe = overlay.Probe(program, 0, KEY)
        self.browser = chromium.Browser()
        self.page = self.browser.open(self.probe.url)

    def close(self):
        self.browser.close()
        self.probe.kill()

    def show(self, post, page=None):
        page = page or self.page
        self.probe.show(**post)
        text = self.probe.program()['on_air']['text']
        page.until(f"document.getElementById('text').textContent === {json.dumps(text)} && {IS_ON}")

    def clear(self, page=None):
        self.probe.say('clear')
        (page or self.page).until(IS_DARK)

    def restart(self):
        """A new server at the address of the old one."""
        port = self.probe.port
        self.probe.kill()
        self.probe = overlay.Probe(self.program, port, KEY)


def picture(page):
    return png.Picture(page.screenshot())


def box(page, name):
    return page.evaluate(f"document.getElementById('{name}').getBoundingClientRect().toJSON()")


def require(condition, message):
    if not condition:
        raise AssertionError(message)


def starts_dark(stage):
    """Starts dark: a new page is wholly transparent, whatever the size"""
    tap.same(picture(stage.page).painted(), None)
    require(stage.page.evaluate(IS_DARK), 'something is in the page')


def shows_text(stage):
    """Shows name, handle, source and text, opaque inside and transparent outside"""
    stage.probe.say('source sur les réseaux')
    stage.show(FRENCH)
    for name, wanted in (('name', 'Chloé Baranès'), ('handle', '@chloeb'), ('source', 'sur les réseaux'),
                         ('text', FRENCH['text'])):
        tap.same(stage.page.evaluate(f"document.getElementById('{name}').textContent"), wanted)
    panel = box(stage.page, 'panel')
    seen = picture(stage.page)
    left, top, right, bottom = seen.painted()
    require(abs(left - panel['left']) <= 1 and abs(right - panel['right']) <= 1, 'painted beside the panel')
    require(abs(top - panel['top']) <= 1 and abs(bottom - panel['bottom']) <= 1, 'painted over or under the panel')
    tap.same(seen.pixel(5, 5)[3], 0)
    tap.same(seen.pixel(right + 20, bottom - 20)[3], 0)
    require(seen.pixel(right - 20, top + 20)[3] >= 230, 'the panel is not opaque enough to read on')
    tap.same(seen.pixel(left + 3, (top + bottom) // 2), (246, 211, 45, 255))


def sizes(stage):
    """Keeps the sizes of the reference: name 30, handle 24, text 44 bold at 1080 lines"""
    stage.show(FRENCH)
    style = stage.page.evaluate("""['name', 'handle', 'text'].map(id => {
        const s = getComputedStyle(document.getElementById(id)); return [s.fontSize, s.fontWeight]; })""")
    tap.same([size for size, _ in style], ['30px', '24px', '44px'])
    require(int(style[0][1]) >= 700 and int(style[2][1]) >= 700, 'name or text is not bold')


def safe_area(stage):
    """Stays inside the 5 % safe area with two lines at most, at every size and for every text"""
    for width, height in SIZES:
        stage.page.resize(width, height)
        for post in (FRENCH, ARABIC, JAPANESE, EMOJI, LONG, WORD, TWO_LINES):
            stage.show(post)
            panel = box(stage.page, 'panel')
            where = f'{post["name"][:12]} at {width}×{height}: {panel}'
            require(panel['left'] >= 0.05 * width - 0.5 and panel['right'] <= 0.95 * width + 0.5, where)
            require(panel['top'] >= 0.05 * height - 0.5 and panel['bottom'] <= 0.95 * height + 0.5, where)
            for name in ('name', 'handle', 'source', 'text'):
                inner = box(stage.page, name)
                require(inner['left'] >= panel['left'] - 0.5 and inner['right'] <= panel['right'] + 0.5,
                        f'{name} leaves the panel, {where}')
            lines = stage.page.evaluate("""(() => { const t = document.getElementById('text');
                const s = getComputedStyle(t);
                return (t.clientHeight - parseFloat(s.paddingBottom)) / parseFloat(s.lineHeight); })()""")
            require(lines < 2.1, f'{lines} lines, {where}')
    stage.page.resize(1920, 1080)


def right_to_left(stage):
    """Mirrors a text that runs from right to left"""
    stage.show(ARABIC)
    panel = box(stage.page, 'panel')
    require(abs(panel['right'] - 1824) <= 1 and panel['left'] > 100, f'not at the right: {panel}')
    seen = picture(stage.page)
    tap.same(seen.pixel(1820, int(panel['top'] + panel['bottom']) // 2), (246, 211, 45, 255))
    require(box(stage.page, 'name')['left'] > box(stage.page, 'handle')['right'], 'the name is not first')
    require(box(stage.page, 'handle')['left'] > box(stage.page, 'source')['right'], 'the source is not last')
    tap.same(stage.page.evaluate("getComputedStyle(document.getElementById('handle')).direction"), 'ltr')
    stage.show(FRENCH)
    tap.same(round(box(stage.page, 'panel')['left']), 96)


def isolated(stage):
    """Keeps each field to itself, whatever direction it forces"""
    stage.show(FRENCH)
    source = box(stage.page, 'source')
    stage.show({**FRENCH, 'name': '\u202eChloé Baranès', 'text': '\u2067abc\u202e' + FRENCH['text']})
    name = stage.page.evaluate("document.getElementById('name').textContent")
    tap.same(stage.page.evaluate("getComputedStyle(document.getElementById('name')).unicodeBidi"), 'isolate')
    require(abs(box(stage.page, 'source')['width'] - source['width']) < 1, f'the source changed beside {name!r}')
    require(box(stage.page, 'source')['left'] > box(stage.page, 'name')['right'], 'the fields changed places')


def fits(stage):
    """Makes long text smaller, balances two lines, and ends what never fits in an ellipsis"""
    stage.show(TWO_LINES)
    short = box(stage.page, 'panel')
    require(short['width'] < 1200, f'two lines of unlike length: {short}')
    stage.show(LONG)
    tap.same(stage.page.evaluate("getComputedStyle(document.getElementById('text')).fontSize"), '32px')
    stage.show({**LONG, 'text': LONG['text'][:170]})
    size = float(stage.page.evaluate("getComputedStyle(document.getElementById('text')).fontSize")[:-2])
    require(32 < size < 44, f'170 characters are drawn at {size} px')


def hostile(stage):
    """Shows over 200 hostile strings as text: no dialog, no element, no report, no request"""
    page = stage.page
    stage.show(FRENCH)
    before = page.evaluate("document.querySelectorAll('*').length")
    page.reports.clear()
    page.requests.clear()
    texts = hostile_texts.make()
    require(len(texts) >= 200, f'only {len(texts)} strings')
    for text in texts:
        stage.show({'name': text, 'handle': text, 'text': text + ' ·'})
        on_air = stage.probe.program()['on_air']
        seen = page.evaluate("['name', 'handle', 'text'].map(id => document.getElementById(id).textContent)")
        tap.same([seen[0], seen[2]], [on_air['name'], on_air['text']])
        tap.same(page.evaluate("document.querySelectorAll('*').length"), before)
    tap.same((page.dialogs, page.reports, page.errors, page.requests), ([], [], [], []))
    tap.same(page.evaluate('window.csHurt === undefined'), True)
    print(f'# {len(texts)} strings in three fields each')


def fade(stage):
    """Fades within 200 ms, and not at all for who asked for less motion"""
    page = stage.page
    duration = "parseFloat(getComputedStyle(document.getElementById('stage')).transitionDuration)"
    require(page.evaluate(duration) <= 0.2, 'a fade longer than 200 ms')
    page.reduce_motion()
    tap.same(page.evaluate(duration), 0)
    page.reduce_motion(False)
    stage.show(FRENCH)
    stage.probe.say('out')
    page.until(IS_DARK)
    tap.same(picture(page).painted(), None)


def clear_is_fast(stage):
    """Clear empties the page at once"""
    page = stage.page
    page.evaluate("""(() => { window.csEmptied = 0; new MutationObserver(() => {
        if (document.getElementById('stage').hidden) window.csEmptied = Date.now();
    }).observe(document.getElementById('stage'), { attributes: true }); })()""")
    took = []
    for number in range(40):
        stage.show({**FRENCH, 'text': f'Numéro {number}'})
        page.evaluate('window.csEmptied = 0')
        started = time.time()
        tap.same(stage.probe.ask('POST', '/api/clear')[0], 200)
        page.until('window.csEmptied > 0', DARK_S)
        took.append(max(0, page.evaluate('window.csEmptied') / 1000 - started))
        tap.same(page.evaluate("document.getElementById('text').textContent"), '')
    took.sort()
    print(f'# clear: median {statistics.median(took) * 1000:.0f} ms, worst {took[-1] * 1000:.0f} ms of {len(took)}')
    require(statistics.median(took) <= CLEAR_S, f'half of the clears took {took}')


def clear_beside_a_hanging_desk(stage):
    """Clear works while the desk's main loop hangs"""
    stage.show(FRENCH)
    stage.probe.say('block 3000')
    time.sleep(0.2)
    started = time.monotonic()
    tap.same(stage.probe.ask('POST', '/api/clear')[0], 200)
    stage.page.until(IS_DARK, DARK_S)
    print(f'# dark after {(time.monotonic() - started) * 1000:.0f} ms')
    tap.same(stage.probe.expect('dark '), '1')


def silent_desk(stage):
    """Goes dark when the desk's main loop gives no sign of life for 3 s, and stays dark"""
    stage.show(FRENCH)
    stage.probe.say('freeze')
    took = stage.page.until(IS_DARK, 5)
    print(f'# dark after {took:.1f} s')
    require(took > 2, 'a short silence already darkened the page')
    stage.probe.say('thaw')
    time.sleep(1)
    require(stage.page.evaluate(IS_DARK), 'it came back by itself')


def killed(stage):
    """Goes dark within 2 s when the desk is killed, and comes back by itself, dark"""
    worst = 0
    for _ in range(5):
        stage.show(FRENCH)
        stage.probe.kill()
        worst = max(worst, stage.page.until(IS_DARK, DARK_S))
        stage.restart()
        time.sleep(1.2)
        require(stage.page.evaluate(IS_DARK), 'an old post came back')
        stage.show(ARABIC)
    print(f'# dark after {worst * 1000:.0f} ms at worst')


def stopped(stage):
    """Goes dark within 2 s when the desk is stopped, and does not bring the old post back"""
    worst = 0
    for _ in range(3):
        stage.show(FRENCH)
        stage.probe.stop()
        worst = max(worst, stage.page.until(IS_DARK, DARK_S))
        time.sleep(1)
        stage.probe.stop(False)
        until = time.monotonic() + 1.5
        while time.monotonic() < until:
            require(stage.page.evaluate(IS_DARK), 'the old post came back')
        stage.show(ARABIC)
    print(f'# dark after {worst * 1000:.0f} ms at worst')


def sleeping_browser(stage):
    """A browser that slept through a clear wakes up dark"""
    stage.show(FRENCH)
    stage.browser.stop()
    stage.probe.say('clear')
    time.sleep(2)
    stage.browser.stop(False)
    stage.page.until(IS_DARK, DARK_S)


def rehearsal(stage):
    """Marks a rehearsal, inside the safe area and only while something is shown"""
    stage.probe.say('rehearsal 1')
    stage.show(FRENCH)
    stage.page.until("document.getElementById('mark').textContent === 'REHEARSAL'")
    mark = box(stage.page, 'mark')
    require(mark['width'] > 50 and mark['right'] <= 1824.5 and mark['top'] >= 53.5, f'mark at {mark}')
    tap.same(picture(stage.page).pixel(int(mark['left']) + 8, int(mark['top']) + 8), (145, 65, 172, 255))
    stage.clear()
    tap.same(picture(stage.page).painted(), None)
    stage.probe.say('rehearsal 0')


def guides(stage):
    """Draws the safe areas when asked, without leaving them"""
    page = stage.browser.open(stage.probe.url + '?guides=1')
    left, top, right, bottom = picture(page).painted()
    require(60 <= left <= 68 and 34 <= top <= 39, f'the dashed frame begins at {left}, {top}')
    require(1852 <= right <= 1860 and 1041 <= bottom <= 1046, f'the dashed frame ends at {right}, {bottom}')
    page.close()


def theme(stage):
    """Takes colours from the show's style sheet, and nothing that reaches out or runs"""
    with tempfile.NamedTemporaryFile('w', suffix='.css') as file:
        file.write(':root { --cs-accent: #00ff00; --cs-lines: 1 }\n'
                   '#panel { background-image: url("http://127.0.0.1:9/pixel.png") }\n'
                   '#name { behavior: url(javascript:alert(1)) }\n')
        file.flush()
        stage.probe.say(f'theme {file.name}')
        page = stage.browser.open(stage.probe.url)
        stage.show(FRENCH, page)
        panel = box(page, 'panel')
        tap.same(picture(page).pixel(99, int(panel['top'] + panel['bottom']) // 2), (0, 255, 0, 255))
        tap.same(page.dialogs, [])
        require(any('img-src' in report for report in page.reports), 'the picture from elsewhere was not refused')
        page.close()
    stage.probe.say('theme')


def overlay_file(stage):
    """Works as a file of its own: dark without the desk, back by itself, nothing else allowed"""
    status, text = stage.probe.ask('GET', '/overlay-file')
    tap.same(status, 200)
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / 'coulisses-overlay.html'
        path.write_text(text, encoding='utf-8')
        port = stage.probe.port
        stage.probe.kill()
        page = stage.browser.open(path.as_uri())
        tap.same(picture(page).painted(), None)
        stage.probe = overlay.Probe(stage.program, port, KEY)
        page.until("performance.getEntriesByType('resource').length > 0")
        stage.show(FRENCH, page)
        stage.show(ARABIC, page)
        stage.probe.kill()
        page.until(IS_DARK, DARK_S)
        tap.same(picture(page).painted(), None)
        tap.same(page.evaluate('location.protocol'), 'file:')
        stage.probe = overlay.Probe(stage.program, port, KEY)
        stage.show(FRENCH, page)
        tap.same((page.dialogs, page.errors), ([], []))
        tap.same([report for report in page.reports if 'Content Security Policy' in report], [])
        page.close()


class Empty(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header('Content-Type', 'text/html')
        self.end_headers()
        self.wfile.write(b'<!doctype html><title>elsewhere</title>')

    def log_message(self, *args):
        pass


def foreign_page(stage):
    """A page of another site can neither read the program nor clear it, nor frame it"""
    with http.server.ThreadingHTTPServer(('127.0.0.1', 0), Empty) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = stage.browser.open(f'http://127.0.0.1:{server.server_port}/')
        stage.show(FRENCH)
        base = json.dumps(stage.probe.base)
        tap.same(page.evaluate(f"""new Promise(done => {{ const s = new EventSource({base} + '/overlay/events');
            s.onmessage = () => done('read'); s.addEventListener('program', () => done('read'));
            s.onerror = () => {{ s.close(); done('refused'); }}; }})"""), 'refused')
        tap.same(page.evaluate(f"fetch({base} + '/api/program').then(() => 'read', () => 'refused')"), 'refused')
        page.evaluate(f"""fetch({base} + '/api/clear', {{ method: 'POST', mode: 'no-cors' }})
            .then(() => 0, () => 0)""")
        page.evaluate(f"""new Promise(done => {{ const f = document.createElement('iframe');
            f.onload = f.onerror = () => done(0); f.src = {base} + '/overlay'; document.body.append(f); }})""")
        require(stage.probe.program()['on_air'] is not None, 'a foreign page cleared the air')
        server.shutdown()
        page.close()


def keep_pictures(stage):
    """Keeps pictures of the lower third where CS_SCREENSHOTS says"""
    folder = os.environ.get('CS_SCREENSHOTS')
    if not folder:
        return
    stage.probe.say('source sur les réseaux')
    stage.page.call('Emulation.setDefaultBackgroundColorOverride', color={'r': 58, 'g': 28, 'b': 82, 'a': 1})
    for name, post in (('french', FRENCH), ('arabic', ARABIC), ('japanese', JAPANESE), ('emoji', EMOJI),
                       ('two-lines', TWO_LINES), ('long', LONG)):
        stage.show(post)
        (pathlib.Path(folder) / f'overlay-{name}.png').write_bytes(stage.page.screenshot())


CHECKS = [starts_dark, shows_text, sizes, safe_area, right_to_left, isolated, fits, hostile, fade, clear_is_fast,
          clear_beside_a_hanging_desk, silent_desk, killed, stopped, sleeping_browser, rehearsal, guides, theme,
          overlay_file, foreign_page, keep_pictures]


def main():
    if chromium.find() is None:
        print('1..0 # SKIP Chromium is not installed')
        return 0
    wanted = sys.argv[2:]
    stage = Stage(sys.argv[1])
    try:
        return 1 if tap.run([c for c in CHECKS if not wanted or c.__name__ in wanted], stage) else 0
    finally:
        stage.close()


sys.exit(main())
