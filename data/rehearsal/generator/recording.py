# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts the evening on a time line: arrivals, edits, deletions, disorder."""

import copy
import json
import re

from .dice import Dice
from .people import make_people, snowflake
from .plan import make_plan, suspended
from .posts import Scribe, write_text
from .programme import DURATION_MS, MOMENTS, START_US, SUSPENSION_S, TAGS, TITLE

HARMLESS_EDITS, NASTY_EDITS = 52, 18
LATE_DELETIONS, QUICK_DELETIONS = 58, 14
YOUTUBE_POLL_MS = 4900
ADDITIONS = {
    "fr": ["Edit : merci pour tous vos messages, je lis tout ❤️", "(edit : faute de frappe, pardon)",
           "Edit : on me dit que c’était l’orchestre, pas une bande.", "EDIT : oui c’était bien en direct !",
           "Edit : et maintenant je pleure pour de bon", "(modifié : j’avais oublié les accents)"],
    "en": ["Edit: thank you for all the replies ❤️", "(edit: typo)", "Edit: yes it really was live!", "Edit: I'm fine. I'm not fine."],
    "es": ["Edito: gracias por tantos mensajes ❤️", "(edito: errata)"],
    "ja": ["（追記：誤字を直しました）", "追記：みなさんありがとう❤️"],
    "ar": ["تعديل: شكراً لكل الرسائل ❤️", "(تعديل: خطأ مطبعي)"],
}


def _key(post):
    return post["network"], post["host"], post["native_id"]


class Timeline:
    def __init__(self):
        self.dice = Dice("recording")
        self.people = make_people()
        self.scribe = Scribe(self.people)
        self.events = []
        self.arrival = {}
        self.touched = set()

    def add(self, at_ms, event, **rest):
        at_ms = max(0, min(DURATION_MS, at_ms))
        self.events.append({"at_ms": at_ms, "event": event, **rest})

    def posts(self):
        posts = []
        for time_ms, person, what in make_plan(self.people):
            post = self.scribe.post(time_ms, person, what)
            posts.append((person, what, post))
            at_ms = time_ms + self._lag(person, time_ms)
            self.arrival[_key(post)] = min(at_ms, DURATION_MS - 1000)
        return posts

    def _lag(self, person, time_ms):
        """How long this network takes to show us a post."""
        if person["network"] == "youtube":
            return YOUTUBE_POLL_MS - time_ms % YOUTUBE_POLL_MS + 120
        if person["network"] == "bluesky":
            return self.dice.whole(180, 1200)
        slow = person["home"] != person["host"] and self.dice.chance(0.03)
        return self.dice.whole(9000, 40000) if slow else self.dice.whole(250, 2400)

    def edited(self, post, text, at_ms):
        """The same post with a new text, as its server would send it."""
        changed = copy.deepcopy(post)
        changed["edited_at_us"] = START_US + (at_ms - self.dice.whole(200, 900)) * 1000
        write_text(changed, text)
        return changed

    def edits(self, posts):
        """Only Mastodon lets its posts be edited."""
        open_to_edit = [(person, post) for person, what, post in posts
                        if person["network"] == "mastodon" and what == "fan" and len(self.scribe.plain[_key(post)]) > 30
                        and self.arrival[_key(post)] < DURATION_MS - 90_000]
        french = [entry for entry in open_to_edit if entry[0]["language"] == "fr"]
        for person, post in self.dice.sample(french, NASTY_EDITS):
            at_ms = self._later(post, 20_000, 480_000)
            self._edit(post, at_ms, self._nasty(person, at_ms), "nasty-edit")
        calm = [entry for entry in open_to_edit if _key(entry[1]) not in self.touched]
        for person, post in self.dice.sample(calm, HARMLESS_EDITS):
            text = self._repaired(person, post)
            self._edit(post, self._later(post, 20_000, 480_000), text, "edit")

    def _edit(self, post, at_ms, text, label):
        self.touched.add(_key(post))
        self.scribe.label(post, label)
        self.add(at_ms, "edit", post=self.edited(post, text, at_ms))

    def _later(self, post, least, most):
        arrived = self.arrival[_key(post)]
        return min(arrived + self.dice.whole(least, most), DURATION_MS - self.dice.whole(500, 20_000))

    def _nasty(self, person, at_ms):
        text = self.scribe.hostile("nasty-edit", person, at_ms // 1000)
        return f"{text} #NuitDesLucioles"

    def _repaired(self, person, post):
        """Puts a slip into the first version and takes it out of the second; or adds a line."""
        text = self.scribe.plain[_key(post)]
        words = re.findall(r"(?<![#@\w])[a-zà-ÿ]{6,}", text)
        if self.dice.chance(0.35) or not words:
            additions = ADDITIONS.get(person["language"], ADDITIONS["en"])
            return f"{text}\n\n{self.dice.pick(additions)}"
        word = self.dice.pick(words)
        at = self.dice.pick([n for n in range(1, len(word) - 1) if word[n] != word[n + 1]])
        slip = word[:at] + word[at + 1] + word[at] + word[at + 2:]
        write_text(post, text.replace(word, slip, 1))
        return text

    def deletions(self, posts):
        free = [entry for entry in posts
                if entry[1] in ("fan", "abuse", "spam-vote", "spam-gift") and _key(entry[2]) not in self.touched
                and self.arrival[_key(entry[2])] < DURATION_MS - 60_000]
        chosen = self.dice.sample(free, LATE_DELETIONS + QUICK_DELETIONS)
        for number, (_, _, post) in enumerate(chosen):
            self.touched.add(_key(post))
            quick = number < QUICK_DELETIONS
            self.delete(post, self._later(post, *((1500, 7000) if quick else (30_000, 540_000))))
            self.scribe.label(post, "deleted")

    def delete(self, post, at_ms):
        network, host, native_id = _key(post)
        self.add(at_ms, "delete", network=network, host=host, native_id=native_id)

    def disorder(self, posts):
        """What real servers do and every reader must survive; see FORMAT.md."""
        calm = [post for person, what, post in posts
                if what == "fan" and person["network"] == "mastodon" and "text" in post and _key(post) not in self.touched
                and 300_000 < self.arrival[_key(post)] < 1_200_000]
        slow = [post for post in calm
                if START_US + self.arrival[_key(post)] * 1000 - post["created_at_us"] > 1_600_000]
        early_edit = self.dice.pick(slow)
        early_delete, late_edit = self.dice.sample([post for post in calm if post is not early_edit], 2)
        self.delete(early_delete, self.arrival[_key(early_delete)] - 700)
        self.scribe.label(early_delete, "deleted-before-it-arrived")
        self.add(self.arrival[_key(early_edit)] - 400, "edit",
                 post=self.edited(early_edit, early_edit["text"] + " (corrigé)", self.arrival[_key(early_edit)] - 400))
        self.scribe.label(early_edit, "edited-before-it-arrived")
        gone = self.arrival[_key(late_edit)] + 45_000
        self.delete(late_edit, gone)
        self.add(gone + 1300, "edit", post=self.edited(late_edit, late_edit["text"] + " !!!", gone + 900))
        self.scribe.label(late_edit, "edited-after-its-deletion")
        for at_ms in (402_000, 1_121_500):
            self.add(at_ms, "delete", network="mastodon", host="scene.example",
                     native_id=snowflake(START_US - at_ms * 40_000, 7))

    def account_closed(self):
        person = suspended(self.people)
        self.add(SUSPENSION_S * 1000, "account", network=person["network"], host=person["host"],
                 native_id=person["native_id"], active=False)

    def build(self):
        posts = self.posts()
        self.edits(posts)
        self.deletions(posts)
        self.disorder(posts)
        self.account_closed()
        for _, _, post in posts:
            self.add(self.arrival[_key(post)], "post", post=post)
        for moment in MOMENTS:
            if moment.note:
                self.add(moment.second * 1000, "moment", text=moment.note)
        self.events.sort(key=lambda event: event["at_ms"])
        return self

    def header(self):
        official = [{"network": person["network"], "host": person["host"], "native_id": person["native_id"],
                     "handle": person["handle"]} for person in self.people if person["role"] == "official"]
        return {"format": "coulisses-recording", "version": 1, "title": TITLE, "language": "fr", "tags": TAGS,
                "recorded_at_us": START_US, "duration_ms": DURATION_MS, "official": official}


def _lines(documents):
    return "".join(json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n" for document in documents)


def make_recording():
    """(text of show.ndjson, text of labels.ndjson)"""
    timeline = Timeline().build()
    labels = [{"network": key[0], "host": key[1], "native_id": key[2], "labels": sorted(names)}
              for key, names in sorted(timeline.scribe.labels.items())]
    return _lines([timeline.header(), *timeline.events]), _lines(labels)
