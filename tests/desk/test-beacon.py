#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fetching a round of the beacon over HTTP from real relays that misbehave, by the protocol's etiquette."""

import concurrent.futures
import os
import subprocess
import sys
import time

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'rig'))

import rig  # noqa: E402
import tap  # noqa: E402

PROBE = sys.argv[1]
GENESIS_S = 1692803367
PERIOD_S = 3


def time_of(round_):
    return GENESIS_S + (round_ - 1) * PERIOD_S


def soon(lead_s=1.2):
    """A round that is still to come."""
    return int((time.time() + lead_s - GENESIS_S) // PERIOD_S) + 2


def watch(server, round_, seconds, key=None, relays=None, check=True):
    env = dict(os.environ)
    if not check:
        env['COULISSES_BEACON_CHECK'] = '/nowhere'
    done = subprocess.run([PROBE, str(round_), str(seconds), key or server.info['public_key'],
                           *(server.info['relays'] if relays is None else relays)], env=env, check=True, timeout=60,
                          stdout=subprocess.PIPE, text=True)
    state, level, visits, signature, trouble = done.stdout.rstrip('\n').split('\t')
    return {'state': state, 'level': level, 'visits': int(visits), 'signature': signature, 'trouble': trouble}


class Moods:
    """Relays of a certain mood, for the time of one check."""

    def __init__(self, server, *moods):
        self.server, self.moods = server, moods

    def __enter__(self):
        for relay, mood in enumerate(self.moods):
            self.server.mood(relay, mood)

    def __exit__(self, *error):
        for relay in range(3):
            self.server.mood(relay, 'good')


def etiquette(server):
    """Nothing is asked earlier than a second before the round, never round 0, and always with a name."""
    server.get('asked')
    round_ = soon(3)
    seen = watch(server, round_, 12)
    tap.same((seen['state'], seen['level']), ('settled', 'signature-verified'))
    asked = server.get('asked')
    assert asked and all(entry['path'].endswith(f'/public/{round_}') for entry in asked), asked
    assert min(entry['at_ms'] for entry in asked) >= (time_of(round_) - 1) * 1000, asked
    assert all('oulisses' in entry['agent'] and entry['cache'] == 'no-cache' for entry in asked), asked
    by_relay = [[entry['at_ms'] for entry in asked if entry['relay'] == relay] for relay in range(3)]
    for times in by_relay:
        assert all(later - earlier >= 950 for earlier, later in zip(times, times[1:])), times
    assert sum(bool(times) for times in by_relay) >= 2


def two_relays(server):
    """Without the verifying program two organisations are enough, one is not."""
    past = soon() - 20
    seen = watch(server, past, 8, check=False)
    tap.same((seen['state'], seen['level']), ('settled', 'two-relays'))
    one_organisation = [server.info['relays'][0], server.info['relays'][2]]
    tap.same(watch(server, past, 2, relays=one_organisation, check=False)['state'], 'alone')


def another_key(server):
    """A beacon of another key is refused, whatever all relays say."""
    pinned = ('83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc2'
              '2b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a')
    tap.same(watch(server, soon() - 20, 8, key=pinned)['state'], 'disputed')


def disagreement(server):
    """Relays that disagree end the matter: nothing is picked."""
    with Moods(server, 'good', 'forged', 'good'):
        seen = watch(server, soon() - 20, 8, check=False)
    tap.same((seen['state'], seen['signature']), ('disputed', '-'))


def forged(server):
    """A signature of another round is refused, though all relays give it."""
    with Moods(server, 'forged', 'forged', 'forged'):
        tap.same(watch(server, soon() - 20, 8)['state'], 'disputed')


def useless_answers(server):
    """What is no answer counts as none."""
    past = soon() - 20
    moods = ('broken', 'other-round', 'wrong-randomness', 'twice', 'huge', 'not-json', 'dead', 'not-yet-404', 'not-yet-425')
    for mood in moods:
        with Moods(server, mood, mood, mood):
            seen = watch(server, past, 1.5)
        tap.same((mood, seen['state'], seen['visits']), (mood, 'asking', 0))


def one_left(server):
    """With one relay left, its verified signature is enough."""
    with Moods(server, 'good', 'dead', 'huge'):
        seen = watch(server, soon() - 20, 8)
    tap.same((seen['state'], seen['level'], seen['visits']), ('settled', 'signature-verified', 1))


def waits(server):
    """"Not yet" is waited out and the same round asked for again."""
    with Moods(server, 'not-yet-404', 'not-yet-425', 'dead'):
        with concurrent.futures.ThreadPoolExecutor() as pool:
            future = pool.submit(watch, server, soon() - 20, 15)
            time.sleep(2.5)
            for relay in range(3):
                server.mood(relay, 'good')
            tap.same(future.result(30)['state'], 'settled')


def plain_http(server):
    """Plain HTTP to another machine is never used."""
    seen = watch(server, soon() - 20, 1, relays=['http://relay.example', 'ftp://127.0.0.1'])
    tap.same((seen['state'], seen['visits']), ('asking', 0))


CHECKS = [etiquette, two_relays, another_key, disagreement, forged, useless_answers, one_left, waits, plain_http]


def main():
    try:
        with rig.Drand(max_s=240) as server:
            return min(1, tap.run(CHECKS, server))
    except rig.RigError as error:
        print('Bail out! ' + str(error).replace('\n', ' '))
        return 1


if __name__ == '__main__':
    sys.exit(main())
