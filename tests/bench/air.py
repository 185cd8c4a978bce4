# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a take needs to be visible in Chromium, and a clear to leave it empty, with the real desk, the real page and
posts pouring in. The page itself notes the moment, after the frame that changed."""

import json
import os
import re
import select
import subprocess
import sys
import time
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, '..', 'support'), os.path.join(HERE, '..', 'rig')]

import chromium  # noqa: E402
import rig  # noqa: E402

READY_S = 10

WATCH = '''(() => {
  window.csSeen = [];
  let last = null;
  const look = () => {
    const panel = document.body.innerText.trim();
    const shown = panel !== '';
    if (shown !== last) { last = shown; const text = panel; requestAnimationFrame (() => setTimeout (() => window.csSeen.push ([Date.now (), shown, text]), 0)); }
    setTimeout (look, 2);
  };
  look ();
})()'''


def post(url, body, headers=None):
    request = urllib.request.Request(url, json.dumps(body).encode(), {
        'X-Coulisses': '1', 'Content-Type': 'application/json', **(headers or {})}, method='POST')
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def approve(cli, show, n):
    """Approves the first n posts, one command each, and returns them."""
    rows = []
    for number in range(1, n + 1):
        done = subprocess.run([cli, 'decide', '--show', show, '--json', str(number), 'approve'], check=True, timeout=30,
                              capture_output=True, text=True)
        rows.append(json.loads(done.stdout))
    return rows


def wait_seen(page, since, shown, timeout_s=10):
    """The moment, in seconds since 1970, at which the page was so after @since."""
    end = time.time() + timeout_s
    while time.time() < end:
        for at_ms, state, _ in page.evaluate('window.csSeen') or []:
            if state == shown and at_ms / 1000 >= since - 0.002:
                return at_ms / 1000
        time.sleep(0.02)
    raise RuntimeError(f'the page was not {"visible" if shown else "empty"} in {timeout_s} s')


def measure(cli, show, n, rate):
    """Returns (take → visible, clear → empty), lists of milliseconds."""
    rows = approve(cli, show, n)
    takes, clears = [], []
    with rig.Jetstream(max_s=120) as flood, chromium.Browser() as browser:
        serving = subprocess.Popen(
            [cli, 'serve', '--show', show, '--port', '0', '--source', 'bluesky', '--server', flood.info['jetstream'], '--appview',
             flood.info['appview'], '--tag', 'bench'], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            if not select.select([serving.stdout], [], [], READY_S)[0]:
                raise RuntimeError(f'coulisses-cli serve said nothing in {READY_S} s')
            base = re.match(r'(http://[^/]+)', serving.stdout.readline()).group(1)
            page = browser.open(base + '/overlay', 1920, 1080)
            page.evaluate(WATCH)
            time.sleep(1)
            if rate > 0:
                flood.post('post', {'count': rate * 60, 'rate': rate, 'tag': 'bench', 'accounts': 500}, wait=0)
            for row in rows:
                began = time.time()
                post(base + '/api/take', {'post_id': row['id'], 'version': row['version']})
                takes.append((wait_seen(page, began, True) - began) * 1000)
                time.sleep(0.3)
                began = time.time()
                post(base + '/api/clear', {})
                clears.append((wait_seen(page, began, False) - began) * 1000)
                time.sleep(0.2)
        finally:
            serving.terminate()
            try:
                serving.wait(READY_S)
            except subprocess.TimeoutExpired:
                serving.kill()
                serving.wait(READY_S)
    return takes, clears
