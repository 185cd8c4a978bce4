# SPDX-License-Identifier: GPL-3.0-or-later
"""window.py PROGRAM PAIRS SMALL LARGE SETTLE_S QUICK: starts the window over two show files and gnome-text-editor in turns, each on the
same screen, and prints {what: [one number a pair]}. To be run inside tests/support/with-display.sh."""

import json
import os
import shutil
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import pixels  # noqa: E402


def main():
    program, pairs, small, large = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
    settle_s, quick = float(sys.argv[5]), sys.argv[6] == '1'
    peer = shutil.which('gnome-text-editor')
    if peer is None:
        sys.exit('gnome-text-editor is missing: install the Debian package of that name, then try again.')
    commands = {'peer': [peer, '--standalone'], 'large': [program, large], 'small': [program, small]}
    found = {f'{name}_{what}': [] for name in commands for what in ('ms', 'cpu', 'rss', 'anon')}
    with pixels.Screen() as screen:
        for pair in range(pairs + 1):
            for name, command in commands.items() if pair % 2 else reversed(commands.items()):
                look = pair % 2 if quick else pair > 0  # at memory: --quick does it in every other pair
                if name == 'small' and not look:
                    continue
                painted_ms, cpu_ms, memory = screen.start(command, settle_s if look else None, still=quick)
                if pair == 0:
                    continue  # the first one reads the programs from disk
                found[f'{name}_ms'].append(painted_ms)
                found[f'{name}_cpu'].append(cpu_ms)
                if look:
                    found[f'{name}_rss'].append(memory['VmRSS'])
                    found[f'{name}_anon'].append(memory['RssAnon'])
    print(json.dumps(found))


main()
