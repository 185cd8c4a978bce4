#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was deleted or edited while the desk was away never airs: it asks again when the source is back."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / 'rig'))

import rig  # noqa: E402
import tap  # noqa: E402

CLI = os.path.join(os.environ['CS_BUILD_ROOT'], 'src', 'cli', 'coulisses-cli')
TAG = 'NuitDesLucioles'
TIMEOUT_S = 60


def run(*arguments):
    return subprocess.run([CLI, *map(str, arguments)], capture_output=True, text=True, timeout=TIMEOUT_S, check=True).stdout


def posts(show, *options):
    return [json.loads(line) for line in run('list', '--show', show, '--json', *options).split('\n') if line]


def ask(url, body):
    request = urllib.request.Request(url, data=json.dumps(body).encode(), method='POST',
                                     headers={'Content-Type': 'application/json', 'X-Coulisses': '1'})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def check_away(server):
    """Deleted and edited between two sessions: withdrawn and back in triage before anybody can take them"""
    with tempfile.TemporaryDirectory(prefix='coulisses-confirm-') as folder:
        show = os.path.join(folder, 'show.coulisses')
        token = os.path.join(folder, 'token')
        user = server.account('marek')
        pathlib.Path(token).write_text(user.token, encoding='utf-8')
        source = ['--source', 'mastodon', '--server', server.info['api'], '--tag', TAG, '--token-file', token]
        gone, edited, kept = (user.post(f'{word} #{TAG}')['id'] for word in ('Un', 'Deux', 'Trois'))
        run('ingest', '--show', show, *source, '--duration', '4')
        for post in posts(show):
            run('decide', '--show', show, post['id'], 'approve')
        assert len(posts(show, '--state', 'approved')) == 3

        user.delete(gone)
        user.edit(edited, f'Deux, mais autrement #{TAG}')

        serving = subprocess.Popen([CLI, 'serve', '--show', show, '--port', '0', *source], stdout=subprocess.PIPE,
                                   stderr=subprocess.DEVNULL, text=True)
        try:
            base = serving.stdout.readline().split('/overlay')[0]

            def approved():
                return {post['post']['native_id'] for post in posts(show, '--state', 'approved')}

            tap.until(lambda: approved() == {kept}, timeout_s=30)
            for post in posts(show):
                status = ask(f'{base}/api/take', {'post_id': post['id'], 'version': post['version']})
                wanted = post['post']['native_id'] == kept
                assert (status == 200) == wanted, f"{post['post']['native_id']}: {status}"
        finally:
            serving.kill()
            serving.wait(TIMEOUT_S)


with rig.Mastodon(max_s=120) as mastodon:
    failed = tap.run([check_away], mastodon)
sys.exit(1 if failed else 0)
