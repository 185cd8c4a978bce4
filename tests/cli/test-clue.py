#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A clue contest from the command line: sealed, answered, killed, closed, verified."""

import datetime
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / 'rig'))

import tap  # noqa: E402

CLI = os.path.join(os.environ['CS_BUILD_ROOT'], 'src', 'cli', 'coulisses-cli')
TIMEOUT_S = 60
LASTS_S = 8
CANARY = b'ornithorynque'


def run(*arguments):
    return subprocess.run([CLI, *map(str, arguments)], capture_output=True, text=True, timeout=TIMEOUT_S, check=False)


def must(*arguments):
    done = run(*arguments)
    assert done.returncode == 0, f'{arguments}: {done.returncode}: {done.stderr}'
    return done.stdout


def iso(time_s):
    return datetime.datetime.fromtimestamp(time_s, datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ')


def post(number, handle, text):
    at_us = 1795291200000000 + 1000
    return {'network': 'mastodon', 'host': 'fans.example', 'native_id': str(number), 'uri': f'https://fans.example/{number}',
            'web_url': f'https://fans.example/@{handle}/{number}', 'created_at_us': at_us, 'edited_at_us': None, 'language': 'fr',
            'visibility': 'public', 'sensitive': False, 'warning': None, 'reply_to': None, 'quote_of': None, 'tags': ['indice'], 'links': [],
            'text': text, 'account': {'native_id': handle, 'handle': f'{handle}@fans.example', 'name': handle, 'bot': False,
                                      'created_at_us': 1600002741000000, 'followers': 1, 'verified': False},
            'media': [], 'counts': {'replies': 0, 'reposts': 0, 'likes': 0}}


class Evening:
    def __init__(self):
        self.room = tempfile.TemporaryDirectory(prefix='coulisses-clue-')
        self.show = os.path.join(self.room.name, 'evening.coulisses')
        self.numbers = {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.room.cleanup()

    def file(self, name, text):
        path = os.path.join(self.room.name, name)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        return path

    def play(self, *events):
        head = {'format': 'coulisses-recording', 'version': 1, 'title': 'Soirée', 'language': 'fr', 'tags': ['indice'],
                'recorded_at_us': 1795291200000000, 'duration_ms': 1000, 'official': []}
        path = self.file(f'{time.monotonic_ns()}.ndjson', ''.join(json.dumps(line) + '\n' for line in (head, *events)))
        must('replay', '--show', self.show, path, '--speed', '0')

    def say(self, *posts):
        self.play(*({'at_ms': 1, 'event': 'post', 'post': one} for one in posts))

    def approve(self, *numbers):
        for number in numbers:
            must('decide', '--show', self.show, f'mastodon:{number}', 'approve')

    def seal(self, start_s, name='chasse'):
        rules = self.file('rules.txt', 'Premier arrivé, premier servi.\n')
        answers = self.file('answers.txt', 'Ornithorynque\nplatypus\n')
        done = must('draw', 'clue', 'seal', '--show', self.show, '--contest', name, '--organiser', 'Exemple Média', '--show-name', 'Soirée',
                    '--rules', rules, '--answers', answers, '--start', iso(start_s), '--end', iso(start_s + LASTS_S), '--winners', 1,
                    '--alternates', 1, '--json')
        os.remove(answers)
        return json.loads(done)

    def close(self, folder='record', name='chasse'):
        return run('draw', 'clue', 'close', '--show', self.show, '--contest', name, '--output', os.path.join(self.room.name, folder))

    def act(self, verb, *arguments, name='chasse'):
        return run('draw', 'clue', verb, '--show', self.show, '--contest', name, *arguments)

    def holding(self, words):
        """Files that hold words, capitals aside."""
        found = []
        for folder, _, names in os.walk(self.room.name):
            for name in names:
                with open(os.path.join(folder, name), 'rb') as file:
                    if words in file.read().lower():
                        found.append(name)
        return sorted(found)


def until(time_s):
    time.sleep(max(0.0, time_s - time.time()))


def whole():
    """The first approved post that holds the answer wins; deleted, edited away and not approved do not count."""
    with Evening() as evening:
        evening.say(post(1, 'tot', 'bonsoir'))
        start_s = int(time.time()) + 2
        sealed = evening.seal(start_s)
        assert len(sealed['seal_sha256']) == 64 and CANARY not in json.dumps(sealed).lower().encode(), sealed
        tap.same(evening.holding(CANARY), ['secret-answer.txt'])
        tap.same(evening.close().returncode, 1)  # answers still count
        until(start_s + 1.2)  # a recording has just ended when it is played at once
        evening.say(post(2, 'supprime', 'ornithorynque'), post(3, 'refuse', 'Ornithorynque !'), post(4, 'change', 'ornithorynque'),
                    post(5, 'anna', 'je crois que c’est… l’ORNITHORYNQUE'))
        until(int(time.time()) + 1.05)
        evening.say(post(6, 'bob', 'un platypus'))
        evening.approve(2, 4, 5, 6)
        evening.play({'at_ms': 1, 'event': 'delete', 'network': 'mastodon', 'host': 'fans.example', 'native_id': '2'},
                     {'at_ms': 1, 'event': 'edit', 'post': {**post(4, 'change', 'un castor'), 'edited_at_us': 1795291200002000}})
        until(start_s + LASTS_S)
        done = evening.close()
        assert done.returncode == 0, done.stderr
        tap.same([line.split('\t')[2] for line in done.stdout.splitlines()], ['mastodon:anna@fans.example'])
        record = os.path.join(evening.room.name, 'record')
        answer = json.loads(must('draw', 'verify', os.path.join(record, 'certificate.json'), '--json', '--seal-digest', sealed['seal_sha256'],
                                 '--handle', 'mastodon:bob@fans.example'))
        tap.same((answer['type'], answer['verdicts']['computation'], answer['entries'], answer['rank']), ('clue', 'exact', 2, 2))
        subprocess.run(['sha256sum', '--quiet', '-c', 'SHA256SUMS'], cwd=record, check=True, timeout=TIMEOUT_S)
        text = subprocess.run(['pdftotext', os.path.join(record, 'record.fr.pdf'), '-'], stdout=subprocess.PIPE, check=True,
                              timeout=TIMEOUT_S).stdout.decode()
        for words in ('Procès-verbal de jeu d’indices', 'ORNITHORYNQUE', 'mastodon:anna@fans.example', 'je crois que', 'AUCUNE.', '3. Scellé', '8. Signatures', 'classement sur disque'):
            assert words in text, words
        again = evening.close()
        tap.same((again.returncode, again.stdout), (0, done.stdout))
        declined = evening.act('decline', '--rank', 1)
        assert declined.returncode == 0, declined.stderr
        tap.same([line.split('\t')[2] for line in declined.stdout.splitlines()], ['mastodon:bob@fans.example'])
        tap.same(evening.act('decline', '--rank', 1).returncode, 1)
        tap.same(evening.close().stdout, declined.stdout)
        answer = json.loads(must('draw', 'verify', os.path.join(record, 'certificate.json'), '--json'))
        tap.same((answer['verdicts']['computation'], answer['entries']), ('exact', 2))
        with open(os.path.join(record, 'private', 'messages.fr.txt'), encoding='utf-8') as file:
            messages = file.read()
        assert 'mastodon:bob@fans.example' in messages and 'anna' not in messages, messages
        must('check', '--show', evening.show)


def voided():
    """A seal that is void stays on the next certificate; its contest is over, and the answer is told nowhere."""
    with Evening() as evening:
        evening.say(post(1, 'tot', 'bonsoir'))
        evening.seal(int(time.time()) + 3600, 'chasse-1')
        tap.same(evening.act('void', name='chasse-1').returncode, 2)
        done = evening.act('void', '--reason', 'La réponse était dite à l’antenne.', name='chasse-1')
        assert done.returncode == 0, done.stderr
        assert 'void' in evening.close(name='chasse-1').stderr
        tap.same(evening.holding(CANARY), ['secret-answer.txt'])
        start_s = int(time.time()) + 2
        evening.seal(start_s)
        until(start_s + LASTS_S)
        done = evening.close()
        assert done.returncode == 0, done.stderr
        with open(os.path.join(evening.room.name, 'record', 'certificate.json'), encoding='utf-8') as file:
            tap.same([seal['reason'] for seal in json.load(file)['voided']], ['La réponse était dite à l’antenne.'])


def rehearsed():
    """A rehearsal says so on every page, leaves nothing in the show, and is refused."""
    with Evening() as evening:
        evening.say(post(1, 'tot', 'bonsoir'), post(5, 'anna', 'l’ORNITHORYNQUE'))
        evening.approve(5)
        rules = evening.file('rules.txt', 'Premier arrivé, premier servi.\n')
        answers = evening.file('answers.txt', 'Ornithorynque\n')
        folder = os.path.join(evening.room.name, 'rehearsed')
        now_s = int(time.time())
        done = evening.act('rehearse', '--organiser', 'Exemple Média', '--show-name', 'Soirée', '--rules', rules, '--answers', answers,
                           '--start', iso(now_s - 86400), '--end', iso(now_s + 86400), '--prize', 'Un vélo', '--output', folder)
        assert done.returncode == 0, done.stderr
        assert 'mastodon:anna@fans.example' in done.stdout, done.stdout
        assert not os.path.exists(os.path.join(folder, 'certificate.json'))
        text = subprocess.run(['pdftotext', os.path.join(folder, 'record.fr.pdf'), '-'], stdout=subprocess.PIPE, check=True,
                              timeout=TIMEOUT_S).stdout.decode()
        assert 'RÉPÉTITION' in text and 'Un vélo' in text, text
        with open(os.path.join(folder, 'seal.txt'), encoding='utf-8') as file:
            tap.same(file.readline(), 'SEALED-CLUE/1 REHEARSAL\n')
        tap.same(evening.close().returncode, 1)


def killed():
    """kill -9 while it is closed: the result is always the same, and the show is whole."""
    with Evening() as evening:
        evening.say(post(1, 'tot', 'bonsoir'))
        start_s = int(time.time()) + 2
        evening.seal(start_s)
        until(start_s + 1.2)
        evening.say(*(post(10 + i, f'fan{i:02d}', 'ornithorynque') for i in range(30)))
        evening.approve(*range(10, 40))
        until(start_s + LASTS_S)
        for number in range(12):
            process = subprocess.Popen([CLI, 'draw', 'clue', 'close', '--show', evening.show, '--contest', 'chasse', '--output',
                                        os.path.join(evening.room.name, f'try{number}')], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(0.02 + 0.03 * number)
            process.send_signal(signal.SIGKILL)
            process.wait(timeout=TIMEOUT_S)
        first, second = evening.close('one'), evening.close('two')
        tap.same((first.returncode, second.returncode), (0, 0))
        tap.same(first.stdout, second.stdout)
        results = [json.loads(must('draw', 'verify', os.path.join(evening.room.name, folder, 'certificate.json'), '--json'))['ranking_sha256']
                   for folder in ('one', 'two')]
        tap.same(results[0], results[1])
        must('check', '--show', evening.show)


def refused():
    """What is missing or wrong is told in a sentence."""
    with Evening() as evening:
        evening.say(post(1, 'tot', 'bonsoir'))
        for arguments in ((), ('seal',), ('close',), ('close', '--contest', 'x'), ('seal', '--contest', 'x', '--rules', 'r', '--answers', 'a')):
            tap.same(run('draw', 'clue', *arguments, '--show', evening.show).returncode, 2)
        tap.same(evening.close(name='nowhere').returncode, 1)
        evening.seal(int(time.time()) + 3600)
        try:
            evening.seal(int(time.time()) + 3600)
        except AssertionError as error:
            assert 'another name' in str(error), error
        else:
            raise AssertionError('the name was taken')


CHECKS = [whole, voided, rehearsed, killed, refused]

if __name__ == '__main__':
    sys.exit(min(1, tap.run(CHECKS)))
