#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rehearsal show is what its generator writes, and holds what FORMAT.md promises. TAP."""

import collections
import json
import re
import struct
import subprocess
import sys
import tempfile
import traceback
import zlib
from pathlib import Path

FOLDER = Path(sys.argv[1]) / "data" / "rehearsal"
ID = re.compile(r"[0-9A-Za-z:._/-]{1,256}")
POST_KEYS = {
    "network", "host", "native_id", "uri", "web_url", "created_at_us", "edited_at_us", "language", "visibility", "sensitive",
    "warning", "reply_to", "quote_of", "tags", "links", "account", "media", "counts"}
ACCOUNT_KEYS = {"native_id", "handle", "name", "avatar", "bot", "created_at_us", "followers", "verified"}
SPAM = {"spam-vote", "spam-gift"}
LIMITS = {"mastodon": 500, "bluesky": 300, "youtube": 200}


def key(entry):
    return entry["network"], entry["host"], entry["native_id"]


def words(post):
    return post.get("text", post.get("html"))


def documents_of(path):
    # Not splitlines(): somebody has a U+2028 in his name.
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


class Show:
    def __init__(self, folder):
        documents = documents_of(folder / "show.ndjson")
        self.header, self.events = documents[0], documents[1:]
        self.posts = [event["post"] for event in self.events if event["event"] == "post"]
        self.edits = [event for event in self.events if event["event"] == "edit"]
        self.deletes = [event for event in self.events if event["event"] == "delete"]
        self.arrivals = {key(event["post"]): event["at_ms"] for event in self.events if event["event"] == "post"}
        self.labels = {key(entry): set(entry["labels"])
                       for entry in documents_of(folder / "labels.ndjson")}

    def labelled(self, *names):
        return [post for post in self.posts if self.labels.get(key(post), set()) & set(names)]


def pixels(png):
    """Header and inflated rows of a PNG: what it shows, however it was packed."""
    at, head, packed = 8, b"", b""
    while at < len(png):
        length, name = struct.unpack(">I4s", png[at:at + 8])
        body = png[at + 8:at + 8 + length]
        head, packed = (body if name == b"IHDR" else head), packed + (body if name == b"IDAT" else b"")
        at += 12 + length
    return head, zlib.decompress(packed)


def test_generator_writes_what_is_here(show):
    with tempfile.TemporaryDirectory() as fresh:
        subprocess.run([sys.executable, FOLDER / "generate.py", "--output", fresh], check=True, timeout=280)
        fresh = Path(fresh)
        for name in ("show.ndjson", "labels.ndjson"):
            assert (fresh / name).read_bytes() == (FOLDER / name).read_bytes(), f"{name} differs: run generate.py"
        here = {path.name for path in (FOLDER / "media").iterdir()}
        assert here == {path.name for path in (fresh / "media").iterdir()}, "media/ holds other files: run generate.py"
        for name in sorted(here):
            first, second = (FOLDER / "media" / name).read_bytes(), (fresh / "media" / name).read_bytes()
            assert first == second or pixels(first) == pixels(second), f"media/{name} differs: run generate.py"


def test_sizes(show):
    assert (FOLDER / "show.ndjson").stat().st_size < 3_000_000
    assert sum(path.stat().st_size for path in (FOLDER / "media").iterdir()) < 4_000_000


def test_header(show):
    assert (show.header["format"], show.header["version"]) == ("coulisses-recording", 1)
    assert show.header["tags"] == ["NuitDesLucioles", "Lucioles2026", "Duo"]
    assert show.header["recorded_at_us"] == 1795291200 * 1_000_000
    accounts = {(post["network"], post["host"], post["account"]["native_id"]) for post in show.posts}
    assert {key(entry) for entry in show.header["official"]} <= accounts
    assert {entry["network"] for entry in show.header["official"]} == {"mastodon", "bluesky", "youtube"}


def test_shape(show):
    times = [event["at_ms"] for event in show.events]
    assert times == sorted(times) and 0 <= times[0] and times[-1] <= show.header["duration_ms"]
    assert {event["event"] for event in show.events} == {"post", "edit", "delete", "account", "moment"}
    for post in show.posts + [event["post"] for event in show.edits]:
        assert set(post) - {"text", "html"} == POST_KEYS and ("text" in post) != ("html" in post), post
        assert set(post["account"]) == ACCOUNT_KEYS
        assert ID.fullmatch(post["native_id"]) and ID.fullmatch(post["account"]["native_id"]), post
        assert not post["account"]["handle"].startswith("@")
        assert words(post) or post["media"], post
        assert post["visibility"] == "public"
    for post in show.posts:
        assert post["edited_at_us"] is None and post["created_at_us"] >= show.header["recorded_at_us"]
        arrived_us = show.header["recorded_at_us"] + show.arrivals[key(post)] * 1000
        assert post["created_at_us"] <= arrived_us, post


def test_only_invented_hosts(show):
    text = (FOLDER / "show.ndjson").read_text(encoding="utf-8")
    for host in re.findall(r"https?://([^/\"?\s<]+)", text) + [post["host"] for post in show.posts]:
        assert host.endswith(".example"), host


def test_two_thousand_posts_of_four_hundred_accounts(show):
    assert len(show.posts) == len(show.arrivals) == 2000
    assert len({(post["network"], post["account"]["native_id"]) for post in show.posts}) == 400
    faces = {(post["network"], post["account"]["native_id"]) for post in show.posts if post["account"]["avatar"]}
    assert len(faces) == 120, len(faces)


def test_networks_and_languages(show):
    networks = collections.Counter(post["network"] for post in show.posts)
    assert set(networks) == set(LIMITS) and min(networks.values()) >= 300, networks
    languages = collections.Counter(post["language"] for post in show.posts if post["language"])
    share = languages["fr"] / sum(languages.values())
    assert 0.55 <= share <= 0.68, share
    ranked = [language for language, _ in languages.most_common()]
    assert ranked[0] == "fr" and set(ranked[1:5]) == {"en", "es", "ar", "ja"}, languages
    assert {"pt", "de", "ko", "it"} <= set(ranked) and len(ranked) >= 20, languages


def test_texts_are_not_stamped(show):
    calm = [re.sub(r"\s*#\w+", "", words(post)) for post in show.posts
            if words(post) and not show.labels.get(key(post), set()) & SPAM]
    calm = [text for text in calm if text]
    assert len(set(calm)) / len(calm) >= 0.95, len(set(calm)) / len(calm)


def test_kinds_of_posts(show):
    text = [post.get("text", "") for post in show.posts]
    assert sum("html" in post for post in show.posts) >= 30
    assert sum(len(words(post)) >= 1000 for post in show.posts) >= 8
    assert sum(bool(post["media"]) and not re.sub(r"#\w+", "", words(post)).strip() for post in show.posts
               if "text" in post) >= 10
    assert any(post["media"] and post.get("text") == "" and post["tags"] for post in show.posts)
    assert sum(bool(post["warning"]) for post in show.posts) >= 10
    assert sum(bool(post["reply_to"]) for post in show.posts) >= 50
    assert sum("Duo" in post["tags"] for post in show.posts) >= 100
    for pattern in ("\u200d", "[\U0001f1e6-\U0001f1ff]{2}", "[\U0001f3fb-\U0001f3ff]", "\u202e", "\u200b", "[\u0300-\u036f]{8}"):
        assert any(re.search(pattern, one) for one in text), ascii(pattern)
    for post in show.posts:
        if "text" in post and len(post["text"]) < 1000:
            assert len(post["text"]) <= LIMITS[post["network"]], post


def test_replies_answer_something(show):
    for post in show.posts:
        if post["reply_to"]:
            assert (post["network"], post["host"], post["reply_to"]) in show.arrivals, post


def test_media_files(show):
    used = {address for post in show.posts for medium in post["media"] for address in (medium["url"], medium["thumb"])}
    used |= {post["account"]["avatar"] for post in show.posts if post["account"]["avatar"]}
    assert all(address.startswith("rehearsal:") for address in used)
    assert {address[10:] for address in used} == {path.name for path in (FOLDER / "media").iterdir()}
    alts = [medium["alt"] for post in show.posts for medium in post["media"]]
    assert len(alts) >= 100 and 0.5 < sum(alt is not None for alt in alts) / len(alts) < 0.95
    for path in (FOLDER / "media").iterdir():
        size = struct.unpack(">II", path.read_bytes()[16:24])
        assert size == ((96, 96) if path.name.startswith("avatar-") else (480, 270)), (path.name, size)


def test_bursts_at_the_winners(show):
    created = [(post["created_at_us"] - show.header["recorded_at_us"]) // 1000 for post in show.posts
               if not show.labels.get(key(post), set()) & SPAM]
    winners = [event["at_ms"] for event in show.events if event["event"] == "moment"
               and re.match(r"(Révélation|Chanson|Album|Clip|Voix|Prix|Luciole)[^:]* : ", event["text"])]
    assert len(winners) == 8, winners
    for start in winners:
        burst = sum(start <= time < start + 12_000 for time in created)
        quiet = sum(start - 24_000 <= time < start - 12_000 for time in created)
        assert burst >= 30 and burst > 2 * quiet, (start, burst, quiet)


def test_spam_waves(show):
    for label, least, start, end in (("spam-vote", 60, 750_000, 810_000), ("spam-gift", 40, 1_030_000, 1_100_000)):
        wave = [post for post in show.labelled(label) if start <= show.arrivals[key(post)] <= end]
        assert len(wave) >= least, (label, len(wave))
        assert len({post["account"]["native_id"] for post in wave}) >= 12
    gifts = show.labelled("spam-gift")
    assert all(post["links"] for post in gifts) and any(post["media"] for post in gifts)


def test_strangers(show):
    handles = {post["account"]["handle"] for post in show.labelled("look-alike")}
    names = {post["account"]["name"] for post in show.posts}
    assert len(handles) == 8 and any("0fficiel" in handle for handle in handles)
    assert any("\u043e" in handle for handle in handles) and any("\u200b" in handle for handle in handles)
    assert {"Jean Bonbeurre", "Marc Assin", "Camille Onnette"} <= names
    assert sum(post["account"]["verified"] for post in show.posts) == 24
    assert len(show.labelled("abuse")) >= 30 and len(show.labelled("trick")) >= 12


def test_edits(show):
    assert len(show.edits) >= 60 and len(show.labelled("nasty-edit")) >= 12
    originals = {key(post): post for post in show.posts}
    for event in show.edits:
        post, first = event["post"], originals[key(event["post"])]
        assert post["network"] == "mastodon" and words(post) != words(first), post
        assert first["created_at_us"] < post["edited_at_us"] <= show.header["recorded_at_us"] + event["at_ms"] * 1000
        assert {**post, "edited_at_us": 0, "text": 0, "html": 0, "tags": 0, "links": 0} == \
            {**first, "edited_at_us": 0, "text": 0, "html": 0, "tags": 0, "links": 0}


def test_deletions(show):
    known = [event["at_ms"] - show.arrivals[key(event)] for event in show.deletes if key(event) in show.arrivals]
    assert len(known) >= 60 and len(show.deletes) - len(known) == 2
    assert sum(wait < 0 for wait in known) == 1 and sum(0 < wait <= 10_000 for wait in known) >= 10
    assert len({key(event) for event in show.deletes}) == len(show.deletes)


def test_disorder(show):
    deleted = {key(event): event["at_ms"] for event in show.deletes}
    late = [event for event in show.edits if event["at_ms"] > deleted.get(key(event["post"]), 10 ** 9)]
    early = [event for event in show.edits if event["at_ms"] < show.arrivals[key(event["post"])]]
    assert len(late) == len(early) == 1


def test_closed_account(show):
    closed = [event for event in show.events if event["event"] == "account"]
    assert len(closed) == 1 and closed[0]["active"] is False
    times = [show.arrivals[key(post)] for post in show.posts if post["account"]["native_id"] == closed[0]["native_id"]]
    assert times and max(times) < closed[0]["at_ms"]


def test_activity(show):
    slots = collections.defaultdict(set)
    for post in show.posts:
        minute = (post["created_at_us"] - show.header["recorded_at_us"]) // 300_000_000
        slots[post["network"], post["account"]["native_id"]].add(minute)
    spread = collections.Counter(len(seen) for seen in slots.values())
    assert set(spread) == {1, 2, 3, 4, 5} and 5 <= spread[5] <= 30 and spread[1] >= 100, spread


def main():
    tests = [(name, test) for name, test in globals().items() if name.startswith("test_")]
    show, failed = Show(FOLDER), 0
    print(f"1..{len(tests)}")
    for number, (name, test) in enumerate(tests, 1):
        try:
            test(show)
            print(f"ok {number} {name[5:]}", flush=True)
        except (AssertionError, subprocess.SubprocessError) as error:
            failed += 1
            where = traceback.extract_tb(error.__traceback__)[-1]
            print(f"not ok {number} {name[5:]}\n# line {where.lineno}: {where.line} {str(error)[:400]!r}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
