#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A contest from the command line: who takes part, why, lists from spreadsheets; and ids as the protocol makes them."""

import csv
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, '..', 'rig'), os.path.join(HERE, '..', 'contest')]

import tap  # noqa: E402
from reference import canon_id  # noqa: E402

PROGRAM, CLI = sys.argv[1:3]
TIMEOUT_S = 90
FOLDER = tempfile.mkdtemp(prefix='coulisses-contest-cli-')
SHOW = os.path.join(FOLDER, 'show.coulisses')


def run(*arguments):
    return subprocess.run([CLI, *arguments], capture_output=True, text=True, timeout=TIMEOUT_S, check=False)


def must(*arguments):
    done = run(*arguments)
    assert done.returncode == 0, (arguments, done.stderr)
    return done.stdout


def refused(code, *arguments):
    done = run(*arguments)
    tap.same(done.returncode, code)
    assert len(done.stderr) > 30 and 'CRITICAL' not in done.stderr, done.stderr
    return done.stderr


def prepare():
    done = subprocess.run([PROGRAM, FOLDER, 'sealed'], capture_output=True, timeout=TIMEOUT_S, check=False)
    assert done.returncode == 0, done.stderr


def ranking():
    """The ranking as JSON, as a table and as text tell the same."""
    prepare()
    answer = json.loads(must('contest', 'rank', '--show', SHOW, '--json'))
    tap.same((answer['accounts'], answer['eligible'], answer['lowest_score'], len(answer['ranking'])), (60, 40, 3, 60))
    tap.same([row['score'] for row in answer['ranking']], sorted((row['score'] for row in answer['ranking']), reverse=True))
    tap.same(sorted({row['rank'] for row in answer['ranking']}), [1, 11, 21, 31, 41, 51])
    table = list(csv.DictReader(io.StringIO(must('contest', 'rank', '--show', SHOW, '--csv', '--limit', '7'))))
    tap.same([row['id'] for row in table], [row['id'] for row in answer['ranking'][:7]])
    tap.same(len(must('contest', 'rank', '--show', SHOW, '--limit', '5').splitlines()), 5)
    # who takes part is exactly who was sealed
    with open(os.path.join(FOLDER, 'show.draws', 'finale', 'list.txt'), encoding='utf-8') as file:
        tap.same(sorted(row['id'] for row in answer['ranking'] if row['eligible']), file.read().splitlines())


def why():
    """Why an account is in or out, with each post; what cannot be told is said in a sentence."""
    answer = json.loads(must('contest', 'why', '--show', SHOW, '--account', 'https://mastodon.example/@fan0001q', '--json'))
    tap.same((answer['eligible'], answer['score'], answer['threshold']), (False, 2, 3))
    tap.same([post['verdict'] for post in answer['posts']], ['kept', 'kept'])
    assert '3' in must('contest', 'why', '--show', SHOW, '--account', '@fan0001q@mastodon.example')
    assert 'nobody' in refused(1, 'contest', 'why', '--show', SHOW, '--account', 'nobody@mastodon.example')
    refused(1, 'contest', 'why', '--show', SHOW, '--account', '@')
    refused(2, 'contest', 'why', '--show', SHOW)
    refused(1, 'contest', 'rank', '--show', SHOW, '--contest', 'other')
    refused(2, 'contest', 'rank', '--show', SHOW, '--csv', '--json')
    refused(2, 'contest')
    refused(3, 'contest', 'rank', '--show', os.path.join(FOLDER, 'none.coulisses'))


def lists():
    """What is sealed is sealed: no list is taken any more."""
    path = os.path.join(FOLDER, 'staff.csv')
    with open(path, 'w', encoding='utf-8') as file:
        file.write('pseudo\n@fan0011q@mastodon.example\n')
    assert 'seal' in refused(1, 'contest', 'import', '--show', SHOW, '--list', 'staff', path)
    answer = json.loads(must('contest', 'list', '--show', SHOW, '--json'))
    tap.same([(one['name'], one['state'], one['winners']) for one in answer], [('finale', 'sealed', 3)])


def random_handle(chance):
    pieces = ['a', 'Z', 'é', 'e\u0301', 'É', '@', '\uff20', ' ', '\u00a0', '\u3000', '\u200b', '\ufeff', '\u00ad', '#', '\t', '\x7f', '\u0085',
              'ſ', 'K', 'Å', '\u1100\u1161', 'ﬁ', '🦊', '\U000e0101', '\u0323', '\u0307', 'İ', 'ß', '\u202e', '0', '.', '-', '_', ':']
    text = ''.join(chance.choice(pieces) for _ in range(chance.randrange(0, 14)))
    raw = text.encode()
    if chance.random() < 0.1:
        raw += bytes(chance.randrange(128, 256) for _ in range(2))
    return raw * chance.choice([1, 1, 1, 12])


def ids():
    """Two thousand random handles give the ids that the protocol, written out in another language, gives."""
    chance = random.Random(4)
    for _ in range(10):
        handles = [raw for raw in (random_handle(chance) for _ in range(200)) if b'\0' not in raw]
        done = run('draw', 'id', 'x', '--hex', '--json', '--', *[raw.hex() for raw in handles])
        answer = json.loads(done.stdout)
        tap.same([one['id'] for one in answer], [canon_id('x', raw) for raw in handles])
    tap.same(run('draw', 'id', 'x', '@Jeanne_D').stdout, 'x:jeanne_d\n')
    refused(1, 'draw', 'id', 'x', '--hex', '626164ff')
    refused(1, 'draw', 'id', 'h', 'anna')
    refused(1, 'draw', 'id', 'x', '--hex', '6')
    refused(2, 'draw', 'id', 'x')


if __name__ == '__main__':
    try:
        CODE = tap.run([ranking, why, lists, ids])
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)
    sys.exit(min(1, CODE))
