# SPDX-License-Identifier: GPL-3.0-or-later
"""Clue contests that every verifier accepts, and manipulations that every verifier refuses; SEALED-CLUE/1 once more,
written from its text. EDITS change a certificate; FORGERIES compute everything again afterwards, as a cheat would."""

import copy
import json
import re
import unicodedata

from reference import GENESIS_S, NOTHING, RULES, Case, H, Journal, iso, relink

START_S = GENESIS_S + 1000
END_S = START_S + 600
NONCE = H('a secret number')
INHERITED = re.compile('[\u0300-\u036f\u0485\u0486\u064b-\u0655\u0670\u1ab0-\u1ace\u1dc0-\u1dff\u200c\u200d\u20d0-\u20f0\ufe00-\ufe0f\ufe20-\ufe2d]')
ALONE = re.compile('[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\u0e01-\u0e3a]')


def words(text):
    """NFKD, upper case, NFKD, no accents; what is neither letter, mark nor number parts words."""
    plain = INHERITED.sub('', unicodedata.normalize('NFKD', unicodedata.normalize('NFKD', text).upper()))
    kept = ''.join(f' {c} ' if ALONE.match(c) else c if unicodedata.category(c)[0] in 'LMN' else ' ' for c in plain)
    return ' '.join(kept.split())


class Contest:
    """A genuine contest: everything that it is made from can be set before seal()."""

    def __init__(self, posts, answers=('Arc-en-ciel', 'rainbow'), winners=2, alternates=2, name='hunt', journal=None):
        self.posts = posts
        self.forms = sorted({words(answer) for answer in answers}, key=lambda form: form.encode())
        self.winners, self.alternates, self.name = winners, alternates, name
        self.journal = journal or Journal(GENESIS_S - 600)
        self.sealed_s, self.start_s, self.end_s = GENESIS_S, START_S, END_S
        self.closed_s = END_S + 5
        self.proofs, self.events, self.voided = [], [], []

    def fields(self):
        return {'contest': self.name, 'organiser': 'Exemple Média SAS', 'show': 'Soirée d’essai 3', 'rules-sha256': H(RULES),
                'commitment': H(f'SEALED-CLUE/1 answer\n{NONCE}\n' + '\n'.join(self.forms) + '\n'), 'forms': str(len(self.forms)),
                'winners': str(self.winners), 'alternates': str(self.alternates), 'starts-at': iso(self.start_s),
                'ends-at': iso(self.end_s), 'journal': self.journal.head(), 'sealed-at': iso(self.sealed_s), 'software': 'coulisses/0.1'}

    def seal(self, title='SEALED-CLUE/1', **changes):
        fields = {**self.fields(), **{key.replace('_', '-'): value for key, value in changes.items()}}
        self.text = title + '\n' + ''.join(f'{key}: {value}\n' for key, value in fields.items())
        self.F = H(self.text)
        self.before = len(self.journal.entries)
        self.journal.add(self.sealed_s, 'IMPORT', self.F)
        return self

    def holds(self, text):
        return any(f' {form} ' in f' {words(text)} ' for form in self.forms)

    def close(self):
        best = {}
        for name, time_s, post, text in sorted(self.posts, key=lambda p: (p[1], p[2].encode())):
            if self.start_s <= time_s < self.end_s and self.holds(text):
                best.setdefault(name, (time_s, post, text))
        self.entries = ''.join(f'{name}\t{iso(time_s)}\t{post}\t{H(text)}\n'
                               for name, (time_s, post, text) in sorted(best.items(), key=lambda e: e[0].encode())).encode()
        seed = H(f'SEALED-CLUE/1 seed\n{self.F}\n{NONCE}\n')
        ranked = sorted((time_s, H(f'{seed}:{name}'), name, post, text) for name, (time_s, post, text) in best.items())
        role = lambda rank: 'winner' if rank <= self.winners else 'alternate' if rank <= self.winners + self.alternates else 'reserve'  # noqa: E731
        self.ranking = [{'rank': rank, 'utc': iso(time_s), 'key': key, 'id': name, 'role': role(rank), 'post': post, 'text': text}
                        for rank, (time_s, key, name, post, text) in enumerate(ranked, 1)]
        self.digest = H(''.join(f'{p["rank"]}\t{p["utc"]}\t{p["key"]}\t{p["id"]}\n' for p in self.ranking))
        self.status = ('no-participants' if not ranked else 'fewer-participants-than-prizes' if len(ranked) < self.winners else 'ok')
        self.result = H(f'SEALED-CLUE/1 result\n{self.F}\n{NONCE}\n{H(self.entries)}\n{self.digest}\n')
        self.journal.add(self.closed_s, 'IMPORT', self.result)
        return self

    def void(self, reason, time_s=None, journaled=True):
        """This contest's seal is void; another one begins in the same journal."""
        time_s = time_s or self.sealed_s + 10
        self.journal.add(time_s, 'IMPORT', H(f'SEALED-CLUE/1 void\n{self.F}\n'))
        if journaled:
            self.journal.add(time_s, 'IMPORT', H(f'SEALED-CLUE/1 reason\n{self.F}\n{reason}\n'))
        return {'seal': self.text, 'seal_sha256': self.F, 'reason': reason, 'utc': iso(time_s)}

    def give_up(self, rank, code='declined', kind='declined', told=True):
        """The next rank takes the prize."""
        called = min(self.winners, len(self.ranking)) + sum(event['replaced_by'] is not None for event in self.events)
        following = called + 1 if called < len(self.ranking) else None
        time_s = self.closed_s + 60 + len(self.events)
        self.journal.add(time_s, 'IMPORT', H(f'SEALED-CLUE/1 {kind}\n{self.F}\n{rank}\t{code}\t{following or "-"}\n'))
        if told:
            self.events.append({'type': kind, 'rank': rank, 'code': code, 'utc': iso(time_s), 'replaced_by': following})
        return self

    def shown(self):
        called = min(self.winners, len(self.ranking)) + sum(event['replaced_by'] is not None for event in self.events)
        return self.ranking[:max(called, self.winners + self.alternates)]

    def certificate(self):
        entries = self.journal.entries
        return copy.deepcopy({
            'format': 'SEALED-CLUE/1 certificate', 'revision': 1, 'seal': self.text, 'seal_sha256': self.F,
            'answer': {'nonce': NONCE, 'forms': self.forms}, 'entries_sha256': H(self.entries),
            'entries_count': len(self.ranking), 'status': self.status, 'ranking': self.shown(),
            'ranking_sha256': self.digest, 'prior_publication': self.proofs,
            'events': self.events, 'voided': self.voided, 'journal': {'prev': NOTHING, 'entries': entries},
            'software': {'name': 'coulisses/0.1'}})


def posts(count=6):
    made = [(f'x:fan{i:02d}', START_S + 10 * (i // 2), f'https://x.example/{i}', f'Réponse {i} : l’ARC en ciel !') for i in range(1, count + 1)]
    return made + [('x:early', START_S - 1, 'https://x.example/e', 'arc en ciel'), ('x:late', END_S, 'https://x.example/l', 'rainbow'),
                   ('x:wrong', START_S, 'https://x.example/w', 'parc en ciel'), ('x:fan01', START_S + 500, 'https://x.example/again', 'rainbow')]


def contest(**options):
    return Contest(posts(options.pop('count', 6)), **options).seal().close()


def case_of(made, **options):
    case = Case(made.certificate(), None, RULES, **options)
    case.entries = made.entries
    return case


def world():
    return Contest([('yt:日本', START_S, 'https://x.example/1', '答えは東京です'), ('x:é', START_S, 'https://x.example/2', 'ＴＯＫＹＯ?'),
                    ('x:ß', START_S + 1, 'https://x.example/3', 'tokyo 🗼'), ('x:σ', START_S + 2, 'https://x.example/4', 'Οδυσσεύς στο Tókyo')],
                   answers=('東京', 'Tokyo')).seal().close()


def beside_draws():
    journal = Journal(GENESIS_S - 600)
    journal.add(GENESIS_S - 500, 'EXCLUSION', H('somebody'))
    made = Contest(posts(), journal=journal).seal()
    journal.add(START_S + 1, 'SEAL', H('a draw beside it'))
    made.close()
    journal.add(END_S + 50, 'EXPORT', H('files'))
    return made


def after_void(told=True, journaled=True, **changes):
    """A first seal with a mistake in it, declared void; the second counts."""
    journal = Journal(GENESIS_S - 600)
    first = Contest(posts(), name='hunt-1', journal=journal)
    first.sealed_s -= 60
    voided = first.seal().void('La réponse était dite à l’antenne.', journaled=journaled)
    made = Contest(posts(), journal=journal).seal().close()
    made.voided = [{**voided, **changes}] if told else []
    return made


def given_up(*ranks, count=6, **options):
    made = contest(count=count)
    for rank in ranks:
        made.give_up(rank, **options)
    return made


def without_entries(made):
    case = case_of(made)
    case.entries = None
    return case


GENUINE = {
    'six accounts': lambda: case_of(contest()),
    'nobody': lambda: case_of(contest(count=0)),
    'fewer than prizes': lambda: case_of(contest(count=1)),
    'a hundred, many level': lambda: case_of(contest(count=100)),
    'answers of the world': lambda: case_of(world()),
    'beside draws in the journal': lambda: case_of(beside_draws()),
    'entries made again': lambda: without_entries(contest(count=3)),
    'a winner declines': lambda: case_of(given_up(1)),
    'one after the other declines': lambda: case_of(given_up(2, 3, 1, 4)),
    'nobody is left': lambda: case_of(given_up(1, 2, 3, count=3)),
    'a disqualification': lambda: case_of(given_up(1, kind='disqualified', code='under-age')),
    'after a void seal': lambda: case_of(after_void()),
    'what the reader saw': lambda: case_of(contest(), seal_digest=contest().F),
}


def edited(change):
    def make():
        case = case_of(contest())
        result = change(case.certificate)
        if isinstance(result, (bytes, str)):
            case.certificate = result
        return case
    return make


def swap(certificate):
    ranking = certificate['ranking']
    ranking[0]['id'], ranking[1]['id'] = ranking[1]['id'], ranking[0]['id']


def put(*path_and_value):
    *path, value = path_and_value

    def change(certificate):
        inner = certificate
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = value
    return change


def drop(name):
    return lambda certificate: certificate.pop(name) and None


def seal_text(old, new):
    def change(certificate):
        assert old in certificate['seal']
        certificate['seal'] = certificate['seal'].replace(old, new)
    return change


EDITS = {
    'another format': ('V1', edited(put('format', 'SEALED-CLUE/2 certificate; SEALED-CLUE/1 certificate'))),
    'a draw’s format': ('V1', edited(lambda c: json.dumps(c).replace('SEALED-CLUE/1 certificate', 'SEALED-DRAW/1 certificate'))),
    'no answer': ('V1', edited(drop('answer'))),
    'nonce of another kind': ('V1', edited(put('answer', 'nonce', 7))),
    'forms of another kind': ('V1', edited(put('answer', 'forms', 'ARC EN CIEL'))),
    'a form that is a number': ('V1', edited(put('answer', 'forms', ['ARC EN CIEL', 7]))),
    'no ranking': ('V1', edited(drop('ranking'))),
    'rank zero': ('V1', edited(put('ranking', 0, 'rank', 0))),
    'unknown role': ('V1', edited(put('ranking', 0, 'role', 'champion'))),
    'time of another form': ('V1', edited(put('ranking', 0, 'utc', '2023-08-23 15:11:30'))),
    'a place without its text': ('V1', edited(lambda c: c['ranking'][0].pop('text') and None)),
    'no journal': ('V1', edited(drop('journal'))),
    'a member twice': ('V1', edited(lambda c: json.dumps(c)[:-1] + ', "status": "ok"}')),
    'revision zero': ('V1', edited(put('revision', 0))),
    'negative count': ('V1', edited(put('entries_count', -1))),
    'a rehearsal': ('V2', edited(seal_text('SEALED-CLUE/1\n', 'SEALED-CLUE/1 REHEARSAL\n'))),
    'a draw’s first line': ('V2', edited(seal_text('SEALED-CLUE/1\n', 'SEALED-DRAW/1\n'))),
    'a line more': ('V2', edited(lambda c: c.update(seal=c['seal'] + 'more: yes\n'))),
    'a space more': ('V2', edited(seal_text('winners: 2', 'winners:  2'))),
    'leading zero': ('V2', edited(seal_text('winners: 2', 'winners: 02'))),
    'no winners': ('V2', edited(seal_text('winners: 2', 'winners: 0'))),
    'another show': ('V3', edited(seal_text('essai 3', 'essai 4'))),
    'another fingerprint': ('V3', edited(put('seal_sha256', H('x')))),
    'another entries digest': ('V5', edited(put('entries_sha256', H('x')))),
    'another count': ('V5', edited(put('entries_count', 5))),
    'another nonce': ('V6', edited(put('answer', 'nonce', H('other')))),
    'another answer': ('V6', edited(put('answer', 'forms', ['ARC EN CIEL', 'UNICORN']))),
    'a form more': ('V6', edited(put('answer', 'forms', ['ARC EN CIEL', 'RAINBOW', 'X']))),
    'a form less': ('V6', edited(put('answer', 'forms', ['ARC EN CIEL']))),
    'forms in another order': ('V6', edited(put('answer', 'forms', ['RAINBOW', 'ARC EN CIEL']))),
    'a form as it was typed': ('V6', edited(put('answer', 'forms', ['Arc-en-ciel', 'RAINBOW']))),
    'two places change': ('V8', edited(swap)),
    'another id': ('V8', edited(put('ranking', 0, 'id', 'x:friend'))),
    'another key': ('V8', edited(put('ranking', 1, 'key', H('x')))),
    'another role': ('V8', edited(put('ranking', 2, 'role', 'winner'))),
    'another post': ('V8', edited(put('ranking', 0, 'post', 'https://x.example/other'))),
    'another text': ('V8', edited(put('ranking', 0, 'text', 'arc en ciel'))),
    'another time': ('V8', edited(put('ranking', 0, 'utc', iso(START_S + 1)))),
    'a rank is missing': ('V8', edited(lambda c: c['ranking'].pop(0) and None)),
    'an alternate is missing': ('V8', edited(lambda c: c['ranking'].pop() and None)),
    'another ranking digest': ('V9', edited(put('ranking_sha256', H('x')))),
    'another status': ('V9', edited(put('status', 'no-participants'))),
    'no events': ('V1', edited(drop('events'))),
    'no void seals': ('V1', edited(drop('voided'))),
    'an event that never was': ('V10', edited(put('events', [{'type': 'declined', 'rank': 1, 'code': 'declined', 'utc': iso(END_S + 60), 'replaced_by': 4}]))),
    'an event without an entry': ('V11', edited(put('events', [{'type': 'declined', 'rank': 1, 'code': 'declined', 'utc': iso(END_S + 60), 'replaced_by': 3}]))),
    'an event of another kind': ('V1', edited(put('events', [{'type': 'sold', 'rank': 1, 'code': 'declined', 'utc': iso(END_S + 60), 'replaced_by': 3}]))),
    'a reason with capitals': ('V1', edited(put('events', [{'type': 'declined', 'rank': 1, 'code': 'Declined', 'utc': iso(END_S + 60), 'replaced_by': 3}]))),
    'the journal is empty': ('V11', edited(put('journal', 'entries', []))),
    'the seal’s entry is missing': ('V11', edited(lambda c: c['journal']['entries'].pop(1) and None)),
    'the result’s entry is missing': ('V11', edited(lambda c: c['journal']['entries'].pop() and None)),
    'an entry was changed': ('V11', edited(put('journal', 'entries', 1, 'utc', iso(GENESIS_S + 1)))),
    'another beginning': ('V11', edited(put('journal', 'prev', H('x')))),
}


def forged(make, check, **options):
    return check, lambda: case_of(make(), **options)


def early_answer():
    """A friend is said to have answered before the start."""
    made = Contest(posts())
    made.start_s -= 100
    made.posts.append(('x:friend', START_S - 50, 'https://x.example/f', 'rainbow'))
    made.seal(starts_at=iso(START_S)).close()
    return made


def other_words():
    """A friend's post does not hold the answer."""
    made = Contest(posts()).seal()
    made.posts.append(('x:friend', START_S, 'https://x.example/f', 'hello'))
    made.holds = lambda text: text == 'hello' or Contest.holds(made, text)
    return made.close()


def changed_answer():
    """The answer is another one than was sealed."""
    made = Contest(posts()).seal()
    made.forms = ['HELLO']
    made.posts.append(('x:friend', START_S, 'https://x.example/f', 'hello'))
    return made.close()


def journal_edit(change):
    def make():
        case = case_of(contest())
        change(case.certificate['journal'])
        relink(case.certificate['journal'])
        return case
    return make


def twice(journal):
    journal['entries'].append({**journal['entries'][-1], 'seq': journal['entries'][-1]['seq'] + 1})


def with_entries(change):
    def make():
        case = case_of(contest())
        case.entries = change(case.entries)
        case.certificate['entries_sha256'] = H(case.entries)
        return case
    return make


def with_event(**changes):
    case = case_of(given_up(1))
    case.certificate['events'][0].update(changes)
    return case


def void_itself():
    made = contest()
    made.void('Trop tard.', END_S + 90)
    return made


def void_twice():
    made = after_void()
    made.voided *= 2
    return made


def other_rules():
    case = case_of(contest())
    case.rules = b'Other rules.\n'
    return case


FORGERIES = {
    'answers before the seal': forged(lambda: contest_with(sealed_s=START_S + 1), 'V4'),
    'an end before the start': forged(lambda: contest_with(end_s=START_S), 'V4'),
    'a contest of two months': forged(lambda: contest_with(end_s=START_S + 60 * 86400), 'V4'),
    'an answer before the start': forged(early_answer, 'V5'),
    'entries in another order': ('V5', with_entries(lambda b: b''.join(reversed(b.splitlines(True))))),
    'an account twice': ('V5', with_entries(lambda b: b.splitlines(True)[0] + b)),
    'entries without an end': ('V5', with_entries(lambda b: b[:-1])),
    'an entry with capitals': ('V5', with_entries(lambda b: b.replace(b'x:fan01', b'x:Fan01'))),
    'an entry too late': ('V5', with_entries(lambda b: b.replace(iso(START_S).encode(), iso(END_S).encode()))),
    'entries that are not UTF-8': ('V5', with_entries(lambda b: b.replace(b'x:fan01', b'x:fan\xff'))),
    'an entry is left out': ('V5', with_entries(lambda b: b''.join(b.splitlines(True)[1:]))),
    'a field more': ('V5', with_entries(lambda b: b.replace(b'\n', b'\t\n', 1))),
    'another post for a friend': forged(other_words, 'V8'),
    'the answer was changed afterwards': forged(changed_answer, 'V6'),
    'the result twice': ('V11', journal_edit(twice)),
    'the seal twice': ('V11', journal_edit(lambda j: j['entries'].append({**j['entries'][1], 'seq': j['entries'][-1]['seq'] + 1}))),
    'the seal at another time': ('V11', journal_edit(lambda j: j['entries'][1].update(utc=iso(GENESIS_S + 5)))),
    'the result before the end': ('V11', journal_edit(lambda j: j['entries'][-1].update(utc=iso(END_S - 1)))),
    'the result as another type': ('V11', journal_edit(lambda j: j['entries'][-1].update(type='EXPORT'))),
    'the journal from its middle': ('V11', journal_edit(lambda j: j.update(prev=j['entries'][0]['entry'], entries=j['entries'][1:]))),
    'a declined prize is not told': forged(lambda: given_up(1, told=False), 'V11'),
    'a disqualification is not told': forged(lambda: given_up(2, kind='disqualified', code='household', told=False), 'V11'),
    'a disqualification that was a refusal': ('V11', lambda: with_event(type='disqualified')),
    'a prize to a friend': ('V10', lambda: with_event(replaced_by=5)),
    'a prize to nobody': ('V10', lambda: with_event(replaced_by=None)),
    'another reason': ('V11', lambda: with_event(code='unreachable')),
    'another moment': ('V11', lambda: with_event(utc=iso(END_S + 9))),
    'given up twice': forged(lambda: given_up(1, 1), 'V10'),
    'given up by a reserve': forged(lambda: given_up(5), 'V10'),
    'it was declared void itself': forged(void_itself, 'V11'),
    'a void seal is not told': forged(lambda: after_void(told=False), 'V11'),
    'a void seal with another reason': forged(lambda: after_void(reason='Pour rien.'), 'V11'),
    'a void seal at another time': forged(lambda: after_void(utc=iso(GENESIS_S)), 'V11'),
    'a void seal without a reason': forged(lambda: after_void(journaled=False), 'V11'),
    'a void seal with another text': forged(lambda: after_void(seal='SEALED-CLUE/1\n'), 'V11'),
    'a void seal twice': forged(void_twice, 'V11'),
    'entries of the journal are missing': ('V11', journal_edit(lambda j: j['entries'][-1].update(seq=9))),
    'a GENESIS in between': ('V11', journal_edit(lambda j: j['entries'][-1].update(type='GENESIS'))),
    'other rules': ('V12', other_rules),
    'not the seal that the reader saw': ('R1', lambda: case_of(contest(), seal_digest=H('x'))),
}


def contest_with(**changes):
    made = Contest(posts())
    for name, value in changes.items():
        setattr(made, name, value)
    made.closed_s = max(made.closed_s, made.end_s)
    return made.seal().close()


MANIPULATIONS = {**EDITS, **FORGERIES}
