#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Time stamps of a seal from a real authority that misbehaves in every way, and what a certificate with one proves."""

import base64
import json
import os
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, '..', name) for name in ('rig', 'contest')]

import cases  # noqa: E402
import tap  # noqa: E402
import tsa  # noqa: E402
from reference import GENESIS_S, iso, simple  # noqa: E402

PROGRAM = [sys.argv[1], 'draw']
PROBE = sys.argv[2]
FAULTS = ['refused', 'wrong_digest', 'wrong_nonce', 'changed', 'longer', 'cut', 'garbage', 'empty', 'huge', 'short', 'broken',
          'elsewhere', 'never']


def run(*args):
    return subprocess.run([*PROGRAM, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=60, check=False)


class Seal:
    def __enter__(self):
        self.room = tempfile.TemporaryDirectory(prefix='coulisses-stamp-')
        self.draw = simple()
        self.path, self.stamp = (os.path.join(self.room.name, name) for name in ('seal.txt', 'seal.tsr'))
        with open(self.path, 'w', encoding='utf-8', newline='') as file:
            file.write(self.draw.text)
        return self

    def __exit__(self, *_):
        self.room.cleanup()

    def ask(self, authority, *more, url=None):
        return run('stamp', '--seal', self.path, '--authority', url or authority.url, *more)


def good(authority):
    """The stamp is of the seal, openssl says so too, and its authority is told honestly."""
    authority.mood = 'good'
    with Seal() as seal:
        authority.asked.clear()
        done = seal.ask(authority, '--ca', authority.path('authority.pem'), '--json')
        assert done.returncode == 0, done.stderr
        answer = json.loads(done.stdout)
        tap.same((answer['seal_sha256'], answer['trust']), (seal.draw.F, 'trusted'))
        assert 'authority time stamps' in answer['authority'], answer
        authority.openssl('ts', '-verify', '-digest', seal.draw.F, '-in', seal.stamp, '-CAfile', authority.path('authority.pem'))
        (kind, body), = authority.asked
        tap.same(kind, 'application/timestamp-query')
        assert bytes.fromhex(seal.draw.F) in body and len(body) < 100, body
        os.remove(seal.stamp)
        tap.same(json.loads(seal.ask(authority, '--json').stdout)['trust'], 'signed')


def faults(authority):
    """Whatever else comes is refused in a sentence, and nothing is kept."""
    for mood in FAULTS:
        authority.mood = mood
        with Seal() as seal:
            done = seal.ask(authority)
            tap.same((mood, done.returncode), (mood, 1))
            assert done.stderr.startswith('coulisses-cli: ') and len(done.stderr) > 25, done.stderr
            assert not os.path.exists(seal.stamp), mood


def other_authority(authority):
    """A stamp of somebody else is refused where the authority was named."""
    authority.mood = 'other'
    with Seal() as seal:
        tap.same(seal.ask(authority, '--ca', authority.path('authority.pem')).returncode, 1)
        assert not os.path.exists(seal.stamp)


def unreachable(authority):
    """Nobody there, and no address that is not encrypted."""
    with Seal() as seal:
        tap.same(seal.ask(authority, url='http://127.0.0.1:9/').returncode, 1)
        done = seal.ask(authority, url='http://stamps.example/')
        tap.same(done.returncode, 1)
        assert 'https' in done.stderr, done.stderr


def certificate(authority):
    """A certificate with a stamp: proven to whoever names the authority, and only if it is older than the value."""
    authority.mood = 'good'
    with Seal() as seal:
        tap.same(seal.ask(authority).returncode, 0)
        with open(seal.stamp, 'rb') as file:
            token = file.read()
        folder = os.path.join(seal.room.name, 'given')
        os.mkdir(folder)
        case = cases.case_of(seal.draw)
        case.certificate['prior_publication'] = [{'type': 'rfc3161', 'utc': '2023-08-23T15:11:05Z', 'ref': 'a stamp',
                                                  'token': base64.b64encode(token).decode()}]
        for name, data in (('certificate.json', case.text()), ('list.txt', case.list)):
            with open(os.path.join(folder, name), 'wb') as file:
                file.write(data)
        path = os.path.join(folder, 'certificate.json')
        tap.same(json.loads(run('verify', path, '--json').stdout)['verdicts']['prior_publication'], 'not proven')
        answer = json.loads(run('verify', path, '--json', '--authority', authority.path('authority.pem')).stdout)
        tap.same(answer['verdicts'], {'computation': 'exact', 'beacon': 'authentic', 'prior_publication': 'not proven'})
        assert 'older' in answer['time_stamp']['trouble'], answer  # the round was in 2023
        answer = json.loads(run('verify', path, '--json', '--authority', authority.path('other.pem')).stdout)
        assert 'authority' in answer['time_stamp']['trouble'], answer
        record = os.path.join(seal.room.name, 'record')
        tap.same(run('record', '--certificate', path, '--output', record).returncode, 0)
        with open(os.path.join(record, 'seal.tsr'), 'rb') as file:
            tap.same(file.read(), token)
        text = ' '.join(subprocess.run(['pdftotext', os.path.join(record, 'record.en.pdf'), '-'], stdout=subprocess.PIPE,
                                       check=True).stdout.decode().split())
        assert 'dated too late' in text and 'NONE.' in text, text


def proven(authority):
    """A stamp that is older than the roll proves that the seal was public before it."""
    authority.mood = 'good'
    later = int(time.time() - GENESIS_S) // 3 + 1000
    draw = simple(dice=cases.DICE, round_=later)
    with tempfile.TemporaryDirectory(prefix='coulisses-stamp-') as folder:
        seal, stamp, path = (os.path.join(folder, name) for name in ('seal.txt', 'seal.tsr', 'certificate.json'))
        with open(seal, 'w', encoding='utf-8', newline='') as file:
            file.write(draw.text)
        tap.same(run('stamp', '--seal', seal, '--authority', authority.url).returncode, 0)
        with open(stamp, 'rb') as file:
            token = base64.b64encode(file.read()).decode()
        case = cases.case_of(draw)
        case.certificate['prior_publication'] = [{'type': 'rfc3161', 'utc': iso(int(time.time())), 'ref': 'a stamp', 'token': token}]
        for name, data in (('certificate.json', case.text()), ('list.txt', case.list)):
            with open(os.path.join(folder, name), 'wb') as file:
                file.write(data)
        answer = json.loads(run('verify', path, '--json', '--authority', authority.path('authority.pem')).stdout)
        tap.same(answer['verdicts']['prior_publication'], 'proven by rfc3161')
        record = os.path.join(folder, 'record')
        tap.same(run('record', '--certificate', path, '--output', record).returncode, 0)
        text = ' '.join(subprocess.run(['pdftotext', os.path.join(record, 'record.en.pdf'), '-'], stdout=subprocess.PIPE,
                                       check=True).stdout.decode().split())
        assert 'authority time stamps' in text and 'openssl ts -verify' in text and 'NONE.' not in text, text


def probe(authority, stamped):
    done = subprocess.run([PROBE, authority.url, authority.path('authority.pem'), str(int(stamped))], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, timeout=90, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.rstrip('\n').split('\t')


def desk(authority):
    """A desk with an authority has every seal stamped by itself, keeps the stamp, and draws without one as well."""
    authority.mood = 'good'
    count, reference = probe(authority, True)
    tap.same(count, '1')
    assert 'authority time stamps' in reference, reference
    for mood in ('refused', 'other'):
        authority.mood = mood
        tap.same(probe(authority, False), ['0', '-'])


CHECKS = [good, faults, other_authority, unreachable, certificate, proven, desk]

if __name__ == '__main__':
    AUTHORITY = tsa.Authority()
    try:
        sys.exit(min(1, tap.run(CHECKS, AUTHORITY)))
    finally:
        AUTHORITY.close()
