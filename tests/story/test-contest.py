#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A contest from its set-up to its certificate, in the real window: people post on a server, the contest is set up, the list sealed,
a local beacon gives chance, winners are revealed one by one by keys on the stage, the record is saved; strangers check it. At no
moment does the window, its accessibility tree or a window's title tell more than has been revealed. The desk is killed right after
the seal and goes on with the same draw. Another one is timed from the press to its winners. Keeps its pictures in the folder that
CS_STORY_PICTURES names. "--time N" only times N draws, and tells them as JSON."""

import calendar
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / 'support'), str(HERE.parent / 'rig')]

import chromium  # noqa: E402
import rig  # noqa: E402
import tap  # noqa: E402
import window  # noqa: E402

TAG = 'NuitDesLucioles'
N_PEOPLE = 14
N_WINNERS = 3
CLI = os.path.join(window.BUILD, 'src/cli/coulisses-cli')
PICTURES = pathlib.Path(os.environ.get('CS_STORY_PICTURES') or tempfile.mkdtemp(prefix='coulisses-story-'))
PATIENCE_S = 45


def step(text):
    print(f'# {time.strftime("%H:%M:%S")} {text}', flush=True)


def run(*arguments):
    return subprocess.run([CLI, *arguments], capture_output=True, text=True, timeout=60, check=False)


class Evening:
    def __init__(self, folder, posts, beacon):
        self.folder = pathlib.Path(folder)
        self.show = str(self.folder / 'show.coulisses')
        self.environment = {
            'COULISSES_RELAYS': ','.join(beacon.info['relays']), 'COULISSES_BEACON_KEY': beacon.info['public_key'],
            'XDG_DATA_HOME': str(self.folder / 'data'), 'TZ': 'UTC',
        }
        self.posts = posts
        self.people = {}
        self.winners = set()
        self.unsealed = {}  # how often each is named where nothing of the draw is shown

    def fill(self):
        for i in range(N_PEOPLE):
            user = self.posts.account(f'voix{i:02}', display_name=f'Personne {chr(65 + i)}{i:02}')
            user.post(f'Bonsoir de la part de la voix numéro {i} #{TAG}')
            self.people[f'voix{i:02}'] = f'Personne {chr(65 + i)}{i:02}'
        token = self.folder / 'token'
        token.write_text(self.posts.account('regie').token, encoding='utf-8')
        done = run('ingest', '--show', self.show, '--source', 'mastodon', '--server', self.posts.info['api'], '--tag', TAG,
                   '--token-file', str(token), '--duration', '5')
        assert done.returncode == 0, done.stderr

    def copy_show(self, name):
        """The show as it is now, once more."""
        copy = str(self.folder / name)
        for path in self.folder.glob('show.coulisses*'):
            shutil.copy(path, copy + path.name.removeprefix('show.coulisses'))
        return copy

    def open(self, show=None):
        return window.Window(show or self.show, '--port', '0', environment=self.environment)


def count_people(desk, people):
    """How often each person is named anywhere in the window, and in the titles of windows."""
    everything = '\n'.join(text for node in desk.find_all() for text in (node.name, node.description, node.text))
    ids = subprocess.run(['xdotool', 'search', '--pid', str(desk.process.pid)], capture_output=True, text=True, check=False).stdout.split()
    for found in ids:
        everything += subprocess.run(['xdotool', 'getwindowname', found], capture_output=True, text=True, check=False).stdout
    return {handle: len(re.findall(re.escape(handle), everything)) + len(re.findall(re.escape(name), everything))
            for handle, name in people.items()}


def press_on(name, *keys):
    found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', name], capture_output=True, text=True, check=True).stdout.split()
    subprocess.run(['xdotool', 'windowfocus', '--sync', found[-1]], check=True, timeout=20)
    for key in keys:
        subprocess.run(['xdotool', 'key', key], check=True, timeout=20)
        time.sleep(0.4)


def set_up(desk, name, picture=None):
    now = time.time()
    minute = lambda moment: time.strftime('%Y-%m-%d %H:%M', time.gmtime(moment))  # noqa: E731
    desk.wait_for('text', 'Short name, for the seal')
    for label, text in (('Short name, for the seal', name), ('^Organiser$', 'Exemple Média SAS'), ('^Name of the show$', 'Nuit des lucioles'),
                        ('^From$', minute(now - 3600)), ('^Until$', minute(now + 3600)), ('^Hashtags$', f'#{TAG}'),
                        ('^Slots asked for$', '1')):
        desk.type_into(label, text)
    desk.activate('push button', 'Add a Prize')
    desk.type_into('^Prize$', 'Deux places')
    desk.type_into('^How many times$', str(N_WINNERS))
    desk.type_into('^Rules$', 'Règles de la soirée, en entier.')
    if picture:
        desk.screenshot(str(PICTURES / picture))
    desk.activate('push button', '^Save$')
    desk.wait_gone('text', 'Short name, for the seal')


def seal(desk, picture=None):
    desk.activate('push button', '^Seal the List…$')
    desk.wait_for(None, '^The clock is right and two relays answer$', PATIENCE_S)
    desk.wait_for(None, f'{N_PEOPLE} participants, of {N_PEOPLE} accounts seen')
    if picture:
        desk.screenshot(str(PICTURES / picture))
    desk.activate('push button', '^Seal Now$')
    desk.wait_for(None, '^No relay is asked before the time', PATIENCE_S)


def reveal(desk, evening):
    """One key, one winner; everybody else is named as often as before."""
    desk.wait_for(None, r'^0 of 3 revealed$', PATIENCE_S)
    before = count_people(desk, evening.people)
    assert all(before[handle] == evening.unsealed[handle] for handle in before), f'somebody is named before the reveal: {evening.unsealed} {before}'
    named = set()
    for i in range(1, N_WINNERS + 1):
        press_on('^Stage$', 'space')
        time.sleep(0.6)
        now = count_people(desk, evening.people)
        more = {handle for handle in now if now[handle] > before[handle]}
        assert named < more and len(more) == i, f'{i} revealed, and named are {more}'
        named = more
        desk.screenshot(str(PICTURES / f'contest-5-reveal-{i}.png'))
    return named


def check_by_strangers(folder, winners):
    certificate = folder / 'certificate.json'
    done = run('draw', 'verify', '--json', str(certificate))
    assert done.returncode == 0, f'{done.returncode} {done.stdout} {done.stderr}'
    ranking = json.loads(certificate.read_text(encoding='utf-8'))['ranking']
    seen = {place['id'].split(':')[1].split('@')[0] for place in ranking if place['role'] == 'winner'}
    assert seen == winners, f'{seen} is not {winners}'
    pages = [path for path in folder.glob('*verifier*.html')]
    assert pages, sorted(folder.iterdir())
    with chromium.Browser(flags=('--allow-file-access-from-files',)) as browser:
        page = browser.open(pages[0].as_uri())
        document = page.call('DOM.getDocument')['root']['nodeId']
        field = page.call('DOM.querySelector', nodeId=document, selector='#files')['nodeId']
        page.call('DOM.setFileInputFiles', nodeId=field, files=[str(certificate), str(folder / 'list.txt')])
        page.until("!document.getElementById('verify').disabled")
        page.evaluate("document.getElementById('verify').click()")
        page.until("!document.getElementById('answer').hidden", 30)
        verdict = page.evaluate("document.querySelector('#computation .verdict').textContent")
        (PICTURES / 'contest-8-verifier.png').write_bytes(page.screenshot())
        assert re.search('(?i)exact', verdict), verdict


def sealed(evening):
    """Set up and sealed in the window; killed then"""
    with evening.open() as desk, desk.explained():
        desk.wait_for('push button', '^Set Up a Contest…$', PATIENCE_S)
        desk.activate('push button', '^Set Up a Contest…$')
        set_up(desk, 'finale', 'contest-1-set-up.png')
        desk.wait_for(None, f'of {N_PEOPLE} accounts', PATIENCE_S)
        seal(desk, 'contest-2-seal.png')
        desk.screenshot(str(PICTURES / 'contest-3-wait.png'))
        desk.process.kill()
        desk.process.wait(10)


def revealed(evening):
    """Opened again, it offers to go on with the same draw, and reveals by keys on the stage, nobody before the time"""
    with evening.open() as desk, desk.explained():
        desk.wait_for(None, '^A Draw Is Under Way$', PATIENCE_S)
        evening.unsealed = count_people(desk, evening.people)
        desk.activate('push button', '^Go On with the Draw$')
        desk.activate('push button', '^Show the Stage$')
        desk.wait_for(None, '^Stage$')
        desk.screenshot(str(PICTURES / 'contest-4-stage.png'))
        evening.winners = reveal(desk, evening)
        step(f'revealed {sorted(evening.winners)}')
        press_on('^Stage$', 'space')
        desk.activate('push button', '^Save the Record$')
        desk.wait_for(None, '^Saved$', PATIENCE_S)
        desk.screenshot(str(PICTURES / 'contest-7-record.png'))
        assert desk.alive()


def verified(evening):
    """Strangers verify the record, on the command line and in a browser"""
    check_by_strangers(next(evening.folder.glob('show*/finale/record')), evening.winners)


def seconds_of(seal, key):
    """A time in a seal, in seconds since 1970."""
    text = re.search(f'^{key}: (.*)Z$', seal, re.M).group(1)
    return calendar.timegm(time.strptime(text, '%Y-%m-%dT%H:%M:%S'))


def draw_fast(evening, show):
    """Seconds from the press on "Seal Now" to the second in the seal, to the round's, until chance is known, keys are sorted, and the last winner is
    shown, by a key for each. A seal's times are whole seconds, cut."""
    with evening.open(show) as desk, desk.explained():
        desk.wait_for('push button', '^Set Up a Contest…$', PATIENCE_S)
        desk.activate('push button', '^Set Up a Contest…$')
        set_up(desk, 'vite')
        desk.wait_for(None, f'of {N_PEOPLE} accounts', PATIENCE_S)
        desk.activate('push button', '^Seal the List…$')
        desk.wait_for(None, '^The clock is right and two relays answer$', PATIENCE_S)
        desk.activate('push button', '^Show the Stage$')
        desk.wait_for(None, '^Stage$')
        button = desk.wait_for('push button', '^Seal Now$')
        # Looking through the whole tree would keep the window busy while it is timed.
        desk.root = desk.wait_for('push button', '^(Next Winner|End the Reveal)$').parent
        pressed, wall, times = time.monotonic(), time.time(), {}
        assert button.do_action()
        for name, words in (('known', f'^Keys are being sorted on the stage$|^0 of {N_WINNERS} revealed$'), ('sorted', f'^0 of {N_WINNERS} revealed$')):
            desk.wait_for(None, words, PATIENCE_S)
            times[name] = time.monotonic() - pressed
        press_on('^Stage$', *['space'] * N_WINNERS)
        desk.wait_for(None, f'^{N_WINNERS} of {N_WINNERS} revealed$', PATIENCE_S)
        times['winners'] = time.monotonic() - pressed
    seal = next(evening.folder.glob(f'{pathlib.Path(show).stem}*/vite/seal.txt')).read_text(encoding='utf-8')
    return {'sealed': seconds_of(seal, 'sealed-at') - wall, 'round': seconds_of(seal, 'anchor-time') - wall, **times}


def tell_times(evening, name, prefix=''):
    """One draw on a copy of the show: prints its times as JSON."""
    print(prefix + json.dumps(draw_fast(evening, evening.copy_show(name))), flush=True)


def timed(evening):
    """From the press to the winners with the fast set-up"""
    tell_times(evening, 'timed.coulisses', '# ')


def main():
    arguments = sys.argv[1:]
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix='coulisses-contest-') as folder, rig.Mastodon() as posts, rig.Drand() as beacon:
        evening = Evening(folder, posts, beacon)
        evening.fill()
        if arguments[:1] == ['--time']:
            for i in range(int(arguments[1])):
                tell_times(evening, f'timed-{i}.coulisses')
            return 0
        return 1 if tap.run([timed, sealed, revealed, verified], evening) else 0


sys.exit(main())
