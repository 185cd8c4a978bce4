# SPDX-License-Identifier: GPL-3.0-or-later
"""flood.py PROGRAM SHOW RATE FOLLOW_S ACTS TAKES: the real window, all its panes and the test camera on, while posts pour in from a
Jetstream. Watched from outside: by its own frame times, by the screen's memory, by the show file, and by the overlay page in
Chromium. Prints one JSON object. To be run inside tests/support/with-display.sh."""

import contextlib
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, '..', 'support'), os.path.join(HERE, '..', 'rig')]

import chromium  # noqa: E402
import pixels  # noqa: E402
import rig  # noqa: E402
import show_file  # noqa: E402
import xkeys  # noqa: E402

WIDTH, HEIGHT = 1366, 768
TAG = 'bench'
PATIENCE_S = 15
BEAT_S = 0.0005
# --quick waits less; the window must have come to rest in either case.
WARM_S, PAUSE_S = (1, 0.5) if os.environ.get('CS_BENCH_QUICK') else (2, 1)
# Where things are in a window of that size: (left, top, right, bottom).
CARD_TEXT = (350, 156, 700, 186)
ROWS_LEFT = (14, 172, 120, 700)
IN_STREAM = (160, 400)
IN_CENTRE = (680, 560)

# The page notes the moment after the frame in which it changed.
WATCH = '''(() => {
  window.csSeen = [];
  const stage = document.getElementById ('stage');
  let last = null;
  const look = () => {
    const shown = !stage.hidden && stage.classList.contains ('on');
    if (shown === last)
      return;
    last = shown;
    requestAnimationFrame (() => setTimeout (() => window.csSeen.push ([Date.now (), shown, stage.innerText]), 0));
  };
  new MutationObserver (look).observe (stage, { attributes: true });
  look ();
})()'''


class FloodError(Exception):
    pass


def until(condition, what, beat_s=0.05):
    end = time.monotonic() + PATIENCE_S
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > end:
            raise FloodError(f'Waited {PATIENCE_S} s for {what}.')
        time.sleep(beat_s)


def free_port():
    import socket
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


class Desk:
    """The window at its place on the screen, with the frame times it writes."""

    def __init__(self, program, show, screen, folder):
        self.screen, self.port = screen, free_port()
        self.frames_path = os.path.join(folder, 'frames')
        self.environment = {**os.environ, 'DISPLAY': screen.display}
        self.process = subprocess.Popen(
            [program, show, '--port', str(self.port), '--debug-frames', self.frames_path], env=self.environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
        self.window = until(self.find_window, 'the window')
        self.xdotool('windowmove', self.window, '0', '0', 'windowsize', '--sync', self.window, str(WIDTH), str(HEIGHT))
        time.sleep(PAUSE_S)

    def xdotool(self, *arguments, check=True):
        return subprocess.run(['xdotool', *arguments], env=self.environment, capture_output=True, text=True, check=check,
                              timeout=PATIENCE_S).stdout.split()

    def find_window(self):
        if self.process.poll() is not None:
            raise FloodError(f'Coulisses ended with {self.process.returncode}: {self.process.stderr.read()[-600:]!r}')
        found = self.xdotool('search', '--onlyvisible', '--pid', str(self.process.pid), check=False)
        return found[-1] if found else None

    def get_program(self):
        with urllib.request.urlopen(f'http://127.0.0.1:{self.port}/api/program', timeout=5) as answer:
            return json.load(answer)

    def frames_since(self, at_s):
        """[since_ms, paint_ms, busy_ms] of each frame of the seconds that began after a moment."""
        with open(self.frames_path, encoding='utf-8') as file:
            lines = [json.loads(line) for line in file if line.endswith('\n')]
        return [frame for line in lines if line['at_us'] / 1e6 > at_s + 1 for frame in line['frames']]

    def end(self):
        pixels.end(self.process)
        said = self.process.stderr.read().decode('utf-8', 'replace')
        found = re.search(r'.*(CRITICAL|WARNING).*', said)
        if found or self.process.returncode not in (0, -15):
            raise FloodError(f'Coulisses ended with {self.process.returncode}: {found.group(0) if found else said[-600:]}')


def follow(desk, seconds):
    began = time.time()
    time.sleep(seconds + 1)
    return desk.frames_since(began)


def find_drift(before, after, width):
    """By how many pixels the rows have moved: 0 when the picture is the same, otherwise the shift that fits best."""
    if before == after:
        return 0
    lines = [(one, other) for one, other in ((before, after), (after, before))]
    height = len(before) // width

    def differences(one, other, shift):
        return sum(one[(y + shift) * width:(y + shift + 1) * width] != other[y * width:(y + 1) * width]
                   for y in range(height - shift)) / (height - shift)
    return min(((differences(one, other, shift), shift) for one, other in lines for shift in range(1, 200)))[1]


def hold(desk, keys, seconds):
    """How far the rows move while posts come in: scrolled away from the newest, and then with a post open."""
    moved = []
    keys.move(*IN_STREAM)
    for _ in range(5):
        keys.click(5)
    keys.move(*IN_CENTRE)
    for key in (None, 'j'):
        if key is not None:
            keys.press(key)
        time.sleep(PAUSE_S)
        before, width = desk.screen.part(ROWS_LEFT)
        time.sleep(seconds)
        moved.append(find_drift(before, desk.screen.part(ROWS_LEFT)[0], width))
    return moved


def act(desk, reader, keys):
    """One press of A: (ms until the decision is on disk, ms until another post is painted in the card)."""
    last, card = reader.last_decision(), desk.screen.part(CARD_TEXT)[0]
    began = time.monotonic()
    keys.press('a')
    decided = painted = None
    while decided is None or painted is None:
        now = time.monotonic()
        if decided is None and reader.last_decision() > last:
            decided = now
        if painted is None and desk.screen.part(CARD_TEXT)[0] != card:
            painted = now
        if now - began > PATIENCE_S:
            raise FloodError(f'A: {"no decision" if decided is None else "no other post"} in {PATIENCE_S} s.')
        time.sleep(BEAT_S)
    return (decided - began) * 1000, (painted - began) * 1000


def act_often(desk, reader, keys, times):
    found = []
    for _ in range(times):
        found.append(act(desk, reader, keys))
        time.sleep(random.uniform(0.1, 0.2))
    return found


def wait_seen(page, since_s, shown):
    """The moment, in seconds since 1970, at which the page was so after @since_s."""
    def look():
        return next((at_ms / 1000 for at_ms, state, _ in page.evaluate('window.csSeen') or []
                     if state == shown and at_ms / 1000 >= since_s - 0.002), None)
    return until(look, f'the page to be {"visible" if shown else "empty"}', 0.02)


def air(desk, reader, keys, page, times):
    """(ms of approving and taking until the page shows it, ms of clearing until it is empty), each as often as that."""
    takes, clears = [], []
    for _ in range(times):
        decided_ms = act(desk, reader, keys)[0]
        # A person looks before they take; the two presses themselves follow at once.
        time.sleep(0.25)
        began = time.time()
        keys.press('space', 'Return')
        takes.append(decided_ms + (wait_seen(page, began, True) - began) * 1000)
        time.sleep(0.4)
        began = time.time()
        keys.press('Escape')
        clears.append((wait_seen(page, began, False) - began) * 1000)
        time.sleep(0.2)
    return takes, clears


def measure(program, show, rate, follow_s, n_acts, n_takes):
    found = {}
    with tempfile.TemporaryDirectory(prefix='coulisses-flood-') as folder, rig.Jetstream(max_s=600) as server, \
         pixels.Screen() as screen, xkeys.XKeys(screen.display) as keys, show_file.Reader(show) as reader:
        show_file.set_sources(show, {'kind': 'bluesky', 'server': server.info['jetstream'], 'appview': server.info['appview'],
                                     'any': [TAG]})
        desk = Desk(program, show, screen, folder)
        try:
            keys.focus(int(desk.window))
            keys.move(*IN_CENTRE)
            until(lambda: server.get('stats')['readers'] > 0, 'the window to follow the source')
            before = reader.count_posts()
            server.post('post', {'count': rate * 3600, 'rate': rate, 'tag': TAG, 'accounts': 500}, wait=0)
            time.sleep(WARM_S)
            began = time.monotonic()
            n_before = reader.count_posts()
            found['frames'] = follow(desk, follow_s)
            found['rate'] = (reader.count_posts() - n_before) / (time.monotonic() - began)
            # It starts while only the place of rows is looked at.
            with chromium.Browser() if n_takes > 0 else contextlib.nullcontext() as browser:
                found['drift_px'] = hold(desk, keys, min(5, follow_s / 2))
                found['acts_ms'] = act_often(desk, reader, keys, n_acts)
                if browser is not None:
                    page = browser.open(f'http://127.0.0.1:{desk.port}/overlay', 1920, 1080)
                    page.evaluate(WATCH)
                    time.sleep(PAUSE_S)
                    found['takes_ms'], found['clears_ms'] = air(desk, reader, keys, page, n_takes)
            found['posts'] = reader.count_posts() - before
        finally:
            desk.end()
    return found


if __name__ == '__main__':
    print(json.dumps(measure(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))))
