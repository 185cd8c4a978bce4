#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The score against sections 3.1 to 3.4 of the protocol, written down once more: random posts, edits, deletions, decisions of
moderation, merged accounts and exclusions, in any order, and after every few of them everybody's score, figures and verdicts."""

import os
import random
import subprocess
import sys
import unicodedata

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, '..', 'rig')]

import tap  # noqa: E402
from reference import SPACES  # noqa: E402

PROBE = sys.argv[1]
ROUNDS = int(os.environ.get('COULISSES_ROUNDS', '400'))
WORDS = ['Bravo', 'bravo', 'BRAVO', '@anna', '\uff20ben', 'https://a.example/x', 'HTTP://b.example', 'été', 'e\u0301te\u0301', 'Été', 'the', 'show',
         'a@b', 'K', '\u212a', '🎉']
CODES = ['staff', 'partner', 'bot', 'opt-out', 'moderation', 'country']


def normal(text):
    words, word = [], ''
    for character in unicodedata.normalize('NFC', text) + ' ':
        if character not in SPACES:
            word += chr(ord(character) + 32) if 'A' <= character <= 'Z' else character
        elif word:
            words.append(word)
            word = ''
    return ' '.join(word for word in words if not word.startswith(('@', '\uff20', 'http://', 'https://')))


class Reference:
    """Slow and plain: everything is worked out anew each time."""

    def __init__(self, start, end):
        self.start, self.end = start, end
        self.posts = {}  # account -> post id -> (time, tagged, repost, rejected, text)
        self.forget()

    def forget(self):
        self.leader, self.codes = {}, {}

    def first_of(self, account):
        return self.leader.get(account, account)

    def exclude(self, account, code):
        self.codes.setdefault(account, code)

    def merge(self, account, into):
        source, target = self.first_of(account), self.first_of(into)
        if source == target:
            return
        for other in [name for name, leader in self.leader.items() if leader == source] + [source]:
            self.leader[other] = target
        self.exclude(source, 'duplicate')

    def written(self, account):
        """Its own posts and, of whom others are counted with, theirs."""
        members = [account] + [name for name, leader in self.leader.items() if leader == account]
        return sorted((post[0], post_id.encode(), post, (name, post_id)) for name in members for post_id, post in self.posts.get(name, {}).items())

    def verdicts(self, account):
        said, minutes, answer = set(), set(), {}
        for _, _, (time, tagged, repost, rejected, text), name in self.written(account):
            before = normal(text) in said
            if not repost:
                said.add(normal(text))
            answer[name] = ('outside' if not self.start <= time < self.end else 'untagged' if not tagged else 'repost' if repost
                            else 'rejected' if rejected else 'repeated' if before else 'same-minute' if time // 60 in minutes else 'kept')
            if answer[name] == 'kept':
                minutes.add(time // 60)
        return answer

    def row(self, account):
        verdicts = self.verdicts(account)
        kept = [name for name, verdict in verdicts.items() if verdict == 'kept']
        times = [post[0] for *_, post, _ in self.written(account)]
        slots = {self.posts[name][post_id][0] // 300 for name, post_id in kept}
        return len(slots), len(kept), len(verdicts) - len(kept), min(times), max(times), self.codes.get(account, '-')

    def rows(self):
        return {name: self.row(name) for name in self.posts.keys() | set(self.leader.values()) if self.written(name)}

    def eligible(self, threshold, top):
        scores = {name: row[0] for name, row in self.rows().items() if row[5] == '-' and row[0] >= threshold}
        least = sorted(scores.values(), reverse=True)[top - 1] if 0 < top < len(scores) else 0
        return {name for name, score in scores.items() if score >= least}


def escape(text):
    return ''.join(chr(byte) if byte < 128 and chr(byte).isalnum() else f'\\{byte:03o}' for byte in text.encode())


class Probe:
    def __init__(self):
        self.process = subprocess.Popen([PROBE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def say(self, *words):
        self.process.stdin.write('\t'.join(str(word) for word in words) + '\n')

    def ask(self, *words):
        self.say(*words)
        self.process.stdin.flush()
        return self.line()

    def line(self):
        line = self.process.stdout.readline()
        assert line, 'the probe has ended'
        return line.rstrip('\n')

    def tell(self, threshold, top):
        line, rows, inside = self.ask('tell', threshold, top), {}, set()
        while line != '.':
            kind, *words = line.split('\t')
            if kind == 'row':
                rows[words[0]] = (*map(int, words[1:6]), words[6])
            elif kind == 'in':
                inside.add(words[0])
            else:
                figures = tuple(map(int, words))
            line = self.line()
        return rows, inside, figures

    def close(self):
        self.process.stdin.close()
        tap.same(self.process.wait(30), 0)


def any_time(chance, start, end):
    """Often right at an edge: of the window, of a slot, of a minute."""
    time = chance.randrange(start - 700, end + 700)
    edge = chance.choice([None, None, 60, 300, 'start', 'end'])
    if edge == 'start' or edge == 'end':
        return (start if edge == 'start' else end) + chance.choice([-1, 0, 1])
    return time if edge is None else time // edge * edge + chance.choice([-1, 0, 1])


def act(chance, probe, reference, accounts, number):
    account = chance.choice(accounts)
    own = reference.posts.get(account, {})
    kind = chance.choices(['put', 'edit', 'remove', 'merge', 'exclude', 'forget'], [60, 14, 10, 4, 3, 1])[0]
    if kind == 'put' or (kind == 'edit' and own):
        post_id = f'{chance.randrange(10 ** 6):x}-{number}' if kind == 'put' else chance.choice(sorted(own))
        text = chance.choice(sorted(SPACES)).join(chance.choices(WORDS, k=chance.randrange(4)))
        post = (any_time(chance, reference.start, reference.end), chance.random() < 0.9, chance.random() < 0.1, chance.random() < 0.1, text)
        reference.posts.setdefault(account, {})[post_id] = post
        probe.say('put', account, post_id, post[0], *(int(flag) for flag in post[1:4]), escape(text))
    elif kind == 'remove' and own:
        post_id = chance.choice(sorted(own))
        del own[post_id]
        probe.say('remove', account, post_id)
    elif kind == 'merge':
        into = chance.choice(accounts)
        reference.merge(account, into)
        probe.say('merge', account, into)
    elif kind == 'exclude':
        code = chance.choice(CODES)
        reference.exclude(account, code)
        probe.say('exclude', account, code)
    elif kind == 'forget':
        reference.forget()
        probe.say('forget')


def compare(chance, probe, reference):
    threshold, top = chance.randrange(1, 5), chance.randrange(0, 6)
    rows, inside, figures = probe.tell(threshold, top)
    expected = reference.rows()
    tap.same(rows, expected)
    tap.same(inside, reference.eligible(threshold, top))
    tap.same(figures, (len(expected), sum(row[5] != '-' for row in expected.values()), len(inside)))
    for account in reference.posts:
        for (name, post_id), verdict in reference.verdicts(reference.first_of(account)).items():
            if name == account:
                tap.same((name, post_id, probe.ask('judge', name, post_id)), (name, post_id, verdict))


def story(chance, probe):
    start = chance.choice([1_792_000_200, 1_792_000_123, -900])
    reference = Reference(start, start + chance.choice([900, 3600, 7201]))
    accounts = [f'{network}:fan{i}' for i in range(chance.randrange(1, 6)) for network in ('x', 'yt')]
    probe.say('new', reference.start, reference.end)
    for number in range(chance.randrange(10, 90)):
        act(chance, probe, reference, accounts, number)
        if chance.random() < 0.1:
            compare(chance, probe, reference)
    compare(chance, probe, reference)


def random_evenings():
    """Whatever happens in whatever order, everybody stands where the protocol says."""
    seed = int(os.environ.get('COULISSES_SEED', random.randrange(2 ** 32)))
    print(f'# COULISSES_SEED={seed}')
    chance, probe = random.Random(seed), Probe()
    for _ in range(ROUNDS):
        story(chance, probe)
    probe.close()


if __name__ == '__main__':
    sys.exit(min(1, tap.run([random_evenings])))
