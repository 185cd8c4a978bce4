#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tells what the tests that failed said: tell-failed.py TESTLOG.json, as Meson writes it, a test a line."""
import json
import os
import sys

FIRST, LAST = 12, 30
FINE = ('OK', 'EXPECTEDFAIL', 'SKIP')


def words(test):
  """How what it said begins, where a sanitizer names the fault, and ends, where a test does; without what went well."""
  said = [line for key in ('stdout', 'stderr') for line in (test.get(key) or '').splitlines()]
  said = [line for line in said if line.strip() and not line.startswith(('ok ', '# '))]
  return said if len(said) <= FIRST + LAST else said[:FIRST] + ['…'] + said[-LAST:]


def main():
  log = sys.argv[1]
  build = os.path.basename(os.path.dirname(os.path.dirname(os.path.abspath(log))))
  with open(log, encoding='utf-8', errors='replace') as lines:
    for test in map(json.loads, lines):
      if test['result'] not in FINE:
        print(f"\n{test['result']} {test['name']} ({build}, {test['duration']:.0f} s)")
        print(*(f'  {line[:300]}' for line in words(test)), sep='\n')


main()
