#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What "draw record" writes: the printed record in both languages, read back as a person and a phone would."""

import csv
import hashlib
import os
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, '..', 'rig')]

import cases  # noqa: E402
import tap  # noqa: E402
from reference import GENESIS_S, H, Draw, Journal, names, simple  # noqa: E402

PROGRAM = [*sys.argv[1:], 'draw']
TIMEOUT_S = 60
LONG = 'long' * 48 + '@a.b'
STRANGERS = ['bluesky:élodie.example', f'mastodon:{LONG}', 'yt:日本の視聴者', 'yt:👩🏽🎤🎉', 'mastodon:مريم@exemple.example',
             'owncast:a b', 'bluesky:zoé-du-45.example', 'twitch:kévin_92', 'mastodon:שרה@example.org']


def run(*args):
    return subprocess.run([*PROGRAM, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=TIMEOUT_S, check=False)


def tool(*args):
    return subprocess.run(args, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=TIMEOUT_S, check=True).stdout.decode()


def eventful(salt=None):
    """Names of the world, a void seal before, two prizes given up."""
    journal = Journal(GENESIS_S - 600)
    first = Draw(journal, names(9), 3, 3, name='first')
    first.sealed_s -= 300
    void = first.seal().void('one account was forgotten')
    rows = [(name, 3 + i % 5, 'admissible') for i, name in enumerate(STRANGERS)] + [
        ('x:low', 1, 'admissible'), ('x:staff1', 9, 'excluded:staff')]
    rows.sort(key=lambda row: row[0].encode())
    draw = Draw(journal, STRANGERS, 5, 4, activity=cases.activity_bytes(rows), salt=salt, name='finale')
    draw.voided = [void]
    draw.seal().draw().event('declined', 2, 'unreachable', 6).event('disqualified', 6, 'under-age', 7)
    return draw


class Record:
    """A certificate with its files, and the folder that is made of it."""

    def __init__(self, case, *more):
        self.room = tempfile.TemporaryDirectory(prefix='coulisses-record-')
        self.given, self.folder = (os.path.join(self.room.name, name) for name in ('given', 'record'))
        self.put(case)
        self.more = more

    def put(self, case):
        os.makedirs(self.given, exist_ok=True)
        for name, data in (('certificate.json', case.text()), ('list.txt', case.list), ('rules.txt', case.rules),
                           ('activity.txt', case.activity)):
            if data is not None:
                with open(os.path.join(self.given, name), 'wb') as file:
                    file.write(data)

    def write(self, *more, folder=None):
        return run('record', '--certificate', os.path.join(self.given, 'certificate.json'), '--output', folder or self.folder,
                   '--zone', 'Europe/Paris', *self.more, *more)

    def __enter__(self):
        done = self.write()
        assert done.returncode == 0, done.stderr
        return self

    def __exit__(self, *_):
        self.room.cleanup()

    def path(self, name):
        return os.path.join(self.folder, name)

    def read(self, name):
        with open(self.path(name), 'rb') as file:
            return file.read()

    def words(self, name):
        """Lines are joined: a name that goes on below is whole again."""
        return re.sub(r'[\s\u2066-\u2069\u200e\u200f\u202a-\u202e]', '', tool('pdftotext', '-raw', self.path(name), '-'))


PRIZES = ('--prize', '2*Two seats', '--prize', 'A record', '--prize', '2*T-shirt', '--place', 'Studio 130', '--present', 'Maître X, bailiff',
          '--address', 'https://example.org/draw', '--threshold', '3')


def pages():
    """Both languages tell everything, and no name is clipped."""
    draw = eventful()
    with Record(cases.case_of(draw), *PRIZES) as record:
        texts = {name: record.words(name) for name in ('record.fr.pdf', 'record.en.pdf')}
        for name, text in texts.items():
            facts = [draw.F, draw.V, draw.S, draw.signature, draw.digest, draw.cutoff, H(b'Test rules, version 1.\n'), H(draw.list_bytes()),
                     'ExempleMédiaSAS', 'Studio130', 'MaîtreX', 'oneaccountwasforgotten', draw.voided[0]['seal_sha256'],
                     '2023-08-2317:11:30', '2023-08-2315:11:30', *(place['key'] for place in draw.ranking)]
            for fact in facts:
                assert fact in text, f'{name} lacks {fact}'
            for place in draw.ranking:
                if re.fullmatch('[a-z0-9:@._é-]+', place['id']):
                    assert place['id'] in text, f'{name} lacks {place["id"]}'
            for piece in ('日本の視聴者', LONG):
                assert piece in text, f'{name} lacks {piece}'
        assert 'AUCUNE.' in texts['record.fr.pdf'] and 'NONE.' in texts['record.en.pdf']
        assert 'Lerang2arendulelot2:injoignable,lerang6lereçoit' in texts['record.fr.pdf']
        assert 'Rank6wasdisqualifiedforprize2:underage,rank7takesit' in texts['record.en.pdf']
        assert 'authentique' in texts['record.fr.pdf'] and '@noble/curves' in texts['record.en.pdf']


def margins():
    """Nothing is printed outside the page's margins."""
    with Record(cases.case_of(eventful()), *PRIZES) as record:
        boxes = tool('pdftotext', '-bbox', record.path('record.fr.pdf'), '-')
        for page in re.findall(r'<page width="([0-9.]+)" height="([0-9.]+)">(.*?)</page>', boxes, re.S):
            width, height = float(page[0]), float(page[1])
            tap.same((round(width), round(height)), (595, 842))
            for box in re.findall(r'xMin="([-0-9.]+)" yMin="([-0-9.]+)" xMax="([-0-9.]+)" yMax="([-0-9.]+)"', page[2]):
                left, top, right, bottom = map(float, box)
                assert left >= 50 and right <= width - 50 and top >= 20 and bottom <= height - 20, box


def numbers():
    """Every page says which it is, of how many."""
    with Record(cases.case_of(simple(100, winners=30, alternates=30)), '--lang', 'en') as record:
        count = int(re.search(r'Pages:\s+(\d+)', tool('pdfinfo', record.path('record.en.pdf'))).group(1))
        assert count > 4
        text = tool('pdftotext', record.path('record.en.pdf'), '-')
        for page in range(1, count + 1):
            assert f'page {page} of {count}' in text


def code():
    """A phone reads the fingerprint from the page."""
    draw = eventful()
    with Record(cases.case_of(draw), *PRIZES) as record:
        for name in ('record.fr.pdf', 'record.en.pdf'):
            tool('pdftoppm', '-r', '110', '-gray', '-png', record.path(name), record.path('page'))
            shots = sorted(os.path.join(record.folder, shot) for shot in os.listdir(record.folder) if shot.startswith('page'))
            seen = subprocess.run(['zbarimg', '--quiet', '--raw', *shots], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                  timeout=TIMEOUT_S, check=False).stdout.decode().split()
            assert draw.F in seen and 'https://example.org/draw' in seen, seen
            for shot in shots:
                os.remove(shot)


def same_bytes():
    """The same certificate gives the same bytes."""
    with Record(cases.case_of(eventful()), *PRIZES) as record:
        other = os.path.join(record.room.name, 'other')
        tap.same(record.write(folder=other).returncode, 0)
        for folder, _, files in os.walk(record.folder):
            for name in files:
                path = os.path.join(folder, name)
                with open(path, 'rb') as one, open(path.replace(record.folder, other), 'rb') as two:
                    assert one.read() == two.read(), name


def sums():
    """The digests are those of the files, the certificate is the one that came in, and it verifies where it lies."""
    case = cases.case_of(eventful())
    with Record(case, *PRIZES) as record:
        tap.same(record.read('certificate.json'), case.text())
        for folder in ('', 'private'):
            lines = record.read(os.path.join(folder, 'SHA256SUMS')).decode().splitlines()
            listed = {line[66:]: line[:64] for line in lines}
            there = [name for name in os.listdir(record.path(folder)) if os.path.isfile(os.path.join(record.path(folder), name))]
            tap.same(sorted(listed), sorted(name for name in there if name != 'SHA256SUMS'))
            for name, digest in listed.items():
                tap.same(hashlib.sha256(record.read(os.path.join(folder, name))).hexdigest(), digest)
        tap.same(run('verify', record.path('certificate.json')).returncode, 0)
        tap.same(os.stat(record.path('private')).st_mode & 0o777, 0o700)
        tap.same(os.stat(record.path('private/participants.csv')).st_mode & 0o777, 0o600)


def pseudonyms():
    """What is for the public names nobody; what is for the bailiff does."""
    draw = eventful(cases.SALT)
    with Record(cases.case_of(draw), *PRIZES) as record:
        handle = 'bluesky:zoé-du-45.example'
        for name in os.listdir(record.folder):
            if os.path.isfile(record.path(name)):
                text = record.words(name).encode() if name.endswith('.pdf') else record.read(name)
                assert handle.encode() not in text, name
        assert handle in record.words('private/record.fr.pdf')
        with open(record.path('private/participants.csv'), encoding='utf-8', newline='') as file:
            rows = list(csv.DictReader(file))
        tap.same(sorted(row['id'] for row in rows), sorted([*STRANGERS, 'x:low', 'x:staff1']))
        ranked = {row['pseudonym']: int(row['rank']) for row in rows if row['rank']}
        tap.same(ranked, {place['id']: place['rank'] for place in draw.ranking})
        held = sorted(int(row['rank']) for row in rows if row['prize_state'] == 'holds')
        tap.same(held, [1, 3, 4, 5, 7])


def messages():
    """Whoever holds a prize gets a message, whoever gave it up does not, and nothing that is not known is invented."""
    draw = eventful()
    with Record(cases.case_of(draw), *PRIZES) as record:
        text = record.read('private/messages.en.txt').decode()
        ids = {place['rank']: place['id'] for place in draw.ranking}
        for rank in (1, 3, 4, 5, 7, 8, 9):
            assert f'Hello {ids[rank]},' in text, rank
        for rank in (2, 6):
            assert ids[rank] not in text, rank
        assert text.count('You have won:') == 5 and text.count('You are an alternate') == 2
        assert '[date and time]' in text and '[contact]' in text


def one_language():
    """--lang writes one language alone."""
    with Record(cases.case_of(simple()), '--lang', 'fr') as record:
        assert os.path.exists(record.path('record.fr.pdf')) and not os.path.exists(record.path('record.en.pdf'))
        assert not os.path.exists(record.path('private/posts.en.txt'))


def dice():
    """Dice: the roll, the number, and that the proof rests on the witnesses."""
    draw = simple(dice=cases.DICE)
    with Record(cases.case_of(draw)) as record:
        text = record.words('record.fr.pdf')
        assert cases.DICE in text and draw.nonce in text and 'lapreuvereposesurlestémoins' in text


def nobody():
    """Nobody takes part: a record all the same."""
    with Record(cases.case_of(simple(0))) as record:
        assert 'Personnen’aparticipé' in record.words('record.fr.pdf')


def refused():
    """No record of what does not verify, none over something else, none half."""
    forged = Draw(Journal(GENESIS_S - 600), names(10), 3, 3, signature='f' * 96).seal().draw()
    edited = cases.case_of(simple())
    edited.certificate['ranking'][0]['id'] = 'x:friend'
    for case in (edited, cases.case_of(forged)):
        record = Record(case)
        done = record.write()
        tap.same(done.returncode, 1)
        assert done.stderr and not os.path.exists(record.folder)
        tap.same(os.listdir(record.room.name), ['given'])
        record.room.cleanup()
    with Record(cases.case_of(simple())) as record:
        tap.same(record.write().returncode, 0)  # its own is replaced
        foreign = os.path.join(record.room.name, 'given')
        before = sorted(os.listdir(foreign))
        tap.same(record.write(folder=foreign).returncode, 1)
        tap.same(sorted(os.listdir(foreign)), before)
    for args in ((), ('--certificate', 'x'), ('--certificate', 'x', '--output', 'y', '--lang', 'de'),
                 ('--certificate', 'x', '--output', 'y', '--prize', '0*x')):
        tap.same(run('record', *args).returncode, 2)


CHECKS = [pages, margins, numbers, code, same_bytes, sums, pseudonyms, messages, one_language, dice, nobody, refused]

if __name__ == '__main__':
    sys.exit(min(1, tap.run(CHECKS)))
