# SPDX-License-Identifier: GPL-3.0-or-later
"""Genuine draws that every verifier accepts, and manipulations that every verifier refuses, each with the check that
must notice it. EDITS change a certificate; FORGERIES compute everything again afterwards, as a cheat would."""

import json

from reference import (CHAIN, Case, Draw, GENESIS_S, H, Journal, RULES, SIGNATURE_1000, SIGNATURE_42, iso,
                       names, relink, simple)

DICE = '42615336125541623461'
SALT = H('salt')


def case_of(draw, start=0, **options):
    return Case(draw.certificate(start), draw.list_bytes(), RULES, draw.activity, **options)


# Genuine draws

def small():
    return simple(3, winners=1, alternates=2)


def with_events():
    draw = simple(10)
    return draw.event('declined', 2, 'unreachable', 4).event('disqualified', 4, 'under-age', 5)


def exhausted():
    draw = simple(4, winners=3, alternates=1)
    return draw.event('declined', 1, 'declined', 4).event('declined', 4, 'declined', None)


def down_the_ranking():
    draw = simple(10, winners=2, alternates=1)
    for rank, following in ((1, 3), (3, 4), (2, 5)):
        draw.event('declined', rank, 'declined', following)
    return draw


def after_void():
    journal = Journal(GENESIS_S - 600)
    first = Draw(journal, names(9), 3, 3, name='first')
    first.sealed_s -= 300
    void = first.seal().void('one account was forgotten')
    draw = Draw(journal, names(10), 3, 3, name='second')
    draw.voided = [void]
    return draw.seal().draw()


def after_late_void():
    journal = Journal(GENESIS_S - 600)
    first = Draw(journal, names(9), 3, 3, round_=42, name='first').seal()
    void = first.void('relays could not be reached', 45)
    draw = Draw(journal, names(10), 3, 3, round_=1000, signature=SIGNATURE_1000, name='second')
    draw.voided = [void]
    return draw.seal().draw()


def second_draw():
    """The second draw of a journal, shown from the first one's seal; another was void in between."""
    journal = Journal(GENESIS_S - 600)
    first = Draw(journal, names(9), 3, 3, round_=42, name='first').seal().draw()
    first.event('declined', 1, 'declined', 4)
    between = Draw(journal, names(9), 3, 3, round_=500, name='between').seal()
    void = between.void('wrong prize list')
    draw = Draw(journal, names(10), 3, 3, round_=1000, signature=SIGNATURE_1000, name='second')
    draw.voided = [void]
    draw.seal().draw().event('declined', 3, 'declined', 4)
    draw.start = first.before
    return draw


def with_later_draw():
    draw = simple(10)
    later = Draw(draw.journal, names(5), 1, 1, round_=1000, signature=SIGNATURE_1000, name='later').seal().draw()
    later.event('declined', 1, 'declined', 2)
    return draw


ACTIVITY_ROWS = [(f'x:fan{i:06d}', 1 + i % 7, 'admissible') for i in range(1, 31)] + [('x:staff1', 9, 'excluded:staff')]


def activity_bytes(rows):
    return ''.join(f'{name}\t{score}\t{score + 1}\t2\t2023-08-23T14:00:00Z\t2023-08-23T15:00:00Z\t{status}\n'
                   for name, score, status in rows).encode()


def with_activity(salt=None, threshold=3, rows=None):
    rows = rows or ACTIVITY_ROWS
    inside = [name for name, score, status in rows if status == 'admissible' and score >= threshold]
    return Draw(Journal(GENESIS_S - 600), inside, 3, 3, activity=activity_bytes(rows), salt=salt).seal().draw()


def with_tickets():
    tickets = {name: 1 + i % 4 for i, name in enumerate(names(12))}
    return Draw(Journal(GENESIS_S - 600), names(12), 3, 3, tickets=tickets).seal().draw()


GENUINE = {
    'three take part': lambda: case_of(small()),
    'ten take part': lambda: case_of(simple()),
    'a thousand take part': lambda: case_of(simple(1000)),
    'dice': lambda: case_of(simple(dice=DICE)),
    'tickets': lambda: case_of(with_tickets()),
    'pseudonyms': lambda: case_of(simple(salt=SALT)),
    'nobody takes part': lambda: case_of(simple(0)),
    'fewer than prizes': lambda: case_of(simple(2)),
    'prizes given up': lambda: case_of(with_events()),
    'nobody left to call': lambda: case_of(exhausted()),
    'down the ranking': lambda: case_of(down_the_ranking()),
    'a void seal before': lambda: case_of(after_void()),
    'a void seal after its round': lambda: case_of(after_late_void()),
    'second draw of a journal': lambda: case_of(second_draw(), second_draw().start),
    'second draw from the beginning': lambda: case_of(second_draw()),
    'a later draw in the journal': lambda: case_of(with_later_draw()),
    'activity file': lambda: case_of(with_activity()),
    'activity file, threshold known': lambda: case_of(with_activity(), threshold=3),
    'activity file, pseudonyms': lambda: case_of(with_activity(SALT)),
    'activity file, top with ties': lambda: case_of(with_activity(threshold=7), threshold=3, top=3),
    'list made again from the ranking': lambda: Case(small().certificate()),
    'letters of the world': lambda: case_of(Draw(Journal(GENESIS_S - 600), [
        'mastodon:é', 'x:e\u0301', 'x:été', 'yt:日本', 'yt:👩\U0001f3fd', 'bluesky:a b'], 2, 2).seal().draw()),
    'what the reader saw and fetched': lambda: case_of(small(), seal_digest=small().F, signature=SIGNATURE_42),
    'unknown keys': lambda: edited(lambda c: c.update(extra={'a': [1, None]}))(),
}


# Manipulations

def edited(change, base=simple, **options):
    """The certificate is changed after it was made."""
    def make():
        case = case_of(base(), getattr(base(), 'start', 0), **options)
        result = change(case.certificate)
        if isinstance(result, (bytes, str)):
            case.certificate = result
        return case
    return make


def sealed(**changes):
    """A seal of another form, with everything computed from it."""
    options = {key: changes.pop(key) for key in ('base', 'title') if key in changes}

    def make():
        draw = Draw(Journal(GENESIS_S - 600), names(10), 3, 3, **options.get('base', {}))
        return case_of(draw.seal(**({'title': options['title']} if 'title' in options else {}), **changes).draw())
    return make


def listed(lines, count=None, **options):
    """A list of another form, sealed as it is."""
    def make():
        draw = Draw(Journal(GENESIS_S - 600), names(3), 1, 2, **options)
        data = lines if isinstance(lines, bytes) else lines.encode()
        draw.list_bytes = lambda: data
        text = data.decode('utf-8', 'replace').splitlines() if b'\r' not in data else data.decode().split('\n')[:-1]
        draw.seal(list_count=str(len(text) if count is None else count))
        draw.V = H(bytes.fromhex(SIGNATURE_42))
        draw.journal.add(draw.sealed_s + 32, 'VALUE', H(f'{draw.F}\n{draw.V}\n'))
        ids = [line.split('\t')[0] for line in text]
        draw.names = ids
        draw.list_bytes = lambda: ''.join(f'{name}\n' for name in ids).encode()
        draw.tickets = None
        draw.rank()
        draw.journal.add(draw.sealed_s + 32, 'RESULT', draw.digest)
        return Case(draw.certificate(), data)
    return make


def relinked(change, base=simple):
    """The journal is changed and its chain made whole again."""
    def modify(certificate):
        change(certificate['journal'])
        relink(certificate['journal'])
    return edited(modify, base)


def put(*path_and_value):
    *path, value = path_and_value

    def change(certificate):
        place = certificate
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
    return change


def drop(*path):
    def change(certificate):
        place = certificate
        for step in path[:-1]:
            place = place[step]
        del place[path[-1]]
    return change


def text_edit(old, new):
    def change(certificate):
        text = json.dumps(certificate, ensure_ascii=False, indent=1)
        assert old in text
        return text.replace(old, new, 1)
    return change


def swap(certificate):
    ranking = certificate['ranking']
    ranking[0]['id'], ranking[5]['id'] = ranking[5]['id'], ranking[0]['id']


def insert(index, kind, payload):
    def change(journal):
        entries = journal['entries']
        entries.insert(index, {'seq': 0, 'utc': entries[index - 1]['utc'], 'type': kind, 'payload': payload})
        for seq, entry in enumerate(entries, entries[0]['seq'] or 1):
            entry['seq'] = seq
    return change


def remove(kind, renumber=True):
    def change(journal):
        index = next(i for i, entry in enumerate(journal['entries']) if entry['type'] == kind)
        del journal['entries'][index]
        if renumber:
            for seq, entry in enumerate(journal['entries'], 1):
                entry['seq'] = seq
    return change


def cut_to_seal(certificate):
    journal = certificate['journal']
    index = max(i for i, entry in enumerate(journal['entries']) if entry['type'] == 'SEAL')
    journal['prev'] = journal['entries'][index - 1]['entry']
    del journal['entries'][:index]


def cut_first(certificate):
    journal = certificate['journal']
    journal['prev'] = journal['entries'][0]['entry']
    del journal['entries'][0]


EDITS = {
    # V1
    'format of another version': ('V1', edited(put('format', 'SEALED-DRAW/2 certificate'))),
    'not JSON': ('V1', edited(lambda c: json.dumps(c)[:-1])),
    'a byte order mark': ('V1', edited(lambda c: '\ufeff' + json.dumps(c))),
    'a list instead of an object': ('V1', edited(lambda c: json.dumps([c]))),
    'a key twice': ('V1', edited(text_edit('"revision": 1,', '"revision": 1,\n"revision": 1,'))),
    'a key twice, once escaped': ('V1', edited(text_edit('"status": "ok",', '"status": "ok", "st\\u0061tus": "ok",'))),
    'a key twice inside': ('V1', edited(text_edit('"role": "winner",', '"role": "winner", "role": "winner",'))),
    'no seal': ('V1', edited(drop('seal'))),
    'no events': ('V1', edited(drop('events'))),
    'no journal entries': ('V1', edited(drop('journal', 'entries'))),
    'revision as text': ('V1', edited(put('revision', '1'))),
    'revision 0': ('V1', edited(put('revision', 0))),
    'rank as text': ('V1', edited(put('ranking', 0, 'rank', '1'))),
    'rank as truth value': ('V1', edited(put('ranking', 0, 'rank', True))),
    'signature as number': ('V1', edited(put('signature', 5))),
    'signature in capitals': ('V1', edited(put('signature', SIGNATURE_42.upper()))),
    'proofs as text': ('V1', edited(put('ranking', 0, 'proofs', 'https://x.example/1'))),
    'unknown beacon level': ('V1', edited(put('beacon_check', 'level', 'authentic'))),
    'unknown role': ('V1', edited(put('ranking', 0, 'role', 'champion'))),
    'unknown kind of proof': ('V1', edited(put('prior_publication', [
        {'type': 'promise', 'utc': iso(GENESIS_S), 'ref': 'x', 'token': None}]))),
    # V2, V3
    'show renamed in the seal': ('V3', edited(lambda c: put('seal', c['seal'].replace('essai 3', 'essai 4'))(c))),
    'winners changed in the seal': ('V3', edited(lambda c: put('seal', c['seal'].replace('winners: 3', 'winners: 4'))(c))),
    'seal without last line feed': ('V2', edited(lambda c: put('seal', c['seal'][:-1])(c))),
    'seal with CRLF': ('V2', edited(lambda c: put('seal', c['seal'].replace('\n', '\r\n'))(c))),
    'seal with a line more': ('V2', edited(lambda c: put('seal', c['seal'] + 'note: x\n')(c))),
    'seal of a rehearsal': ('V2', edited(lambda c: put('seal', c['seal'].replace('DRAW/1\n', 'DRAW/1 REHEARSAL\n'))(c))),
    'another fingerprint': ('V3', edited(put('seal_sha256', H('x')))),
    # V5
    'list of another draw': ('V5', lambda: Case(simple().certificate(), simple(11).list_bytes())),
    'list with a name less': ('V5', lambda: Case(simple().certificate(), b''.join(
        simple().list_bytes().splitlines(True)[1:]))),
    'list with CRLF': ('V5', lambda: Case(simple().certificate(), simple().list_bytes().replace(b'\n', b'\r\n'))),
    'list without last line feed': ('V5', lambda: Case(simple().certificate(), simple().list_bytes()[:-1])),
    'list with a byte order mark': ('V5', lambda: Case(simple().certificate(), b'\xef\xbb\xbf' + simple().list_bytes())),
    'list with a name replaced': ('V5', lambda: Case(simple().certificate(), simple().list_bytes().replace(
        b'fan000010', b'fan000011'))),
    # V6 to V9
    'another value': ('V6', edited(put('value', H('x')))),
    'another signature': ('V6', edited(put('signature', SIGNATURE_1000))),
    'no signature': ('V6', edited(put('signature', None))),
    'beacon not applicable': ('V6', edited(put('beacon_check', 'level', 'not-applicable'))),
    'dice with a signature': ('V6', edited(put('signature', SIGNATURE_42), lambda: simple(dice=DICE))),
    'dice with a beacon level': ('V6', edited(put('beacon_check', 'level', 'two-relays'), lambda: simple(dice=DICE))),
    'dice with text behind': ('V6', edited(lambda c: put('value', c['value'] + '1')(c), lambda: simple(dice=DICE))),
    'dice with other eyes': ('V7', edited(lambda c: put('value', '5' + c['value'][1:])(c), lambda: simple(dice=DICE))),
    'dice with another secret number': ('V6', edited(put('value', f'{DICE}/{H("other")}'), lambda: simple(dice=DICE))),
    'another seed': ('V7', edited(put('seed', H('x')))),
    'two names swapped': ('V8', edited(swap)),
    'two ranks swapped': ('V8', edited(lambda c: c['ranking'].reverse())),
    'a key changed': ('V8', edited(put('ranking', 1, 'key', H('x')))),
    'a rank number repeated': ('V8', edited(put('ranking', 1, 'rank', 1))),
    'an alternate called winner': ('V8', edited(put('ranking', 3, 'role', 'winner'))),
    'a winner called alternate': ('V8', edited(put('ranking', 2, 'role', 'alternate'))),
    'ranking too short': ('V8', edited(lambda c: c['ranking'].pop())),
    'ranking empty': ('V8', edited(put('ranking', []))),
    'ranking too long': ('V8', edited(lambda c: c['ranking'].append(dict(c['ranking'][0], rank=4)),
                                      lambda: simple(3, winners=1, alternates=2))),
    'a friend in the place of rank 1': ('V8', edited(put('ranking', 0, 'id', 'x:friend'))),
    'another cut-off key': ('V9', edited(put('cutoff_key', H('x')))),
    'no cut-off key': ('V9', edited(put('cutoff_key', None))),
    'another ranking digest': ('V9', edited(put('ranking_sha256', H('x')))),
    'another status': ('V9', edited(put('status', 'fewer-participants-than-prizes'))),
    'status hides that nobody took part': ('V9', edited(put('status', 'ok'), lambda: simple(0))),
    # V10
    'prize to a friend further down': ('V10', edited(put('events', 0, 'replaced_by', 6), with_events)),
    'prize to nobody': ('V10', edited(put('events', 0, 'replaced_by', None), with_events)),
    'prize given up by one who had none': ('V10', edited(put('events', 0, 'rank', 5), with_events)),
    'prize given up twice': ('V10', edited(put('events', 1, 'rank', 2), with_events)),
    'an invented successor when none is left': ('V10', edited(put('events', 1, 'replaced_by', 5), exhausted)),
    'called rank not shown': ('V8', edited(lambda c: c['ranking'].pop(), down_the_ranking)),
    # V11
    'event removed': ('V11', edited(lambda c: c['events'].pop(), with_events)),
    'event added': ('V11', edited(lambda c: c['events'].append(
        {'type': 'declined', 'rank': 1, 'code': 'declined', 'utc': iso(GENESIS_S + 900), 'replaced_by': 4}))),
    'event with another code': ('V11', edited(put('events', 0, 'code', 'declined'), with_events)),
    'event at another time': ('V11', edited(put('events', 0, 'utc', iso(GENESIS_S)), with_events)),
    'event of another kind': ('V11', edited(put('events', 0, 'type', 'disqualified'), with_events)),
    'event of the first of two draws removed': ('V11', edited(lambda c: c['events'].pop(), second_draw)),
    'journal entry changed': ('V11', edited(put('journal', 'entries', 0, 'payload', H('x')))),
    'journal entry at another time': ('V11', edited(put('journal', 'entries', 2, 'utc', iso(GENESIS_S)))),
    'journal without its beginning': ('V11', edited(cut_first)),
    'journal cut to the seal': ('V11', edited(cut_to_seal, after_void)),
    'journal empty': ('V11', edited(put('journal', 'entries', []))),
    'journal from another head': ('V11', edited(put('journal', 'prev', H('x')))),
    'void seal hidden': ('V11', edited(put('voided', []), after_void)),
    'void seal with another reason': ('V11', edited(put('voided', 0, 'reason', 'nothing'), after_void)),
    'void seal with another text': ('V11', edited(
        lambda c: put('voided', 0, 'seal', c['voided'][0]['seal'].replace('winners: 3', 'winners: 4'))(c), after_void)),
    'void seal twice': ('V11', edited(lambda c: c['voided'].append(c['voided'][0]), after_void)),
    'void seal declared before its round': ('V11', edited(put('voided', 0, 'after_round_time', False), after_late_void)),
    'void seal declared after its round': ('V11', edited(put('voided', 0, 'after_round_time', True), after_void)),
    # V12 and the reader
    'other rules': ('V12', lambda: Case(simple().certificate(), simple().list_bytes(), b'Other rules.\n')),
    'other activity file': ('V12', lambda: Case(with_activity().certificate(), with_activity().list_bytes(), RULES,
                                                with_activity().activity + b'x')),
    'threshold of other rules': ('V12', lambda: case_of(with_activity(), threshold=4)),
    'top of other rules': ('V12', lambda: case_of(with_activity(), threshold=3, top=4)),
    'a seal that the reader did not see': ('R1', lambda: case_of(simple(), seal_digest=H('x'))),
    'a signature that the reader did not fetch': ('R2', lambda: case_of(simple(), signature=SIGNATURE_1000)),
}


def forged_activity(rows, inside):
    def make():
        return case_of(Draw(Journal(GENESIS_S - 600), inside, 3, 3, activity=activity_bytes(rows)).seal().draw())
    return make


def unanswered_seal():
    """An earlier seal is neither drawn nor void."""
    journal = Journal(GENESIS_S - 600)
    first = Draw(journal, names(9), 3, 3, name='first')
    first.sealed_s -= 300
    first.seal()
    return case_of(Draw(journal, names(10), 3, 3).seal().draw())


def voided_itself():
    draw = simple()
    draw.void('the operator does not like it', 200)
    return case_of(draw)


def seal_after(kind):
    """Something stands between the seal and its result."""
    def make():
        draw = Draw(Journal(GENESIS_S - 600), names(10), 3, 3).seal()
        if kind == 'VOID':
            draw.void('first try')
        else:
            Draw(draw.journal, names(9), 3, 3, name='other').seal()
        return case_of(draw.draw())
    return make


def two_results():
    draw = simple()
    draw.journal.add(draw.sealed_s + 40, 'RESULT', draw.digest)
    return case_of(draw)


def two_values():
    draw = Draw(Journal(GENESIS_S - 600), names(10), 3, 3).seal()
    draw.journal.add(draw.sealed_s + 31, 'VALUE', H(f'{draw.F}\n{H("first try")}\n'))
    return case_of(draw.draw())


def moved_seal():
    """Another entry came between the head that the seal names and the seal."""
    journal = Journal(GENESIS_S - 600)
    draw = Draw(journal, names(10), 3, 3)
    head = journal.head()
    journal.add(draw.sealed_s - 5, 'EXCLUSION', H('x'))
    return case_of(draw.seal(journal=head).draw())


def late_seal():
    draw = Draw(Journal(GENESIS_S - 600), names(10), 3, 3)
    stated = iso(draw.sealed_s)
    draw.sealed_s += 12
    return case_of(draw.seal(sealed_at=stated).draw())


def hidden_void_renumbered():
    """The void seal is cut out of the journal, which is made whole again."""
    case = case_of(after_void())
    journal = case.certificate['journal']
    del journal['entries'][1:3]
    for seq, entry in enumerate(journal['entries'], 1):
        entry['seq'] = seq
    relink(journal)
    case.certificate['voided'] = []
    return case


def dice_of(value):
    def make():
        draw = Draw(Journal(GENESIS_S - 600), names(10), 3, 3, dice=DICE).seal()
        draw.dice = None
        draw.V = value(draw)
        draw.journal.add(draw.sealed_s + 32, 'VALUE', H(f'{draw.F}\n{draw.V}\n'))
        draw.rank()
        draw.journal.add(draw.sealed_s + 32, 'RESULT', draw.digest)
        draw.dice = DICE
        return case_of(draw)
    return make


def wrong_key_rule():
    """Keys cut to 32 bits, everything else computed from them."""
    draw = Draw(Journal(GENESIS_S - 600), names(10), 3, 3).seal()
    draw.V = H(bytes.fromhex(SIGNATURE_42))
    draw.journal.add(draw.sealed_s + 32, 'VALUE', H(f'{draw.F}\n{draw.V}\n'))
    draw.rank()
    for place in draw.ranking:
        place['key'] = place['key'][:8] + '0' * 56
    draw.digest = H(''.join(f'{p["rank"]}\t{p["key"]}\t{p["id"]}\n' for p in draw.ranking))
    draw.cutoff = draw.ranking[2]['key']
    draw.journal.add(draw.sealed_s + 32, 'RESULT', draw.digest)
    return case_of(draw)


def tickets_ignored():
    draw = Draw(Journal(GENESIS_S - 600), names(12), 3, 3, tickets={name: 3 for name in names(12)}).seal()
    sealed_list = draw.list_bytes()
    draw.V = H(bytes.fromhex(SIGNATURE_42))
    draw.journal.add(draw.sealed_s + 32, 'VALUE', H(f'{draw.F}\n{draw.V}\n'))
    draw.tickets = None
    draw.rank()
    draw.journal.add(draw.sealed_s + 32, 'RESULT', draw.digest)
    return Case(draw.certificate(), sealed_list)


CHAIN_OF_FASTNET = '8990e7a9aaed2ffed73dbd7092123d6f289930540d7651336225dc172e51b2ce'
FORGERIES = {
    # V2
    'rehearsal': ('V2', sealed(title='SEALED-DRAW/1 REHEARSAL')),
    'protocol of another version': ('V2', sealed(title='SEALED-DRAW/2')),
    'draw with a space in its name': ('V2', sealed(draw='my draw')),
    'draw with a name too long': ('V2', sealed(draw='a' * 65)),
    'show empty': ('V2', sealed(show='')),
    'show ends with a space': ('V2', sealed(show='Essai ')),
    'show holds a tabulator': ('V2', sealed(show='Es\tsai')),
    'show holds a C1 control': ('V2', sealed(show='Es\u0085sai')),
    'show of 201 bytes': ('V2', sealed(show='é' * 100 + 'a')),
    'show holds a second key': ('V2', sealed(show='Essai\nwinners: 3')),
    'winners 0': ('V2', sealed(winners='0')),
    'winners 1001': ('V2', sealed(winners='1001')),
    'winners with a leading zero': ('V2', sealed(winners='03')),
    'alternates 1001': ('V2', sealed(alternates='1001')),
    'rules digest in capitals': ('V2', sealed(rules_sha256=H(RULES).upper())),
    'activity digest empty': ('V2', sealed(activity_sha256='')),
    'list form unknown': ('V2', sealed(list_form='hashed')),
    'weighting unknown': ('V2', sealed(weighting='activity')),
    'stage input in small letters': ('V2', sealed(stage_input='abc')),
    'stage input of 129 characters': ('V2', sealed(stage_input='A' * 129)),
    'sealed on a day that is not': ('V2', sealed(sealed_at='2023-02-30T15:11:00Z')),
    'sealed with a leap second': ('V2', sealed(sealed_at='2023-08-23T15:10:60Z')),
    'sealed in local time': ('V2', sealed(sealed_at='2023-08-23T15:11:00+02:00')),
    'seals counted from 0': ('V2', sealed(journal_seals='0')),
    # V4
    'another chain of the beacon': ('V4', sealed(anchor=f'drand-quicknet:{CHAIN_OF_FASTNET}:42')),
    'another beacon': ('V4', sealed(anchor=f'drand-default:{CHAIN}:42')),
    'round 0': ('V4', sealed(anchor=f'drand-quicknet:{CHAIN}:0')),
    'another round than the time': ('V4', sealed(anchor=f'drand-quicknet:{CHAIN}:43')),
    'no time of the round': ('V4', sealed(anchor_time='-')),
    'sealed 5 s before the round': ('V4', sealed(sealed_at=iso(GENESIS_S + 123 - 5))),
    'sealed after the round': ('V4', sealed(sealed_at=iso(GENESIS_S + 123 + 60))),
    'sealed eight days before': ('V4', sealed(sealed_at=iso(GENESIS_S + 123 - 8 * 86400))),
    'beacon with a commitment': ('V4', sealed(commitment=H('x'))),
    'dice with a time': ('V4', sealed(base={'dice': DICE}, anchor_time=iso(GENESIS_S))),
    'dice with a stage input': ('V4', sealed(base={'dice': DICE}, stage_input='ABC')),
    'dice without commitment': ('V4', sealed(base={'dice': DICE}, commitment='-')),
    # V5
    'list not in order': ('V5', listed('x:bob\nx:alice\nx:chloe\n')),
    'list with a name twice': ('V5', listed('x:alice\nx:alice\nx:bob\n')),
    'list with a capital': ('V5', listed('x:Alice\nx:bob\n')),
    'list with an invisible twin': ('V5', listed('x:bob\nx:bob\u200b\n')),
    'list with a soft hyphen': ('V5', listed('x:b\u00adob\n')),
    'list with a tag character': ('V5', listed('x:bob\U000e0041\n')),
    'list with a leading @': ('V5', listed('x:@bob\n')),
    'list with a leading space': ('V5', listed('x: bob\n')),
    'list with a #': ('V5', listed('x:bob#1\n')),
    'list with tickets that the seal does not name': ('V5', listed('x:alice\t3\nx:bob\t1\n')),
    'list with a wide @': ('V5', listed('x:\uff20bob\n')),
    'list with an empty line': ('V5', listed('\nx:alice\nx:bob\n')),
    'list without a network': ('V5', listed('alice\nbob\n')),
    'list with a pseudonym among names': ('V5', listed(f'h:{H("x")}\nx:bob\n')),
    'list with CR line ends': ('V5', listed('x:alice\r\nx:bob\r\n')),
    'list longer than its count': ('V5', listed('x:alice\nx:bob\n', count=1)),
    'list shorter than its count': ('V5', listed('x:alice\nx:bob\n', count=3)),
    'list with 0 tickets': ('V5', listed('x:alice\t0\nx:bob\t1\n', tickets={'x:fan000001': 1})),
    'list with 1001 tickets': ('V5', listed('x:alice\t1001\n', tickets={'x:fan000001': 1})),
    'list with 01 tickets': ('V5', listed('x:alice\t01\n', tickets={'x:fan000001': 1})),
    'names in a list of pseudonyms': ('V5', listed('x:alice\n', salt=SALT)),
    # V6 to V9
    'eleven dice': ('V6', dice_of(lambda d: f'{DICE[:11]}/{d.nonce}')),
    'text between dice and secret number': ('V6', dice_of(lambda d: f'{DICE}/x/{d.nonce}')),
    'text behind the secret number': ('V6', dice_of(lambda d: f'{DICE}/{d.nonce}00')),
    'dice in small letters': ('V6', dice_of(lambda d: f'abcdefabcdef/{d.nonce}')),
    'another secret number': ('V6', dice_of(lambda d: f'{DICE}/{H("grind")}')),
    'dice with a line feed': ('V6', dice_of(lambda d: f'{DICE}/{d.nonce}\n')),
    'keys cut to 32 bits': ('V8', wrong_key_rule),
    'tickets ignored': ('V8', tickets_ignored),
    # V11
    'drawn again': ('V11', two_results),
    'two values': ('V11', two_values),
    'void itself': ('V11', voided_itself),
    'void between seal and result': ('V11', seal_after('VOID')),
    'another seal between seal and result': ('V11', seal_after('SEAL')),
    'an earlier seal without an end': ('V11', unanswered_seal),
    'void seal cut out': ('V11', hidden_void_renumbered),
    'seal moved in the journal': ('V11', moved_seal),
    'sealed later than it says': ('V11', late_seal),
    'seals counted wrong': ('V11', sealed(journal_seals='2')),
    'no value in the journal': ('V11', relinked(remove('VALUE'))),
    'no result in the journal': ('V11', relinked(remove('RESULT'))),
    'no seal in the journal': ('V11', relinked(remove('SEAL'))),
    'no GENESIS': ('V11', relinked(remove('GENESIS'))),
    'two GENESIS': ('V11', relinked(insert(1, 'GENESIS', H('again')))),
    'another value in the journal': ('V11', relinked(lambda j: j['entries'][2].update(payload=H('x')))),
    'another result in the journal': ('V11', relinked(lambda j: j['entries'][3].update(payload=H('x')))),
    'a gap in the numbers': ('V11', relinked(lambda j: [entry.update(seq=entry['seq'] + 1) for entry in j['entries'][2:]])),
    'a declined prize hidden': ('V11', relinked(insert(4, 'DECLINED', H('x')))),
    'an unknown kind of entry': ('V1', relinked(insert(1, 'NOTE', H('x')))),
    # V12
    'active account left out': ('V12', forged_activity(ACTIVITY_ROWS, [
        name for name, score, status in ACTIVITY_ROWS if status == 'admissible' and score >= 3][1:])),
    'excluded account let in': ('V12', forged_activity(ACTIVITY_ROWS, [
        name for name, score, status in ACTIVITY_ROWS if score >= 3])),
    'account let in that never wrote': ('V12', forged_activity(ACTIVITY_ROWS, [
        name for name, score, status in ACTIVITY_ROWS if status == 'admissible' and score >= 3] + ['x:friend'])),
    'activity file not in order': ('V12', lambda: case_of(with_activity(rows=ACTIVITY_ROWS[::-1]))),
    'activity file with an unknown code': ('V12', lambda: case_of(with_activity(rows=ACTIVITY_ROWS + [
        ('x:zoe', 9, 'excluded:disliked')]))),
    'activity file with a row for an invalid id': ('V12', lambda: case_of(with_activity(rows=ACTIVITY_ROWS + [
        ('x:zoe', 9, 'excluded:invalid-id')]))),
}

MANIPULATIONS = {**EDITS, **FORGERIES}
