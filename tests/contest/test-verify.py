#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What "draw verify" accepts and refuses: every genuine draw and every manipulation of cases.py."""

import json
import os
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, '..', 'rig')]

import cases  # noqa: E402
import tap  # noqa: E402
from reference import SIGNATURE_42, Case, H, Journal, Draw, GENESIS_S, names, simple  # noqa: E402

PROGRAM = [*sys.argv[1:], 'draw']
TIMEOUT_S = 60


def run(*args):
    done = subprocess.run([*PROGRAM, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=TIMEOUT_S,
                          check=False)
    return done.returncode, done.stdout, done.stderr


def verify(case, *more):
    """Writes a case into a folder as a stranger would get it; returns the exit code and the JSON."""
    with tempfile.TemporaryDirectory(prefix='coulisses-draw-') as folder:
        for name, data in (('certificate.json', case.text()), ('list.txt', case.list), ('rules.txt', case.rules),
                           ('activity.txt', case.activity)):
            if data is not None:
                with open(os.path.join(folder, name), 'wb') as file:
                    file.write(data)
        args = [*more]
        for option, value in (('--seal-digest', case.seal_digest), ('--signature', case.signature),
                              ('--threshold', case.threshold), ('--top', case.top)):
            if value:
                args += [option, str(value)]
        code, out, err = run('verify', os.path.join(folder, 'certificate.json'), '--json', *args)
    assert code in (0, 1), f'exit code {code}: {err}'
    return code, json.loads(out)


def genuine():
    """Every genuine draw is exact."""
    for name, make in cases.GENUINE.items():
        code, answer = verify(make())
        assert code == 0, f'{name}: {answer["refused"]}'
        tap.same(answer['verdicts']['computation'], 'exact')


def refused(table):
    missed = []
    for name, (check, make) in table.items():
        code, answer = verify(make())
        seen = (answer['refused'] or {}).get('check')
        if code != 1 or answer['verdicts']['computation'] != 'refused' or seen != check:
            missed.append(f'{name}: wanted {check}, saw {seen}, {answer["refused"]}')
    assert not missed, '\n'.join(missed)


def edits():
    """Every edit of a certificate is refused by its check."""
    assert len(cases.EDITS) >= 60
    refused(cases.EDITS)


def forgeries():
    """Every forgery that was computed again is refused by its check."""
    assert len(cases.FORGERIES) >= 60
    refused(cases.FORGERIES)


def example():
    """The protocol's example is exact, its beacon authentic, its publication not proven."""
    code, out, _ = run('verify', os.path.join(HERE, 'vectors', 'example', 'certificate.json'), '--json')
    answer = json.loads(out)
    tap.same(code, 0)
    tap.same(answer['verdicts'], {'computation': 'exact', 'beacon': 'authentic', 'prior_publication': 'not proven'})
    tap.same(answer['signature_check']['result'], 'valid')
    assert 'noble' in answer['signature_check']['method']


def invented_signature():
    """An invented signature is exact, but never authentic."""
    draw = Draw(Journal(GENESIS_S - 600), names(10), 3, 3, signature=SIGNATURE_42[:-2] + '00').seal().draw()
    code, answer = verify(cases.case_of(draw))
    tap.same(code, 0)
    tap.same(answer['verdicts']['beacon'], 'not authenticated')
    tap.same(answer['signature_check']['result'], 'invalid')


def dice():
    """Dice are told as dice."""
    tap.same(verify(cases.case_of(simple(dice=cases.DICE)))[1]['verdicts']['beacon'], 'dice')


def without_library():
    """Without the program that verifies signatures nothing is called authentic."""
    known = os.environ.pop('COULISSES_BEACON_CHECK', None)
    os.environ['COULISSES_BEACON_CHECK'] = '/nowhere'
    try:
        answer = verify(cases.case_of(simple()))[1]
    finally:
        os.environ.pop('COULISSES_BEACON_CHECK')
        if known is not None:
            os.environ['COULISSES_BEACON_CHECK'] = known
    tap.same(answer['verdicts']['beacon'], 'not authenticated')
    tap.same(answer['signature_check'], {'result': 'not made', 'method': None})


def handle():
    """Anybody finds his own rank, also among pseudonyms."""
    draw = simple(salt=cases.SALT)
    first = next(name for name in names(10) if 'h:' + H(f'{cases.SALT}:{name}') == draw.ranking[0]['id'])
    tap.same(verify(cases.case_of(draw), '--handle', first)[1]['handle'], {'id': first, 'rank': 1})
    tap.same(verify(cases.case_of(draw), '--handle', 'x:nobody')[1]['handle']['rank'], None)


def missing_list():
    """Without the list nothing is exact, unless the certificate ranks everybody."""
    code, answer = verify(Case(simple().certificate()))
    tap.same(code, 1)
    tap.same(answer['verdicts']['computation'], 'refused')


def garbage():
    """Cut and broken certificates are refused, never a crash."""
    text = Case(cases.second_draw().certificate()).text()
    for length in range(0, len(text), 97):
        code, answer = verify(Case(text[:length], simple().list_bytes()))
        tap.same((code, answer['refused']['check']), (1, 'V1'))


def usage():
    """A wrong command line is told apart from a refused draw."""
    for args in (['verify'], ['verify', 'a', 'b'], ['rank'], [], ['verify', 'a', '--seal-digest', 'zz'],
                 ['rank', '--seal', 'a', '--list', 'b'], ['rank', '--seal', 'a', '--list', 'b', '--dice', '1']):
        tap.same(run(*args)[0], 2)
    tap.same(run('verify', '/nowhere/certificate.json')[0], 1)


def spoken_groups():
    """The fingerprint may be given in groups, as the screen shows it."""
    draw = simple()
    groups = ' '.join(draw.F[i:i + 8] for i in range(0, 64, 8)).upper()
    tap.same(verify(cases.case_of(draw, seal_digest=groups))[0], 0)


if __name__ == '__main__':
    sys.exit(min(1, tap.run([genuine, edits, forgeries, example, invented_signature, dice, without_library, handle,
                             missing_list, garbage, usage, spoken_groups])))
