#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""coulisses-cli as scripts use it: what it prints, its exit codes, and what it says when something is wrong."""

import contextlib
import csv
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / 'rig'))

import tap  # noqa: E402

ROOT = pathlib.Path(os.environ['CS_SOURCE_ROOT'])
CLI = os.path.join(os.environ['CS_BUILD_ROOT'], 'src', 'cli', 'coulisses-cli')
RECORDING = str(ROOT / 'data' / 'rehearsal' / 'show.ndjson')
TIMEOUT_S = 60
ENTRY = {'id', 'state', 'version', 'decided_by', 'decided_at_us', 'reason', 'withdrawn_at_us', 'queue_position', 'post'}


def run(*arguments):
    return subprocess.run([CLI, *map(str, arguments)], capture_output=True, text=True, timeout=TIMEOUT_S, check=False)


def must(*arguments):
    done = run(*arguments)
    assert done.returncode == 0, f'{arguments}: {done.returncode}: {done.stderr}'
    return done.stdout


def refused(code, *arguments):
    done = run(*arguments)
    assert done.returncode == code, f'{arguments}: {done.returncode}, not {code}: {done.stderr}'
    sentence = done.stderr.strip()
    assert sentence and 'CRITICAL' not in sentence and 'Assertion' not in sentence, sentence
    return sentence


def lines_of(text):
    """NDJSON ends its lines with one character only: a name may hold U+2028."""
    return [json.loads(line) for line in text.split('\n') if line]


class Show:
    """The rehearsal show in a file of its own, replayed once and copied for each test."""

    folder = tempfile.mkdtemp(prefix='coulisses-cli-')
    master = os.path.join(folder, 'master.coulisses')

    @classmethod
    def make(cls):
        must('replay', '--show', cls.master, RECORDING, '--speed', '0')

    def __init__(self, name):
        self.path = os.path.join(self.folder, f'{name}.coulisses')
        shutil.copy(self.master, self.path)

    def list(self, *options):
        return lines_of(must('list', '--show', self.path, '--json', *options))

    def decide(self, *arguments):
        return json.loads(must('decide', '--show', self.path, '--json', *arguments))


def check_replay():
    show = Show('replay')
    posts = show.list()
    assert len(posts) == 2000, len(posts)
    assert all(set(post) == ENTRY for post in posts)
    assert [post['id'] for post in posts] == sorted((post['id'] for post in posts), reverse=True)
    assert any(post['state'] == 'withdrawn' for post in posts)
    again = must('replay', '--show', show.path, RECORDING, '--speed', '0')
    assert 'posts: 2000,' in again, f'replayed twice, posts are doubled: {again}'


def check_decide():
    show = Show('decide')
    post = show.list('--state', 'incoming')[0]
    for verb, state in (('approve', 'approved'), ('hold', 'held'), ('reject', 'rejected')):
        after = show.decide(post['id'], verb, '--by', 'Léa', '--reason', 'drôle')
        assert after['state'] == state and after['decided_by'] == 'Léa' and after['reason'] == 'drôle', after
    for state in ('held', 'approved', 'incoming'):
        assert show.decide(post['id'], 'undo', '--by', 'Léa')['state'] == state
    refused(4, 'decide', '--show', show.path, post['id'], 'undo', '--by', 'Léa')
    assert [found['id'] for found in show.list('--state', 'approved')] == []


def check_decide_by_name():
    show = Show('name')
    post = show.list('--state', 'incoming')[0]
    name = f"{post['post']['network']}:{post['post']['native_id']}"
    assert show.decide(name, 'approve')['id'] == post['id']
    refused(1, 'decide', '--show', show.path, 'mastodon:no-such-post', 'approve')


def check_decide_stale():
    show = Show('stale')
    post = show.list('--state', 'incoming')[0]
    refused(4, 'decide', '--show', show.path, post['id'], 'approve', '--version', '0' * 64)
    withdrawn = show.list('--state', 'withdrawn')[0]
    refused(4, 'decide', '--show', show.path, withdrawn['id'], 'approve')
    assert show.list('--state', 'approved') == []


def check_export():
    show = Show('export')
    lines = lines_of(must('export', '--show', show.path, '--format', 'ndjson'))
    assert [line['id'] for line in lines] == list(range(1, 2001))
    target = os.path.join(show.folder, 'export.csv')
    must('export', '--show', show.path, '--format', 'csv', '--output', target)
    with open(target, encoding='utf-8', newline='') as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 2000
    assert not any(value[:1] in ('=', '+', '-', '@') for row in rows for value in row.values()), 'a formula got through'
    refused(1, 'export', '--show', show.path, '--format', 'csv', '--output', '/nonexistent/x.csv')
    refused(1, 'export', '--show', show.path, '--format', 'ndjson', '--output', '/dev/full/x')


def check_export_full_disk():
    show = Show('full')
    with open('/dev/full', 'w', encoding='utf-8') as full:
        done = subprocess.run([CLI, 'export', '--show', show.path, '--format', 'ndjson'], stdout=full, stderr=subprocess.PIPE,
                              text=True, timeout=TIMEOUT_S, check=False)
    assert done.returncode == 1 and 'written' in done.stderr, done.stderr


def check_check():
    show = Show('check')
    post = show.list('--state', 'incoming')[0]
    must('decide', '--show', show.path, post['id'], 'approve')
    copy = os.path.join(show.folder, 'copy.coulisses')
    assert '2000 posts' in must('check', '--show', show.path, '--copy', copy)
    must('check', '--show', copy)
    with contextlib.closing(sqlite3.connect(copy, isolation_level=None)) as database:
        database.execute('DROP TRIGGER decision_not_changed')
        database.execute("UPDATE decision SET who = 'somebody else'")
    assert 'journal' in refused(1, 'check', '--show', copy)
    refused(1, 'check', '--show', show.path, '--copy', '/nonexistent/copy.coulisses')
    refused(3, 'check', '--show', '/nonexistent/show.coulisses')


def check_check_ballast():
    """What stands beside the show is told, and makes it no less whole."""
    show = Show('beside')
    ballast = f'{show.path}-ballast'
    assert 'full disk' not in must('check', '--show', show.path)
    with open(ballast, 'wb') as kept:
        kept.truncate(4 << 20)
    said = must('check', '--show', show.path)
    assert '4.2\xa0MB are kept' in said and 'beside.coulisses-ballast' in said, said
    os.rename(ballast, ballast + '.away')
    os.symlink(ballast + '.away', ballast)
    assert 'Move that file away' in must('check', '--show', show.path)
    os.unlink(ballast)


def check_usage():
    show = Show('usage')
    assert run().returncode == 2
    assert run('--help').returncode == 0
    for command in ('ingest', 'replay', 'rehearse', 'list', 'decide', 'export', 'as-run', 'serve', 'check'):
        assert run(command, '--help').returncode == 0, command
        refused(2, command, '--no-such-option')
    refused(2, 'dance')
    refused(2, 'list')
    refused(2, 'list', '--show', show.path, '--state', 'tired')
    refused(2, 'decide', '--show', show.path, '1', 'withdraw')
    refused(2, 'export', '--show', show.path, '--format', 'xml')
    refused(2, 'serve', '--show', show.path, '--port', '70000')
    refused(2, 'ingest', '--show', show.path, '--source', 'x', '--tag', 'a')
    refused(2, 'ingest', '--show', show.path, '--source', 'mastodon', '--tag', 'a')
    refused(2, 'ingest', '--show', show.path, '--source', 'mastodon', '--server', 'https://a.example')
    refused(1, 'replay', '--show', show.path, '/nonexistent.ndjson')


def check_bad_files():
    show = Show('bad')
    text = os.path.join(show.folder, 'text.coulisses')
    pathlib.Path(text).write_text('hello', encoding='utf-8')
    empty = os.path.join(show.folder, 'empty.coulisses')
    pathlib.Path(empty).touch()
    damaged = os.path.join(show.folder, 'damaged.coulisses')
    bytes_ = bytearray(pathlib.Path(show.path).read_bytes())
    bytes_[4096:40960] = os.urandom(36864)
    pathlib.Path(damaged).write_bytes(bytes_)
    for path in (text, damaged, os.path.join(show.folder, 'none.coulisses'), show.folder):
        refused(3, 'list', '--show', path)
        refused(3, 'decide', '--show', path, '1', 'approve')
    assert pathlib.Path(text).read_text(encoding='utf-8') == 'hello', 'what is not ours was written to'
    broken = os.path.join(show.folder, 'broken.ndjson')
    pathlib.Path(broken).write_text('{"format":"something else"}\n', encoding='utf-8')
    refused(1, 'replay', '--show', os.path.join(show.folder, 'new.coulisses'), broken, '--speed', '0')


class Serving:
    """coulisses-cli serve, until the block ends."""

    def __init__(self, path):
        self.process = subprocess.Popen([CLI, 'serve', '--show', path, '--port', '0'], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.url = self.process.stdout.readline().strip()
        self.base = self.url.split('/overlay')[0]

    def __enter__(self):
        return self

    def __exit__(self, *error):
        try:
            self.process.send_signal(signal.SIGTERM)
            assert self.process.wait(TIMEOUT_S) == 0
        finally:
            self.kill()

    def kill(self):
        self.process.kill()
        self.process.wait(TIMEOUT_S)

    def ask(self, path, body=None):
        request = urllib.request.Request(self.base + path, method='GET' if body is None else 'POST')
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header('Content-Type', 'application/json')
            request.add_header('X-Coulisses', '1')
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, json.loads(answer.read() or b'null')
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()


def on_air(serving):
    return serving.ask('/api/program')[1]


def check_serve():
    show = Show('serve')
    first, second = show.list('--state', 'incoming')[:2]
    show.decide(first['id'], 'approve')
    with Serving(show.path) as serving:
        assert 'frissons' not in str(on_air(serving))
        refused(3, 'decide', '--show', show.path, '1', 'approve')
        assert len(show.list()) == 2000, 'a served show can be read'
        status, answer = serving.ask('/api/take', {'post_id': second['id'], 'version': second['version']})
        assert status >= 400, f'took what nobody approved: {answer}'
        status, answer = serving.ask('/api/take', {'post_id': first['id'], 'version': '0' * 64})
        assert status >= 400, f'took another version: {answer}'
        status, answer = serving.ask('/api/take', {'post_id': first['id'], 'version': first['version']})
        assert status == 200, answer
        assert str(first['id']) in json.dumps(on_air(serving)), on_air(serving)
        os.kill(serving.process.pid, signal.SIGUSR1)
        tap.until(lambda: str(first['version']) not in json.dumps(on_air(serving)))


def check_as_run():
    show = Show('as-run')
    post = show.list('--state', 'incoming')[0]
    show.decide(post['id'], 'approve')
    assert must('as-run', '--show', show.path) == ''
    with Serving(show.path) as serving:
        assert serving.ask('/api/take', {'post_id': post['id'], 'version': post['version']})[0] == 200
        line = lines_of(must('as-run', '--show', show.path, '--json'))[0]
        assert line['how'] is None and line['to_us'] is None, line
        os.kill(serving.process.pid, signal.SIGUSR1)
        tap.until(lambda: lines_of(must('as-run', '--show', show.path, '--json'))[0]['how'] == 'cleared')
    [line] = lines_of(must('as-run', '--show', show.path, '--json'))
    assert line['version'] == post['version'] and line['text'] == post['post']['text'], line
    assert line['to_us'] >= line['from_us'] > 0 and line['session'] is None, line
    [row] = csv.DictReader(must('as-run', '--show', show.path, '--csv').splitlines())
    assert row['how'] == 'cleared' and row['version'] == post['version'] and row['from'], row
    refused(2, 'as-run', '--show', show.path, '--csv', '--json')


def check_kill():
    """Killed while serving: the lock goes with the process, the decision stays, the next start is dark."""
    show = Show('kill')
    post = show.list('--state', 'incoming')[0]
    show.decide(post['id'], 'approve')
    serving = Serving(show.path)
    try:
        assert serving.ask('/api/take', {'post_id': post['id'], 'version': post['version']})[0] == 200
    finally:
        serving.kill()
    with Serving(show.path) as again:
        assert post['version'] not in json.dumps(on_air(again))
    assert [found['id'] for found in show.list('--state', 'approved')] == [post['id']]


def check_rehearse():
    done = must('rehearse', '--recording', RECORDING, '--speed', '0', '--port', '0')
    assert '2000' in done and 'http://127.0.0.1:' in done, done


def check_token_is_not_seen():
    """The token comes from a file; neither the command line nor the show file nor a message holds it."""
    show = Show('token')
    canary = 'canary-5d1e-token'
    token = os.path.join(show.folder, 'token')
    pathlib.Path(token).write_text(canary + '\n', encoding='utf-8')
    done = run('ingest', '--show', show.path, '--source', 'mastodon', '--server', 'http://127.0.0.1:9', '--tag', 'a', '--token-file',
               token, '--duration', '2')
    assert canary not in done.stdout + done.stderr
    for path in pathlib.Path(show.folder).glob('token.coulisses*'):
        assert canary.encode() not in path.read_bytes(), path


try:
    Show.make()
    failed = tap.run([check_replay, check_decide, check_decide_by_name, check_decide_stale, check_export, check_export_full_disk,
                      check_check, check_check_ballast, check_usage, check_bad_files, check_serve, check_as_run, check_kill,
                      check_rehearse, check_token_is_not_seen])
finally:
    shutil.rmtree(Show.folder, ignore_errors=True)
sys.exit(1 if failed else 0)
