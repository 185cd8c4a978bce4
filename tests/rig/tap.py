# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs check functions one after the other and prints TAP."""

import time
import traceback


class Skip(Exception):
    """Raised by a check that cannot be made here; says why."""


def run(checks, *args):
    """Each check raises to fail; its first line of documentation, or else its own name, names it."""
    print(f'1..{len(checks)}', flush=True)
    failed = 0
    for number, check in enumerate(checks, 1):
        started = time.monotonic()
        skipped = ''
        try:
            check(*args)
            word = 'ok'
        except Skip as reason:
            word, skipped = 'ok', f' # SKIP {reason}'
        except Exception:
            word = 'not ok'
            failed += 1
            for line in traceback.format_exc().splitlines():
                print(f'# {line}')
        name = (check.__doc__ or check.__name__.replace('_', ' ')).strip().splitlines()[0].rstrip('.').replace('#', '\\#')
        print(f'{word} {number} {name}{skipped}', flush=True)
        print(f'# {(time.monotonic() - started) * 1000:.0f} ms', flush=True)
    return failed


def same(seen, wanted):
    if seen != wanted:
        raise AssertionError(f'saw {seen!r}, wanted {wanted!r}')


def until(condition, timeout_s=10):
    """Asks again until the answer is true; fails at the bound."""
    deadline = time.monotonic() + timeout_s
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError('waited in vain')
        time.sleep(0.02)
