#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rooms of src/ include only what the house allows. The build holds the headers apart; this holds
the rest: that nobody adds an include path, and that toolkits stay in their rooms."""

import pathlib
import re
import sys

ALLOWED = {
    "base": [],
    "net": ["base"],
    "model": ["base"],
    "media": ["base", "model", "net"],
    "store": ["base", "model"],
    "sources": ["base", "model", "net"],
    "moderation": ["base", "model", "store"],
    "playout": ["base", "model", "store"],
    "outputs": ["base", "model", "net"],
    "live": ["base", "model", "net"],
    "publish": ["base", "model", "net"],
    "contest": ["base", "model", "store"],
}
ENGINE = list(ALLOWED)
ALLOWED["desk"] = ENGINE
ALLOWED["ui"] = ENGINE + ["desk"]
ALLOWED["app"] = ENGINE + ["desk", "ui"]
ALLOWED["cli"] = ENGINE + ["desk"]

TOOLKITS = {
    r"<(gtk|gdk|gsk|adwaita)[/.]": ["ui", "app"],
    r"<sqlite3\.h>": ["store"],
    r"<libsoup/": ["net", "sources", "outputs", "publish"],
    r"<gst/": ["live", "ui"],
    r"<libsecret/": ["publish"],
    r"<nettle/": ["model", "contest"],
    r"<(jsc|openssl)/": ["contest"],
    r"<(cairo|pango)": ["contest", "live", "ui"],
}


def check(source):
    owner = {h.name: h.relative_to(source).parts[0] for h in source.rglob("*.h")}
    for path in sorted([*source.rglob("*.c"), *source.rglob("*.h")]):
        room = path.relative_to(source).parts[0]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            include = re.match(r'\s*#\s*include\s+(["<].*[">])', line)
            if not include:
                continue
            name = include.group(1)
            other = owner.get(pathlib.PurePath(name.strip('"<>')).name) if name.startswith('"') else None
            if other and other != room and other not in ALLOWED.get(room, []):
                yield f"{path}:{number}: {room} may not include {other}"
            for pattern, rooms in TOOLKITS.items():
                if re.search(pattern, name) and room not in rooms:
                    yield f"{path}:{number}: {name} does not belong in {room}"


def main():
    wrong = list(check(pathlib.Path(sys.argv[1]) / "src"))
    print("\n".join(wrong) or "every arrow points down")
    return 1 if wrong else 0


sys.exit(main())
