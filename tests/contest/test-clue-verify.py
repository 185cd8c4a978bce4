#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What "draw verify" says of clue contests, and a contest from the command line from seal to record."""

import json
import os
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, '..', 'rig')]

import clue_cases as cases  # noqa: E402
import tap  # noqa: E402

PROGRAM = sys.argv[1:]
TIMEOUT_S = 60


def run(*args):
    return subprocess.run([*PROGRAM, 'draw', *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=TIMEOUT_S,
                          check=False)


def verify(case, *more):
    with tempfile.TemporaryDirectory(prefix='coulisses-clue-') as folder:
        for name, data in (('certificate.json', case.text()), ('entries.txt', case.entries), ('rules.txt', case.rules)):
            if data is not None:
                with open(os.path.join(folder, name), 'wb') as file:
                    file.write(data)
        args = ['--seal-digest', case.seal_digest] if case.seal_digest else []
        done = run('verify', os.path.join(folder, 'certificate.json'), '--json', *args, *more)
    assert done.returncode in (0, 1), done.stderr
    return done.returncode, json.loads(done.stdout)


def genuine():
    """Every genuine contest is exact, and says that it is no draw."""
    for name, make in cases.GENUINE.items():
        code, answer = verify(make())
        assert code == 0, f'{name}: {answer["refused"]}'
        tap.same(answer['type'], 'clue')
        tap.same(answer['verdicts'], {'computation': 'exact', 'answer': 'as sealed', 'prior_publication': 'not proven',
                                      'completeness': 'not proven'})


def manipulations():
    """Every manipulation is refused by its check."""
    assert len(cases.MANIPULATIONS) >= 60
    missed = []
    for name, (check, make) in cases.MANIPULATIONS.items():
        code, answer = verify(make())
        seen = (answer['refused'] or {}).get('check')
        if code != 1 or answer['verdicts']['computation'] != 'refused' or seen != check:
            missed.append(f'{name}: wanted {check}, saw {seen}, {answer["refused"]}')
    assert not missed, '\n'.join(missed)


def ranks():
    """The winners are the first, and everybody finds their own rank."""
    made = cases.contest()
    code, answer = verify(cases.case_of(made), '--handle', made.ranking[3]['id'])
    tap.same((code, answer['rank']), (0, 4))
    tap.same([place['id'] for place in answer['winners']], [place['id'] for place in made.ranking[:2]])
    tap.same(verify(cases.case_of(made), '--handle', 'x:nobody')[1]['rank'], 0)
    case = cases.case_of(made)
    case.entries = None
    code, answer = verify(case)
    tap.same((code, answer['refused']['check']), (1, None))  # six had it, four are shown


CHECKS = [genuine, manipulations, ranks]

if __name__ == '__main__':
    sys.exit(min(1, tap.run(CHECKS)))
