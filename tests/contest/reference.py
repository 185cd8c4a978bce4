# SPDX-License-Identifier: GPL-3.0-or-later
"""SEALED-DRAW/1 once more, written from its text alone, to make draws that are genuine and draws that are not."""

import copy
import datetime
import hashlib
import json
import unicodedata

CHAIN = '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971'
GENESIS_S = 1692803367
NOTHING = '0' * 64
SIGNATURE_42 = ('95a9f9f5b231b7714de1553105d8ffdf3dcda24cfdb1e689319bccf79a9c8ce4'
                '30a91b811fbfaf763900bc998b5d686a')
SIGNATURE_1000 = ('b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125'
                  'e342b73a8dd2bacbe47e4b6b63ed5e39')
RULES = b'Test rules, version 1.\n'
KEYS = ['draw', 'organiser', 'show', 'rules-sha256', 'activity-sha256', 'list-sha256', 'list-count', 'list-form',
        'weighting', 'winners', 'alternates', 'anchor', 'anchor-time', 'stage-input', 'commitment', 'journal',
        'journal-seals', 'sealed-at', 'software']


def H(data):
    return hashlib.sha256(data if isinstance(data, bytes) else data.encode()).hexdigest()


def iso(time_s):
    return datetime.datetime.fromtimestamp(time_s, datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ')


def seal_text(fields, title='SEALED-DRAW/1'):
    return title + '\n' + ''.join(f'{key}: {fields[key]}\n' for key in KEYS)


def key_of(seed, name, tickets):
    if tickets is None:
        return H(f'{seed}:{name}')
    return min(H(f'{seed}:{name}#{j}') for j in range(1, tickets + 1))


class Journal:
    def __init__(self, start_s, text='installation'):
        self.entries = []
        self.add(start_s, 'GENESIS', H(text))

    def head(self):
        return self.entries[-1]['entry'] if self.entries else NOTHING

    def add(self, time_s, kind, payload):
        entry = {'seq': len(self.entries) + 1, 'utc': iso(time_s), 'type': kind, 'payload': payload}
        entry['entry'] = link(self.head(), entry)
        self.entries.append(entry)

    def seals(self):
        return sum(entry['type'] == 'SEAL' for entry in self.entries)


def link(previous, entry):
    return H(f'SEALED-DRAW/1 journal\n{previous}\n{entry["seq"]}\n{entry["utc"]}\n{entry["type"]}\n{entry["payload"]}\n')


def relink(journal):
    """Makes a chain whole again after its entries were changed."""
    previous = journal['prev']
    for entry in journal['entries']:
        entry['entry'] = previous = link(previous, entry)


class Draw:
    """A genuine draw: everything that it is made from can be set before seal()."""

    def __init__(self, journal, names, winners=1, alternates=2, round_=42, signature=SIGNATURE_42, dice=None,
                 tickets=None, salt=None, activity=None, name='demo'):
        self.journal, self.names, self.tickets, self.salt = journal, list(names), tickets, salt
        self.winners, self.alternates = winners, alternates
        self.round, self.signature, self.dice = round_, signature, dice
        self.nonce = H('nonce')
        self.activity = activity
        self.name = name
        self.sealed_s = GENESIS_S + 3 * (round_ - 1) - 30
        self.events, self.voided, self.proofs = [], [], []

    def list_bytes(self):
        sealed = {f'h:{H(f"{self.salt}:{name}")}' if self.salt else name: self.tickets and self.tickets[name]
                  for name in self.names}
        lines = [f'{name}\t{count}\n' if self.tickets else f'{name}\n' for name, count in sealed.items()]
        return ''.join(sorted(lines, key=lambda line: line.encode())).encode()

    def fields(self):
        beacon = self.dice is None
        return {
            'draw': self.name, 'organiser': 'Exemple Média SAS', 'show': 'Soirée d’essai 3',
            'rules-sha256': H(RULES), 'activity-sha256': H(self.activity) if self.activity is not None else '-',
            'list-sha256': H(self.list_bytes()), 'list-count': str(len(self.names)),
            'list-form': f'pseudonym:{self.salt}' if self.salt else 'clear',
            'weighting': 'tickets' if self.tickets else 'none',
            'winners': str(self.winners), 'alternates': str(self.alternates),
            'anchor': f'drand-quicknet:{CHAIN}:{self.round}' if beacon else 'dice',
            'anchor-time': iso(GENESIS_S + 3 * (self.round - 1)) if beacon else '-',
            'stage-input': '-',
            'commitment': '-' if beacon else H(f'SEALED-DRAW/1 commitment\n{self.nonce}\n'),
            'journal': self.journal.head(), 'journal-seals': str(self.journal.seals() + 1),
            'sealed-at': iso(self.sealed_s), 'software': 'coulisses/0.1'}

    def seal(self, title='SEALED-DRAW/1', **changes):
        self.seal_fields = {**self.fields(), **{key.replace('_', '-'): value for key, value in changes.items()}}
        self.text = seal_text(self.seal_fields, title)
        self.F = H(self.text)
        self.before = len(self.journal.entries)
        self.journal.add(self.sealed_s, 'SEAL', self.F)
        return self

    def void(self, reason, after_s=10):
        """Declares the seal void; returns what later certificates list."""
        time_s = self.sealed_s + after_s
        self.journal.add(time_s, 'VOID', H(f'{self.F}\n{reason}\n'))
        round_s = GENESIS_S + 3 * (self.round - 1)
        return {'seal': self.text, 'seal_sha256': self.F, 'reason': reason, 'utc': iso(time_s),
                'after_round_time': self.dice is None and time_s >= round_s}

    def draw(self):
        if self.dice is None:
            self.V = H(bytes.fromhex(self.signature))
        else:
            self.V = f'{self.dice}/{self.nonce}'
        self.journal.add(self.sealed_s + 32, 'VALUE', H(f'{self.F}\n{self.V}\n'))
        self.rank()
        self.journal.add(self.sealed_s + 32, 'RESULT', self.digest)
        return self

    def rank(self):
        self.S = H(f'SEALED-DRAW/1 seed\n{self.F}\n{self.V}\n')
        lines = [line.split('\t') for line in self.list_bytes().decode().splitlines()]
        keyed = [(key_of(self.S, line[0], int(line[1]) if self.tickets else None), line[0]) for line in lines]
        keyed.sort(key=lambda pair: (pair[0], pair[1].encode()))
        n, k, a = len(keyed), self.winners, self.alternates
        role = lambda rank: 'winner' if rank <= k else 'alternate' if rank <= k + a else 'reserve'  # noqa: E731
        self.ranking = [{'rank': rank, 'key': key, 'id': name, 'role': role(rank), 'proofs': []}
                        for rank, (key, name) in enumerate(keyed, 1)]
        self.digest = H(''.join(f'{p["rank"]}\t{p["key"]}\t{p["id"]}\n' for p in self.ranking))
        self.cutoff = keyed[min(k, n) - 1][0] if n else None
        self.status = 'no-participants' if n == 0 else 'fewer-participants-than-prizes' if n < k else 'ok'

    def event(self, kind, rank, code, replaced_by, after_s=100):
        time_s = self.sealed_s + after_s + len(self.events)
        self.journal.add(time_s, kind.upper(), H(f'{self.F}\n{rank}\t{code}\t{replaced_by or "-"}\n'))
        self.events.append({'type': kind, 'rank': rank, 'code': code, 'utc': iso(time_s), 'replaced_by': replaced_by})
        return self

    def certificate(self, start=0):
        """What is handed out; @start is the index of the first journal entry shown."""
        entries = self.journal.entries
        called = min(self.winners, len(self.ranking)) + sum(e['replaced_by'] is not None for e in self.events)
        shown = max(min(self.winners + self.alternates, len(self.ranking)), called)
        return copy.deepcopy({
            'format': 'SEALED-DRAW/1 certificate', 'revision': 1 + len(self.events), 'seal': self.text,
            'seal_sha256': self.F, 'value': self.V, 'signature': self.signature if self.dice is None else None,
            'relays': [], 'beacon_check': {'level': 'unconfirmed' if self.dice is None else 'not-applicable',
                                           'method': None},
            'seed': self.S, 'status': self.status, 'ranking': self.ranking[:shown], 'cutoff_key': self.cutoff,
            'ranking_sha256': self.digest, 'exclusions': {'manual': 0}, 'import': [],
            'prior_publication': self.proofs, 'events': self.events, 'voided': self.voided,
            'journal': {'prev': entries[start - 1]['entry'] if start else NOTHING, 'entries': entries[start:]},
            'software': {'name': 'coulisses/0.1', 'binary_sha256': None}})


class Case:
    """What a verifier is given."""

    def __init__(self, certificate, list_bytes=None, rules=None, activity=None, seal_digest=None, signature=None,
                 threshold=0, top=0):
        self.certificate = certificate
        self.list, self.rules, self.activity = list_bytes, rules, activity
        self.seal_digest, self.signature = seal_digest, signature
        self.threshold, self.top = threshold, top

    def text(self):
        if isinstance(self.certificate, (bytes, str)):
            return self.certificate if isinstance(self.certificate, bytes) else self.certificate.encode()
        return json.dumps(self.certificate, ensure_ascii=False, indent=1).encode()


def names(count):
    return [f'x:fan{i:06d}' for i in range(1, count + 1)]


def simple(count=10, start_s=GENESIS_S - 600, **options):
    """A draw that nothing special happened to."""
    options = {'winners': 3, 'alternates': 3, **options}
    return Draw(Journal(start_s), names(count), **options).seal().draw()


# Participant ids, by section 4.2 of the protocol, step by step.

INVISIBLE = [(0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F),
             (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0),
             (0xE0000, 0xE007F), (0xE0100, 0xE01EF)]
SPACES = {chr(c) for first, last in [(9, 13), (0x20, 0x20), (0x85, 0x85), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A),
                                     (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000)]
          for c in range(first, last + 1)}


def canon_id(platform, raw):
    """The id of a handle's bytes, or None when it is refused."""
    try:
        text = raw.decode('utf-8')
    except UnicodeDecodeError:
        return None
    text = ''.join(c for c in text if not any(first <= ord(c) <= last for first, last in INVISIBLE))
    text = unicodedata.normalize('NFC', text)
    text = ''.join(c.lower() if 'A' <= c <= 'Z' else c for c in text)
    text = unicodedata.normalize('NFC', text)
    while text and text[-1] in SPACES:
        text = text[:-1]
    while text and (text[0] in SPACES or text[0] in '@\uff20'):
        text = text[1:]
    if any((c in SPACES and c != ' ') or ord(c) < 0x20 or 0x7F <= ord(c) <= 0x9F or c == '#' for c in text):
        return None
    return f'{platform}:{text}' if 1 <= len(text.encode()) <= 200 else None
