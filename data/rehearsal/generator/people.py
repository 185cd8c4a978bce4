# SPDX-License-Identifier: GPL-3.0-or-later
"""The 400 accounts: fans, the official ones, and those who only look like them."""

import unicodedata

from .dice import Dice
from .names import (FAN_SUFFIXES, LANGUAGES, LOOK_ALIKES, MASTODON_HOMES, NAMES, NICKNAMES, PRANKS,
                    STRANGE_NAMES, TRICKSTERS, TWINS)
from .programme import START_US

MASTODON_HOSTS = ["scene.example", "tarmac.example"]
BASE32 = "234567abcdefghijklmnopqrstuvwxyz"
BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
DAY_US = 86_400_000_000
ACCOUNTS = 400
AVATARS = 120
AVATAR_FILES = 116  # five of them wear the official one


def ascii_only(name):
    decomposed = unicodedata.normalize("NFKD", name.replace("œ", "oe"))
    return "".join(letter for letter in decomposed if letter.isascii())


def snowflake(when_us, low):
    return str((when_us // 1000 << 16) | low)


class People:
    """Makes accounts one after the other; every handle and id occurs once."""

    def __init__(self):
        self.dice = Dice("people")
        self.all = []
        self._handles = set()

    def add(self, name, user, network=None, role="fan", language="fr", gender="m", host=None, home=None,
            days=None, followers=None, verified=False, bot=False):
        dice = self.dice
        network = network or dice.weighted([("mastodon", 50), ("bluesky", 31), ("youtube", 19)])
        created_us = START_US - int((days or dice.between(40, 2600)) * DAY_US) - dice.whole(0, 86_399_999) * 1000
        person = {
            "network": network, "role": role, "language": language, "gender": gender, "name": name,
            "bot": bot, "verified": verified, "created_at_us": created_us // 1_000_000 * 1_000_000,
            "followers": self._followers(network) if followers is None else followers,
            "avatar": None, "style": self._style(),
        }
        user = self._free(user, network, home)
        if network == "mastodon":
            self._mastodon(person, user, host, home)
        elif network == "bluesky":
            person.update(host="bsky.example", native_id="did:plc:" + dice.word(BASE32, 24), handle=user)
        else:
            person.update(host="video.example", native_id="UC" + dice.word(BASE64, 22), handle=user)
        self.all.append(person)
        return person

    def _mastodon(self, person, user, host, home):
        dice = self.dice
        host = host or dice.weighted([("scene.example", 3), ("tarmac.example", 1)])
        home = home or (host if dice.chance(0.4) else dice.pick(MASTODON_HOMES))
        person.update(host=host, native_id=snowflake(max(person["created_at_us"], 0), dice.whole(0, 65535)),
                      handle=f"{user}@{home}", user=user, home=home)

    def _free(self, user, network, home):
        if network == "bluesky" and "." not in user:
            user = user.lower().replace("_", "-").strip("-") + ".bsky.example"
        plain, number = user, 2
        while (network, user, home) in self._handles:
            head, dot, tail = plain.partition(".")
            user = f"{head}{number}{dot}{tail}" if network == "bluesky" else f"{plain}{number}"
            number += 1
        self._handles.add((network, user, home))
        return user

    def _followers(self, network):
        # A long tail: most have some dozens, a few have thousands.
        luck = self.dice.unit()
        return int(8 + 60 * luck + 300 * luck * luck * luck / (1.02 - luck)) if network != "youtube" else 0

    def _style(self):
        dice = self.dice
        kind = dice.weighted([("neat", 40), ("phone", 38), ("teen", 14), ("loud", 8)])
        return {
            "straight": kind != "neat" or dice.chance(0.3),
            "lower": kind in ("phone", "teen") and dice.chance(0.5),
            "shout": kind == "loud",
            "bare": kind in ("phone", "teen") and dice.chance(0.15),
            "short": kind == "teen",
            "stretch": kind in ("teen", "loud"),
            "no_stop": {"neat": 0.2, "phone": 0.8, "teen": 1.0, "loud": 0.6}[kind],
            "emoji": {"neat": 0.25, "phone": 0.45, "teen": 0.7, "loud": 0.8}[kind],
            "favourite": dice.pick(["✨", "😭", "🔥", "🫶🏽", "💛", "😂", "🤘🏿", "🎶", "🥹", "👏🏼", "🌙", "🪲"]),
            "tag": dice.weighted([("NuitDesLucioles", 60), ("Lucioles2026", 22), ("nuitdeslucioles", 12),
                                  ("both", 6)]),
        }

    def fan(self, language):
        dice = self.dice
        bank = NAMES.get(language)
        gender = dice.pick("fm")
        if bank is None:
            first, last, user = dice.pick(LANGUAGES[language])
            return self.add(f"{first} {last}".strip(), user, dice.pick(["mastodon", "bluesky"]), language=language,
                            gender=gender)
        first = dice.pick(bank[gender])
        last = dice.pick(bank["last"])
        display = f"{first[0]} {last[0]}" if language not in ("ja", "ko") else f"{last[0]}{first[0]}"
        handle = dice.pick(["{f}{l}", "{f}.{l}", "{f}_{l}", "{i}{l}", "{l}{f}", "{f}{n}", "{f}_{l}{n}"]).format(
            f=first[1], l=last[1], i=first[1][:1], n=dice.whole(2, 99))
        if language == "fr" and dice.chance(0.3):
            nickname = dice.pick(NICKNAMES)
            display = nickname.format(first=first[0])
            handle = ascii_only(display).lower().replace(" ", "_").replace("’", "").replace("'", "")
            handle = "".join(letter for letter in handle if letter.isalnum() or letter == "_").strip("_")
        elif dice.chance(0.18):
            display = f"{first[0]} {dice.pick(FAN_SUFFIXES)}"
        elif dice.chance(0.12):
            display = display.lower()
        return self.add(display, handle.replace(".", "_"), language=language, gender=gender)


def _official(people):
    people.add("La Nuit des Lucioles", "lucioles_officiel", "mastodon", "official", host="scene.example",
               home="scene.example", days=2400, followers=48211, verified=True)
    people.add("La Nuit des Lucioles", "lucioles-officiel.bsky.example", "bluesky", "official", days=800,
               followers=21740, verified=True)
    people.add("La Nuit des Lucioles", "LuciolesOfficiel", "youtube", "official", days=3200, followers=0,
               verified=True)


def _strangers(people):
    """Everybody who is there for a moderator to find."""
    dice = people.dice
    for name, user, network in LOOK_ALIKES:
        people.add(name, user, network, "look-alike", days=dice.between(0.5, 5), followers=dice.whole(0, 60))
    for number in range(22):
        first, last = dice.pick(NAMES["fr"]["m"])[1], dice.pick(NAMES["fr"]["last"])[1]
        name = dice.pick(["Kevin Sorel", "TEAM NOÉ", "noé for ever", f"{first} {last}", f"user{dice.whole(1000, 99999)}"])
        people.add(name, f"{first[:5]}{last[:4]}{dice.whole(1000, 99999)}", role="vote-spam",
                   days=dice.between(0.2, 9), followers=dice.whole(0, 7))
    for number in range(9):
        people.add(f"Cadeaux Lucioles {dice.pick(['🎁', '✅', '(officiel)', 'VIP'])}", f"cadeaux_lucioles{dice.whole(10, 9999)}",
                   "bluesky" if number < 4 else None, "gift-spam", days=dice.between(0.1, 3), followers=dice.whole(0, 3))
    for number in range(9):
        person = people.fan("fr" if number < 7 else "en")
        person["role"] = "abusive"
    for name, user in PRANKS:
        people.add(name, user, gender=dice.pick("fm"))
    for name, user in STRANGE_NAMES:
        people.add(name, user)
    for name, user in TRICKSTERS:
        people.add(name, user, role="trickster", days=dice.between(3, 300))
    for name, user, first, second in TWINS:
        people.add(name, user, first, gender="f")
        people.add(name, user, second, gender="f")
    people.add("Le Fan-club des Lucioles", "lucioles_fanclub", "mastodon", days=1800, followers=1312)
    people.add("Palmarès en direct (robot)", "palmares_robot", "mastodon", "robot", home="ondes.example",
               host="scene.example", bot=True, followers=902)


LANGUAGE_SHARES = [
    ("fr", 520), ("en", 140), ("es", 70), ("ar", 56), ("ja", 54), ("pt", 30), ("de", 30), ("ko", 20), ("it", 22)]


def make_people():
    """All 400 accounts, in the order in which they were invented."""
    people = People()
    _official(people)
    _strangers(people)
    for language in LANGUAGES:
        people.fan(language)
    shares, dealt = dict(LANGUAGE_SHARES), {language: 0 for language, _ in LANGUAGE_SHARES}
    while len(people.all) < ACCOUNTS:
        language = max(shares, key=lambda key: shares[key] / (dealt[key] + 1))
        dealt[language] += 1
        people.fan(language)
    _avatars(people)
    return people.all


def _avatars(people):
    """Pictures for 120 of them; two look-alikes wear the official one."""
    named = [person for person in people.all if person["role"] == "official"]
    thieves = [person for person in people.all if person["role"] == "look-alike"][:2]
    for person in named + thieves:
        person["avatar"] = "rehearsal:avatar-001.png"
    others = [person for person in people.all
              if person["avatar"] is None and person["role"] in ("fan", "abusive", "robot")]
    chosen = people.dice.sample(others, AVATARS - len(named + thieves))
    for number, person in enumerate(chosen, 2):
        person["avatar"] = f"rehearsal:avatar-{number:03d}.png"
