#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Once the result is on disk and before anything is revealed, no file, no log and nothing that a program can ask tells a
winner from anybody else. Each kind of leak is planted in turn and must be found."""

import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'rig'))

import tap  # noqa: E402

PROGRAM, CLI = sys.argv[1:3]
SIGNATURE_1000 = ('b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125'
                  'e342b73a8dd2bacbe47e4b6b63ed5e39')
TIMEOUT_S = 90
IDS = [f'fan{i:04}q' for i in range(60)]


class Show:
    def __init__(self, *options):
        self.folder = tempfile.mkdtemp(prefix='coulisses-leak-')
        self.said = b''
        self.options = options

    def go_on(self, phase):
        done = subprocess.run([PROGRAM, self.folder, phase, *self.options], capture_output=True, timeout=TIMEOUT_S, check=False,
                              env={**os.environ, 'G_MESSAGES_DEBUG': 'all'})
        assert done.returncode == 0, done.stderr[-2000:]
        self.said += done.stdout + done.stderr
        return self

    def files(self):
        for folder, _, names in os.walk(self.folder):
            for name in names:
                yield os.path.join(folder, name)

    def bytes(self):
        """Everything that could tell: files and what was printed or logged."""
        return b'\n'.join(open(path, 'rb').read() for path in sorted(self.files())) + self.said

    def counts(self):
        everything = self.bytes()
        return {name: everything.count(name.encode()) for name in IDS}

    def draw_file(self, name):
        return os.path.join(self.folder, 'show.draws', 'finale', name)

    def ranking(self):
        """As anybody can compute it who has the list and the round: (rank, key, id as sealed)."""
        done = subprocess.run([CLI, 'draw', 'rank', '--seal', self.draw_file('seal.txt'), '--list', self.draw_file('list.txt'),
                               '--signature', SIGNATURE_1000, '--json'], capture_output=True, timeout=TIMEOUT_S, check=True)
        return json.loads(done.stdout)['top']

    def winners(self):
        top = [place for place in self.ranking() if place['role'] == 'winner']
        if top[0]['id'].startswith('h:'):
            salt = re.search('pseudonym:([0-9a-f]{64})', open(self.draw_file('seal.txt'), encoding='utf-8').read())[1]
            clear = {'h:' + hashlib.sha256(f'{salt}:mastodon:{name}@mastodon.example'.encode()).hexdigest(): name for name in IDS}
            return [clear[place['id']] for place in top]
        return [place['id'][9:18] for place in top]

    def leaks(self, before):
        """What is there now and was not before the result that singles anybody out."""
        found = [name for name, count in self.counts().items() if count != before[name]]
        everything = self.bytes()
        found += [place['key'] for place in self.ranking() if place['key'].encode() in everything]
        found += [place['id'] for place in self.ranking()
                  if place['id'].startswith('h:') and everything.count(place['id'].encode()) != 1]
        return found

    def clean(self):
        shutil.rmtree(self.folder, ignore_errors=True)


def silent(*options):
    show = Show(*options).go_on('sealed')
    show.said = b''
    before = show.counts()
    show.go_on('drawn')
    tap.same(show.leaks(before), [])
    tap.same(len(show.winners()), 3)
    return show, before


def clear():
    """With ids in clear nothing singles a winner out before the reveal."""
    silent()[0].clean()


def pseudonyms():
    """Nor with pseudonyms."""
    silent('pseudonyms')[0].clean()


def planted():
    """A winner in a log, in a file beside the list, in the show file, or the winner's key: each is found."""
    show, before = silent()
    winner, key = show.winners()[0], show.ranking()[0]['key']

    def log():
        show.said += f'DEBUG: first is {winner}\n'.encode()

    def beside():
        with open(show.draw_file('result.txt'), 'w', encoding='utf-8') as file:
            file.write(winner)

    def setting():
        with sqlite3.connect(os.path.join(show.folder, 'show.coulisses')) as database:
            database.execute('INSERT INTO setting VALUES (?, ?)', ('hint', f"'{winner}'"))
        database.close()

    def journal():
        show.said += f'journal {{"key":"{key}"}}\n'.encode()

    for plant in (log, journal, beside, setting):
        plant()
        assert show.leaks(before), plant.__name__
        show.said = b''
        if os.path.exists(show.draw_file('result.txt')):
            os.unlink(show.draw_file('result.txt'))
    show.clean()


if __name__ == '__main__':
    sys.exit(min(1, tap.run([clear, pseudonyms, planted])))
