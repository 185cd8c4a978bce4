# SPDX-License-Identifier: GPL-3.0-or-later
"""Random numbers that are the same on every machine and Python version.

Only random() of a generator seeded with a string is used: it is the part of
Python's random module that is promised never to change.  Every part of the show
throws its own dice, named after the part, so that a change in one place does not
change all the others.
"""

import random

SEED = "La Nuit des Lucioles 2026"


class Dice:
    def __init__(self, name):
        self._next = random.Random(f"{SEED}/{name}").random

    def unit(self):
        """A float in [0, 1)."""
        return self._next()

    def between(self, low, high):
        """A float in [low, high)."""
        return low + (high - low) * self._next()

    def whole(self, low, high):
        """An integer from low to high, both included."""
        return low + int(self._next() * (high - low + 1))

    def chance(self, probability):
        return self._next() < probability

    def pick(self, items):
        return items[int(self._next() * len(items))]

    def weighted(self, pairs):
        """One key of [(key, weight), …]."""
        pairs = list(pairs)
        at = self._next() * sum(weight for _, weight in pairs)
        for key, weight in pairs:
            at -= weight
            if at < 0:
                return key
        return pairs[-1][0]

    def shuffled(self, items):
        items = list(items)
        for last in range(len(items) - 1, 0, -1):
            other = int(self._next() * (last + 1))
            items[last], items[other] = items[other], items[last]
        return items

    def sample(self, items, count):
        return self.shuffled(items)[:count]

    def word(self, alphabet, length):
        return "".join(self.pick(alphabet) for _ in range(length))


class Deck:
    """Deals every card once, in random order, before any card comes again."""

    def __init__(self, dice, cards):
        self._dice = dice
        self._cards = list(cards)
        self._left = []

    def deal(self):
        if not self._left:
            self._left = self._dice.shuffled(self._cards)
        return self._left.pop()
