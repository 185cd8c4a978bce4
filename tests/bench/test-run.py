#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The runner of the benchmarks: what it judges, what it writes, how it ends."""

import json
import os
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
KEYS = ['name', 'ours', 'theirs', 'ratio', 'limit', 'ok']
HEAD = 'from bench import Row\ndef measure(bench):\n'


class RunTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.build = self.path('build')
        os.makedirs(os.path.join(self.build, 'meson-info'))
        self.set_optimization('2')

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def set_optimization(self, level):
        with open(os.path.join(self.build, 'meson-info', 'intro-buildoptions.json'), 'w', encoding='utf-8') as file:
            json.dump([{'name': 'optimization', 'value': level}, {'name': 'b_sanitize', 'value': 'none'}], file)

    def run_measures(self, *names, **measures):
        os.makedirs(self.path('measures'), exist_ok=True)
        for name, body in measures.items():
            with open(os.path.join(self.path('measures'), name + '.py'), 'w', encoding='utf-8') as file:
                file.write(HEAD + '    ' + body)
        return subprocess.run([sys.executable, os.path.join(HERE, 'run'), '--build', self.build, '--measures', self.path('measures'),
                               '--json', self.path('rows.json'), *names], capture_output=True, text=True, timeout=60, check=False)

    def rows(self):
        with open(self.path('rows.json'), encoding='utf-8') as file:
            return {row['name']: row for row in json.load(file)}

    def test_kept(self):
        done = self.run_measures(fine="yield Row('fine', 'ms', [2, 4, 6], [2, 2, 2], 2)\n    yield Row('rate', '/s', 5, limit=4, most=False)")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(self.rows()['fine'], {'name': 'fine', 'ours': 4, 'theirs': 2, 'ratio': 2, 'limit': 2, 'ok': True})
        for row in self.rows().values():
            self.assertEqual(list(row), KEYS)
        self.assertIn('1.00 – 3.00 (3)', done.stdout)

    def test_ratio_missed(self):
        self.assertEqual(self.run_measures(slow="yield Row('slow', 'ms', [3, 3, 3], [2, 2, 2], 1.4)").returncode, 1)
        self.assertFalse(self.rows()['slow']['ok'])

    def test_least_missed(self):
        self.assertEqual(self.run_measures(slow="yield Row('slow', '/s', [3], limit=4, most=False)").returncode, 1)

    def test_not_measured(self):
        done = self.run_measures(broken='yield Row(1 / 0)', fine="yield Row('fine', 'ms', 1, limit=2)")
        self.assertEqual(done.returncode, 1)
        self.assertIn('NOT MEASURED  broken: division by zero', done.stdout)
        self.assertEqual(list(self.rows()['broken']), KEYS)
        self.assertTrue(self.rows()['fine']['ok'])
        self.assertFalse(self.rows()['broken']['ok'])

    def test_pairs_must_match(self):
        self.assertEqual(self.run_measures(odd="yield Row('odd', 'ms', [1, 2], [1], 2)").returncode, 1)

    def test_rows_of_a_program(self):
        row = json.dumps({'name': 'told', 'unit': 'ms', 'ours': [1], 'limit': 2, 'curve': {'cost': {'1000': 1, '10000': 2}}})
        done = self.run_measures(told=f"yield from bench.rows_of('echo', {row!r})")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertTrue(self.rows()['told']['ok'])
        with open(self.path('rows.svg'), encoding='utf-8') as file:
            self.assertIn('cost', file.read())

    def test_only_named(self):
        self.assertEqual(self.run_measures('fine', fine="yield Row('fine', 'ms', 1, limit=2)", broken='yield 1 / 0').returncode, 0)
        self.assertEqual(list(self.rows()), ['fine'])
        self.assertEqual(self.run_measures('nothing').returncode, 2)

    def test_slow_build(self):
        self.set_optimization('0')
        done = self.run_measures(fine="yield Row('fine', 'ms', 1, limit=2)")
        self.assertEqual(done.returncode, 2)
        self.assertIn('not built for speed', done.stderr)


if __name__ == '__main__':
    unittest.main()
