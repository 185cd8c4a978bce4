# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the 2,000 posts of the plan, as their networks would deliver them."""

import re

from .dice import Deck, Dice
from .markup import to_html
from .people import BASE64, snowflake
from .phrases import Writer, add_style, load_books
from .programme import START_US, moment_at
from .scenes import SCENES, pictures_of

LIMITS = {"mastodon": 500, "bluesky": 290, "youtube": 195}
SORTABLE = "234567abcdefghijklmnopqrstuvwxyz"
HOSTILE_LINKS = ["https://lucioles-cadeaux.example/vip", "https://lucioles-0fficiel.example/lot",
                 "https://places-vip.example/scan", "https://xn--lucioles-offciel-6jc.example/cadeau"]

# What people write about while a moment lasts.
MIX = {
    "winner": [("winner", 60), ("loser", 13), ("reply", 5), ("picture", 5), ("any", 4), ("long", 0)],
    "wait": [("wait", 62), ("any", 20), ("host", 6), ("reply", 6), ("picture", 6)],
    "speech": [("speech", 50), ("winner", 18), ("loser", 9), ("host", 5), ("any", 8), ("reply", 6), ("picture", 4)],
    "perf": [("perf", 60), ("any", 20), ("reply", 5), ("picture", 12), ("host", 2)],
    "arrival": [("arrival", 75), ("any", 20), ("picture", 5)],
    "opening": [("opening", 70), ("arrival", 12), ("any", 8), ("picture", 10)],
    "end": [("end", 72), ("any", 10), ("duo", 6), ("reply", 6), ("picture", 6)],
    "honour": [("honour", 76), ("picture", 6), ("any", 8), ("reply", 6)],
    "duo": [("duo", 76), ("picture", 8), ("any", 8), ("reply", 6)],
    "vote": [("vote", 66), ("any", 24), ("reply", 10)],
}


def mix_of(kind):
    return MIX.get(kind, [(kind, 72), ("any", 14), ("reply", 6), ("picture", 8)])


class Scribe:
    def __init__(self, people):
        self.dice = Dice("posts")
        self.books = load_books()
        self.writer = Writer(self.books, self.dice)
        self.people = people
        self.used = set()
        self.recent = {}
        self.serial = 0
        self.long_left = 14
        self.pictures = {name: Deck(self.dice, pictures_of(name)) for name in SCENES}
        self.labels = {}
        self.plain = {}

    # What a post says.

    def text(self, person, second, section):
        """A text that nobody has posted yet, where the phrases allow it."""
        moment = moment_at(second)
        language = person["language"]
        for attempt in range(25):
            wanted = section
            if moment.winner and section == "winner" and self.dice.chance(0.3):
                wanted = f"w{moment.winner}" if self.books[language].has(f"w{moment.winner}") else section
            used, text = self.writer.phrase(language, wanted, moment, person, second)
            text = add_style(text, self.books[language].moods.get(used, "neutral"), person, self.dice)
            if attempt > 12:
                text = f"{text} {self.dice.pick(['!', '✨', '🎶', '…', '❤️', '👏', '!!', '💛'])}"
            if text not in self.used:
                break
        self.used.add(text)
        return text

    def fan(self, person, time_ms):
        """(text, media, what it is) of an ordinary spectator."""
        second = time_ms // 1000
        section = self.dice.weighted(mix_of(moment_at(second).kind))
        if person["network"] == "youtube":
            section = "chat" if self.dice.chance(0.5) else section
            return self.text(person, second, "any" if section in ("picture", "reply") else section), [], section
        if section == "picture":
            return self.picture(person, second)
        if person["network"] == "mastodon" and self.long_left and second > 300 and self.dice.chance(0.04) \
                and person["language"] in ("fr", "en"):
            self.long_left -= 1
            return self.text(person, second, "long"), [], "long"
        return self.text(person, second, section), [], section

    def picture(self, person, second):
        scene = self.dice.weighted([("stage", 40), ("crowd", 18), ("cat", 16 if second > 605 else 6), ("home", 12),
                                    ("ticket", 6), ("trophy", 6 if second > 185 else 0), ("night", 7)])
        media = [self.media(scene, person)]
        if scene in ("stage", "crowd") and self.dice.chance(0.2):
            media.append(self.media(self.dice.pick(["stage", "crowd"]), person))
        section = f"caption-{scene}"
        if self.dice.chance(0.22):
            return "", media, "picture-only"
        if not self.books[person["language"]].has(section):
            section = "any"
        return self.text(person, second, section), media, "picture"

    def media(self, scene, person):
        name, alt, alt_en = self.pictures[scene].deal()
        described = self.dice.chance(0.72)
        kind = "image"
        if scene in ("stage", "crowd") and self.dice.chance(0.12):
            kind = "video" if self.dice.chance(0.6) else "gifv"
        return {"kind": kind, "url": f"rehearsal:{name}.png", "thumb": f"rehearsal:{name}.png",
                "alt": (alt if person["language"] == "fr" else alt_en) if described else None,
                "width": 480, "height": 270}

    def hostile(self, section, person, second):
        """A phrase of the hostile book."""
        book = self.books["hostile"]
        if section not in book.decks:
            section = "abuse:fr"
        moment = moment_at(second)
        link = f"{self.dice.pick(HOSTILE_LINKS)}?id={self.dice.whole(100, 9999)}"
        phrase = self.writer.deal(book, section, moment).replace("{link}", link)
        return self.writer.fill(phrase, self.books["fr"], moment, person, second)

    def vote_spam(self, person, second):
        text = self.hostile("vote-spam", person, second)
        if self.dice.chance(0.3):
            text += f" https://vote-noe.example/?v={self.dice.whole(10, 99)}"
        if self.dice.chance(0.35):
            text += " " + self.dice.word("abcdefghjkmnpqrstuvwxyz0123456789", 4)
        return text

    def trick(self, person, second):
        kind = {"eihpoS": "rtl", "Zalgo": "zalgo", "marge": "zero-width"}.get(person["name"].split()[0].rstrip("\u202e"), "rtl")
        text = self.hostile(kind, person, second)
        if kind == "zalgo":
            text = "".join(letter + "".join(chr(self.dice.whole(0x300, 0x36f)) for _ in range(self.dice.whole(3, 28)))
                           if letter.isalpha() else letter for letter in text)
        return text

    def official(self, person, time_ms):
        moment = moment_at(time_ms // 1000)
        openings = {"mastodon": "🏆", "bluesky": "C’est décidé :", "youtube": "Bravo !"}
        return (f"{openings[person['network']]} {moment.note}. "
                f"{self.dice.pick(['Félicitations !', 'Quel moment.', 'La salle est debout.', 'On vous entend d’ici.'])}")

    # The post itself.

    def content(self, time_ms, person, what):
        """(text, media, label or None)"""
        second = time_ms // 1000
        if what == "spam-vote":
            return self.vote_spam(person, second), [], "spam-vote"
        if what in ("spam-gift", "look-alike"):
            text = self.hostile("gift-spam", person, second)
            picture = what == "spam-gift" and person["network"] != "youtube" and self.dice.chance(0.7)
            return text, [self.media("qr", person)] if picture else [], "spam-gift"
        if what == "abuse":
            return self.hostile(f"abuse:{person['language']}", person, second), [], "abuse"
        if what == "trick":
            return self.trick(person, second), [], "trick"
        if what == "official":
            return self.official(person, time_ms), [], None
        if what == "robot":
            return f"Palmarès, {moment_at(second).note}.", [], None
        text, media, kind = self.fan(person, time_ms)
        return text, media, "long" if kind == "long" else "reply" if kind == "reply" else None

    def post(self, time_ms, person, what):
        text, media, label = self.content(time_ms, person, what)
        reply = None
        if label == "reply":
            reply, text = self.answer(person, text, time_ms)
        # Bluesky also has tags that stand beside the text.
        beside = person["network"] == "bluesky" and not text
        if not beside:
            text = self.with_tags(person, text, time_ms // 1000, what)
        text = text if label == "long" else shorten(text, LIMITS[person["network"]])
        post = self.envelope(time_ms, person, text, media, reply)
        if beside:
            post["tags"] = ["NuitDesLucioles"]
        if label in ("spam-vote", "spam-gift", "abuse", "trick"):
            self.label(post, label)
        if person["role"] == "look-alike":
            self.label(post, "look-alike")
        key = (person["network"], person["host"])
        if what == "fan" and label != "long":
            self.recent.setdefault(key, []).append((time_ms, person, post["native_id"]))
        return post

    def label(self, post, label):
        key = (post["network"], post["host"], post["native_id"])
        labels = self.labels.setdefault(key, [])
        if label not in labels:
            labels.append(label)

    def answer(self, person, text, time_ms):
        """Answers one of the last forty posts of the same server."""
        earlier = [entry for entry in self.recent.get((person["network"], person["host"]), [])[-40:]
                   if entry[0] < time_ms - 8000 and entry[1] is not person]
        if not earlier:
            return None, text
        _, author, native_id = self.dice.pick(earlier)
        return native_id, f"@{author['handle'].split('@')[0]} {text}"

    def with_tags(self, person, text, second, what):
        if person["network"] == "youtube" and not self.dice.chance(0.12):
            return text
        chosen = person["style"]["tag"]
        tags = ["NuitDesLucioles", "Lucioles2026"] if chosen == "both" else [chosen]
        if moment_at(second).kind == "duo" and self.dice.chance(0.9):
            tags = ["Duo"] if self.dice.chance(0.5) else ["Duo", *tags[:1]]
        if what in ("official", "robot"):
            tags = ["NuitDesLucioles", "Lucioles2026"]
        tags = [tag for tag in tags if f"#{tag}".lower() not in text.lower()]
        if "#" in text and not tags:
            return text
        if "La Nuit des Lucioles" in text and what == "fan":
            return text.replace("La Nuit des Lucioles", "#NuitDesLucioles", 1)
        return " ".join([text, *(f"#{tag}" for tag in tags)]).strip()

    def envelope(self, time_ms, person, text, media, reply):
        network, created_us = person["network"], START_US + time_ms * 1000
        native_id, uri, web_url = self.identity(person, created_us)
        sensitive = network == "mastodon" and self.dice.chance(0.025)
        post = {
            "network": network, "host": person["host"], "native_id": native_id, "uri": uri, "web_url": web_url,
            "created_at_us": created_us, "edited_at_us": None, "text": text,
            "language": self.language(person, text), "visibility": "public", "sensitive": sensitive,
            "warning": self.warning(person) if sensitive else None, "reply_to": reply, "quote_of": None,
            "tags": [], "links": [],
            "account": account_of(person), "media": media, "counts": self.counts(person),
        }
        write_text(post, text)
        self.plain[(network, person["host"], native_id)] = text
        if network == "mastodon" and text and person["role"] in ("fan", "robot") and self.dice.chance(0.09):
            write_text(post, text, as_html=True)
        return post

    def identity(self, person, created_us):
        """(native id, uri, web address) in the manner of each network."""
        self.serial += 1
        if person["network"] == "mastodon":
            native_id = snowflake(created_us, self.dice.whole(0, 65535))
            origin = native_id if person["home"] == person["host"] else snowflake(created_us, self.dice.whole(0, 65535))
            home, user = person["home"], person["user"]
            return native_id, f"https://{home}/users/{user}/statuses/{origin}", f"https://{home}/@{user}/{origin}"
        if person["network"] == "bluesky":
            number = (created_us + self.serial) << 10 | self.dice.whole(0, 1023)
            key = "".join(SORTABLE[number >> shift & 31] for shift in range(60, -1, -5))
            did = person["native_id"]
            uri = f"at://{did}/app.bsky.feed.post/{key}"
            return uri, uri, f"https://bsky.example/profile/{did}/post/{key}"
        native_id = "LCC." + self.dice.word(BASE64, 36)
        return native_id, f"youtube:{native_id}", "https://video.example/watch?v=NuitLucioles"

    def language(self, person, text):
        if person["network"] == "youtube" or not text or self.dice.chance(0.02):
            return None
        # Some telephones are set to another language than their owner's.
        return "en" if person["network"] == "mastodon" and self.dice.chance(0.02) else person["language"]

    def warning(self, person):
        book = self.books[person["language"]]
        return book.decks["cw"].deal() if book.has("cw") else "💡"

    def counts(self, person):
        if person["network"] == "youtube":
            return {"replies": 0, "reposts": 0, "likes": 0}
        reach = 40 if person["role"] == "official" else 1 + person["followers"] // 900
        return {"replies": int(self.dice.unit() * self.dice.unit() * 3 * reach),
                "reposts": int(self.dice.unit() * self.dice.unit() * 5 * reach),
                "likes": int(self.dice.unit() * self.dice.unit() * 14 * reach)}


def account_of(person):
    keys = ("native_id", "handle", "name", "avatar", "bot", "created_at_us", "followers", "verified")
    return {key: person[key] for key in keys}


def write_text(post, text, as_html=False):
    """Sets a post's text, as HTML where it had HTML before, and what follows from it."""
    post["tags"] = re.findall(r"#(\w+)", text)
    post["links"] = re.findall(r"https://[^\s]+", text)
    if as_html or "html" in post:
        post.pop("text", None)
        post["html"] = to_html(text, post["host"])
    else:
        post["text"] = text


def shorten(text, limit):
    """Cut before the last word that fits, keeping the hashtags at the end."""
    if len(text) <= limit:
        return text
    words, tags = text.split(" "), []
    while words and words[-1].startswith("#"):
        tags.insert(0, words.pop())
    while words and len(" ".join([*words, *tags])) > limit - 1:
        words.pop()
    return " ".join([" ".join(words) + "…", *tags])
