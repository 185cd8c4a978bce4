#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The protocol's vectors, byte for byte, through "draw rank"; and that it refuses what does not fit together."""

import json
import os
import subprocess
import sys
import tempfile
from unittest import mock

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, '..', 'rig')]

import tap  # noqa: E402
from reference import H, SIGNATURE_42, Draw, GENESIS_S, Journal, names, seal_text, simple  # noqa: E402

PROGRAM = [*sys.argv[1:], 'draw']
COMPARED = ['n', 'winners', 'alternates', 'list_sha256', 'list_bytes', 'seal_sha256', 'round', 'signature', 'dice',
            'nonce', 'value', 'seed', 'top', 'last', 'cutoff_key', 'ranking_sha256', 'status']


def load():
    with open(os.path.join(HERE, 'vectors', 'sealed-draw-1.json'), encoding='utf-8') as file:
        return json.load(file)


def rank(seal, list_bytes, *args):
    with tempfile.TemporaryDirectory(prefix='coulisses-draw-') as folder:
        paths = [os.path.join(folder, name) for name in ('seal.txt', 'list.txt')]
        for path, data in zip(paths, (seal, list_bytes)):
            with open(path, 'wb') as file:
                file.write(data if isinstance(data, bytes) else data.encode())
        done = subprocess.run([*PROGRAM, 'rank', '--seal', paths[0], '--list', paths[1], '--json', *args],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    return done.returncode, json.loads(done.stdout) if done.returncode == 0 else done.stderr


def list_of(vector):
    if 'list' in vector:
        return vector['list']
    rule = vector['list_rule']
    return ''.join(sorted(rule['pattern'] % i + '\n' for i in range(rule['from'], rule['to'] + 1)))


def value_args(vector):
    if vector['signature'] is not None:
        return ['--signature', vector['signature']]
    return ['--dice', vector['dice'], '--nonce', vector['nonce']]


def vectors():
    """Every draw of the protocol's vectors."""
    for vector in load()['draws']:
        code, answer = rank(vector['seal'], list_of(vector), *value_args(vector))
        assert code == 0, answer
        for field in COMPARED:
            if field in vector:
                tap.same((vector['name'], field, answer[field]), (vector['name'], field, vector[field]))


def same_as_reference():
    """Draws of all forms rank as the independent implementation ranks them."""
    tickets = {name: 1 + i % 5 for i, name in enumerate(names(50))}
    draws = [simple(0), simple(1), simple(2), simple(500), simple(50, tickets=tickets), simple(50, salt=H('salt')),
             simple(5, dice='123456123456'), Draw(Journal(GENESIS_S), names(200), 1000, 1000).seal().draw()]
    for draw in draws:
        args = ['--signature', SIGNATURE_42] if draw.dice is None else ['--dice', draw.dice, '--nonce', draw.nonce]
        code, answer = rank(draw.text, draw.list_bytes(), *args)
        assert code == 0, answer
        tap.same(answer['ranking_sha256'], draw.digest)
        tap.same(answer['cutoff_key'], draw.cutoff)
        tap.same(answer['status'], draw.status)
        shown = [{key: place[key] for key in ('rank', 'key', 'id', 'role')} for place in draw.ranking]
        tap.same(answer['top'], shown[:draw.winners + draw.alternates])
        tap.same(answer['last'], {key: shown[-1][key] for key in ('rank', 'key', 'id')} if shown else None)


def refusals():
    """Nothing is ranked when seal, list and value do not fit together."""
    draw, dice = simple(), simple(dice='123456123456')
    good = ['--signature', SIGNATURE_42]
    tap.same(rank(draw.text, draw.list_bytes(), *good)[0], 0)
    wrong = [
        (draw.text[:-1], draw.list_bytes(), good),
        (draw.text.replace('\n', '\r\n'), draw.list_bytes(), good),
        (draw.text.replace('winners: 3', 'winners: 03'), draw.list_bytes(), good),
        (seal_text(draw.seal_fields, 'SEALED-DRAW/1 REHEARSAL'), draw.list_bytes(), good),
        (draw.text, simple(11).list_bytes(), good),
        (draw.text, draw.list_bytes()[:-1], good),
        (draw.text, draw.list_bytes().replace(b'\n', b'\r\n'), good),
        (draw.text, b'', good),
        ('', draw.list_bytes(), good),
        (draw.text, draw.list_bytes(), ['--signature', SIGNATURE_42.upper()]),
        (draw.text, draw.list_bytes(), ['--signature', SIGNATURE_42[:-2]]),
        (draw.text, draw.list_bytes(), ['--dice', '123456123456', '--nonce', dice.nonce]),
        (dice.text, dice.list_bytes(), good),
        (dice.text, dice.list_bytes(), ['--dice', '12345612345', '--nonce', dice.nonce]),
        (dice.text, dice.list_bytes(), ['--dice', '123456123456', '--nonce', H('other')]),
        (dice.text, dice.list_bytes(), ['--dice', '123456123456', '--nonce', dice.nonce.upper()]),
    ]
    for seal, data, args in wrong:
        code, answer = rank(seal, data, *args)
        assert code == 1, (code, answer, args)
        assert answer.startswith('coulisses-cli: ') and len(answer) > 30, answer
        assert 'CRITICAL' not in answer, answer


def typed_dice():
    """Dice may be typed with spaces and small letters."""
    draw = simple(dice='ABC456123456')
    code, answer = rank(draw.text, draw.list_bytes(), '--dice', ' abc-456 1 2 3 4 5 6 é', '--nonce', draw.nonce)
    tap.same((code, answer['value']), (0, f'ABC456123456/{draw.nonce}'))


def any_terminal():
    """Ids are UTF-8 on the way in and out also where the locale is not, or is not installed."""
    draw = simple(dice='ABC456123456')
    for locale in ('C', 'POSIX', 'xx_XX.UTF-8', 'C.UTF-8'):
        env = {**os.environ, 'LC_ALL': locale}
        done = subprocess.run([*PROGRAM, 'id', '--json', 'yt', '--', '@Amélie', '-日本', b'bad\xff'], stdout=subprocess.PIPE, timeout=60,
                              check=False, env=env)
        tap.same([one['id'] for one in json.loads(done.stdout.decode())], ['yt:amélie', 'yt:-日本', None])
        with mock.patch.dict(os.environ, env):
            code, answer = rank(draw.text, draw.list_bytes(), '--dice', 'abc 456 1 2 3 4 5 6 é', '--nonce', draw.nonce)
        tap.same((code, code or answer['dice']), (0, 'abc 456 1 2 3 4 5 6 é'))


if __name__ == '__main__':
    sys.exit(min(1, tap.run([vectors, same_as_reference, refusals, typed_dice, any_terminal])))
