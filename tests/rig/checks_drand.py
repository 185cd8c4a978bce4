# SPDX-License-Identifier: GPL-3.0-or-later
"""That the beacon is one that its official client verifies, and that each mood is what its name says."""

import hashlib
import json
import os
import subprocess
import time
import urllib.error
import urllib.request

import rig
from tap import same

GENESIS_S = 1692803367


def get(url):
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def url_of(server, round_, relay=0):
    return f'{server.info["relays"][relay]}/{server.info["chain"]}/public/{round_}'


def newest():
    return int(time.time() - GENESIS_S) // 3 + 1


def verified(server):
    """The official client verifies a round and the newest one."""
    done = subprocess.run([rig.node(), os.path.join(rig.HERE, 'drand', 'check.mjs'),
                           f'{server.info["relays"][0]}/{server.info["chain"]}',
                           server.info['public_key'], server.info['chain']],
                          env={**os.environ, 'RIG_MODULES': rig.fetched('drand')}, timeout=60, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0 and done.stdout.count('verified') == 2, done.stdout


def round_(server):
    """A round has a signature and its digest, the same from every relay."""
    answers = [json.loads(get(url_of(server, 42, relay))[1]) for relay in range(3)]
    same(answers[0], answers[1])
    same(answers[0], answers[2])
    same(answers[0]['randomness'], hashlib.sha256(bytes.fromhex(answers[0]['signature'])).hexdigest())


def early(server):
    """A round to come is 425."""
    same(get(url_of(server, newest() + 100))[0], 425)


def moods(server):
    """Each relay misbehaves as told, alone."""
    good = get(url_of(server, 42))[1]
    for mood, status in (('not-yet-404', 404), ('not-yet-425', 425), ('broken', 500), ('other-round', 200),
                         ('forged', 200), ('wrong-randomness', 200), ('twice', 200), ('huge', 200), ('not-json', 200)):
        server.mood(1, mood)
        answer = get(url_of(server, 42, 1))
        same((mood, answer[0]), (mood, status))
        assert answer[1] != good, mood
        same(get(url_of(server, 42))[1], good)
    server.mood(1, 'dead')
    try:
        get(url_of(server, 42, 1))
        raise AssertionError('it answered')
    except (ConnectionError, urllib.error.URLError):
        pass
    server.mood(1, 'good')


def log(server):
    """It remembers who asked what."""
    server.get('asked')
    get(url_of(server, 7))
    asked = server.get('asked')
    same([entry['path'].rsplit('/', 1)[1] for entry in asked], ['7'])


CHECKS = [verified, round_, early, moods, log]
