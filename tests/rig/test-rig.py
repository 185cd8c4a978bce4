#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Proves that the rig's servers behave as README.md says: test-rig.py SERVER."""

import importlib
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import rig  # noqa: E402
import tap  # noqa: E402

MAX_S = 240


def main():
    name = sys.argv[1] if len(sys.argv) == 2 else ''
    if name not in rig.SERVERS:
        print(f'usage: test-rig.py {"|".join(rig.SERVERS)}', file=sys.stderr)
        return 2
    checks = importlib.import_module(f'checks_{name}').CHECKS
    try:
        with rig.SERVERS[name](max_s=MAX_S) as server:
            failed = tap.run(checks, server)
            if failed:
                print('\n'.join(f'# {line}' for line in server.log().splitlines()))
    except rig.RigError as error:
        print('Bail out! ' + str(error).replace('\n', ' '))
        return 1
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
