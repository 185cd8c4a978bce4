# SPDX-License-Identifier: GPL-3.0-or-later
"""Phrase books: reads phrases/*.txt and turns a phrase into somebody's post."""

import re
from pathlib import Path

from .dice import Deck, Dice
from .programme import HOSTS, START_US

FOLDER = Path(__file__).parent / "phrases"

# Where to look when a language has nothing for a moment.
FALLBACK = {
    "arrival": "any", "opening": "perf", "host": "any", "mic": "perf", "tribute": "any",
    "vote": "wait", "confetti": "any", "speech": "winner", "loser": "winner", "honour": "duo",
    "reply": "any", "chat": "any", "wait": "any", "end": "any", "duo": "perf", "cat": "any",
    "winner": "perf", "perf": "any",
}

MOODS = {
    "joy": ["🎉", "❤️", "🙌", "🙌🏽", "👏", "👏🏿", "👏🏻", "🥳", "😍", "✨", "💛", "🏆", "🎶", "💃🏾", "🕺🏼", "😂"],
    "sad": ["😭", "🥺", "💔", "😢", "🫶🏼", "😔", "🕯️"],
    "wow": ["😍", "✨", "😱", "🤯", "🎶", "💫", "🔥", "🎻", "🎹", "🫠", "👌🏽"],
    "fire": ["🔥", "🔥🔥", "🎤", "💯", "🙏🏾", "👑"],
    "cat": ["🐈‍⬛", "🐈‍⬛🐈‍⬛", "😹", "😻", "🐾", "🙀"],
    "duo": ["😭", "😭😭", "🥹", "💛", "🎹", "🤍", "🫂", "👵🏻❤️", "✨"],
    "neutral": ["😅", "🍿", "🎶", "👀", "😊", "🙋🏼‍♀️", "🙋🏾‍♂️", "👨‍👩‍👧‍👦", "👩‍❤️‍👩", "🧑🏽‍🍳", "📺", "☕", "🦋"],
}
FLAGS = {
    "fr": ["🇫🇷", "🇧🇪", "🇨🇭", "🇨🇦", "🇸🇳", "🇨🇮", "🇷🇪", "🇲🇶"], "en": ["🇬🇧", "🇮🇪", "🇨🇦", "🇦🇺", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"],
    "es": ["🇪🇸", "🇲🇽", "🇨🇴", "🇦🇷"], "ar": ["🇹🇳", "🇱🇧", "🇲🇦"], "ja": ["🇯🇵"], "pt": ["🇵🇹", "🇧🇷"],
    "de": ["🇩🇪", "🇦🇹", "🇨🇭"], "ko": ["🇰🇷"], "it": ["🇮🇹"],
}

SECTION = re.compile(r"^\[([\w:-]+)((?: \w+=\w+)*)\]$")
CHOICE = re.compile(r"<([^<>|]*(?:\|[^<>|]*)+)>")
SLOT = re.compile(r"\{(\w+)(\^?)\}")
ELISION = re.compile(r"\b([dDjJlLqQ]u?)e~(?=[AEIOUYÉÈÊÎÔÂaeiouéèêîôâ])")
# After a plural name, only these words: the others would need a plural verb.
SINGULAR = re.compile(
    r"\{A\}(?: qui)? (?!\{va\}|en |au |aux |pour |et |à |dans |sans |avec |depuis |feat|live|en\b|!)[a-zà-ÿ]"
    r"|\{il\}|\{e\}|\{A\} récomp|Maintenant\.|\{A\} qui")


def _read(path):
    """{section: (options, [lines])} of one phrase book."""
    sections, lines = {}, []
    for raw in path.read_text(encoding="utf-8").splitlines():
        line = re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), raw)
        heading = SECTION.match(line)
        if heading:
            options = dict(option.split("=") for option in heading[2].split())
            lines = []
            sections[heading[1]] = (options, lines)
        elif line.strip() and not line.startswith("#"):
            lines.append(line)
    return sections


class Book:
    """One language's phrases, each section dealt like a deck of cards."""

    def __init__(self, language, sections):
        dice = Dice(f"phrases/{language}")
        self.language = language
        self.decks = {name: Deck(dice, lines) for name, (_, lines) in sections.items()}
        self.moods = {name: options.get("mood", "neutral") for name, (options, _) in sections.items()}

    def section(self, wanted):
        """The section itself, or the one that stands in for it, or None."""
        while wanted not in self.decks:
            wanted = FALLBACK.get(wanted)
            if wanted is None:
                return next(iter(self.decks))
        return wanted

    def has(self, section):
        return section in self.decks


def load_books():
    books = {}
    for path in sorted(FOLDER.glob("*.txt")):
        sections = _read(path)
        if path.stem == "world":
            for language, (_, lines) in sections.items():
                moments = {}
                for line in lines:
                    moment, phrase = line.split(": ", 1)
                    moments.setdefault(moment, ({"mood": "joy"}, []))[1].append(phrase)
                books[language] = Book(language, moments)
        else:
            books[path.stem] = Book(path.stem, sections)
    return books


def _article(text):
    """French de and à before an article or a vowel."""
    text = re.sub(r"\b([dD])e~[Ll]es ", r"\1es ", text)
    text = re.sub(r"\b([dD])e~le ", r"\1u ", text)
    return ELISION.sub(r"\1’", text).replace("~", " ")


class Writer:
    """Fills phrases for one moment and one person."""

    def __init__(self, books, dice):
        self.books = books
        self.dice = dice

    def phrase(self, language, section, moment, person, second):
        """(section used, text) without hashtags or emoji."""
        book = self.books[language]
        section = book.section(section)
        return section, self.fill(self.deal(book, section, moment), book, moment, person, second)

    def deal(self, book, section, moment):
        """The section's next phrase that suits who is on stage."""
        for _ in range(40):
            phrase = book.decks[section].deal()
            plural = moment.artist.form == "p" and SINGULAR.search(phrase)
            rivals = moment.rivals or "{N" not in phrase
            if not plural and rivals:
                break
        return phrase

    def fill(self, phrase, book, moment, person, second):
        values = self._values(moment, person, second)
        chosen = {}

        def slot(match):
            name, capital = match[1], match[2]
            if name not in chosen:
                deck = book.decks.get(f"slot:{name}")
                chosen[name] = values[name]() if name in values else deck.deal()
            value = SLOT.sub(slot, chosen[name])
            return value[:1].upper() + value[1:] if capital else value

        phrase = CHOICE.sub(lambda match: self.dice.pick(match[1].split("|")), phrase)
        return _article(SLOT.sub(slot, phrase.replace("heureux{euse}", "{heureux}")))

    def _values(self, moment, person, second):
        artist, dice = moment.artist, self.dice
        female = person.get("gender") == "f"
        plural = artist.form == "p"
        clock = (START_US // 1_000_000 + 3600 + second) % 86400
        language = person["language"]
        familiar = dice.chance(0.45)
        name = artist.called(language, familiar)
        rivals = [rival.called(language, familiar) for rival in moment.rivals] or [name]
        return {
            "A": lambda: name,
            "S": lambda: artist.song,
            "P": lambda: moment.prize or "Album de l’année",
            "N": lambda: dice.pick(rivals),
            "N2": lambda: rivals[-1],
            "H": lambda: dice.pick(HOSTS),
            "il": lambda: {"f": "elle", "m": "il", "p": "ils"}[artist.form],
            "e": lambda: {"f": "e", "m": "", "p": "s"}[artist.form],
            "va": lambda: "ont" if plural else "a",
            "me": lambda: "e" if female else "",
            "le": lambda: "le" if female else "",
            "heureux": lambda: "heureuse" if female else "heureux",
            "n": lambda: str(dice.whole(2, 9)),
            "age": lambda: str(dice.whole(7, 17)),
            "lapin": lambda: dice.pick(["Pistache", "Bémol", "Monsieur Paul", "Croche", "Dièse"]),
            "clock": lambda: f"{clock // 3600} h {clock % 3600 // 60:02d}",
        }


def add_style(text, mood, person, dice):
    """How this person types: case, apostrophes, stops, stretched letters, emoji."""
    style = person["style"]
    french = person["language"] == "fr"
    if style["straight"]:
        text = text.replace("’", "'")
        if french:
            text = text.replace("« ", '"').replace(" »", '"')
    if style["lower"] and dice.chance(0.8):
        text = text[:1].lower() + text[1:]
        text = text.lower() if dice.chance(0.5) and len(text) < 90 else text
    if style["shout"] and dice.chance(0.5) and len(text) < 80:
        text = text.upper()
    if style["bare"] and french:
        text = text.translate(str.maketrans("éèêëàâîïôûùç", "eeeeaaiiouuc")) if dice.chance(0.7) else text
    if style["short"] and french:
        for long, brief in SHORTHAND:
            text = re.sub(rf"\b{long}\b", brief, text)
    if text.endswith(".") and not text.endswith("..") and dice.chance(style["no_stop"]):
        text = text[:-1]
    if style["stretch"] and dice.chance(0.35):
        text = re.sub(r"([aeiou])(?=\W*$)", lambda match: match[1] * dice.whole(2, 5), text, count=1)
    if dice.chance(style["emoji"]):
        text = f"{text} {_emoji(mood, person, dice)}"
    return text


SHORTHAND = [("beaucoup", "bcp"), ("parce que", "pcq"), ("toujours", "tjr"), ("quelqu.un", "qqn"), ("pourquoi", "pk"),
             ("vraiment", "vrmt"), ("quand même", "qd même"), ("pas", "pas"), ("est-ce que", "estce que"),
             ("tout le monde", "tt le monde"), ("c.est", "c"), ("je suis", "chui")]


def _emoji(mood, person, dice):
    flags = FLAGS.get(person["language"], [])
    if flags and dice.chance(0.06):
        return dice.pick(flags)
    favourite = person["style"]["favourite"]
    one = favourite if dice.chance(0.25) else dice.pick(MOODS[mood])
    if dice.chance(0.25):
        one += dice.pick([one, one + one, dice.pick(MOODS[mood])])
    return one
