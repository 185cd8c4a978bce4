#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Version, news and metainfo agree; every string is in French; every file of strings is listed; every type of a template is made
known."""

import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as xml

ROOT = pathlib.Path(sys.argv[1])
MARKED = re.compile(r'(?<![A-Za-z0-9_])(?:_|N_|C_|ngettext) ?\(\s*"|translatable="yes"')


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def versions():
    build = re.search(r"version: '([^']+)'", read("meson.build")).group(1)
    news = re.search(r"^(\S+), (\S+)\n===", read("NEWS"), re.M)
    release = xml.fromstring(read("data/app.coulisses.Coulisses.metainfo.xml.in")).find("releases/release")
    if build != news.group(1) or build != release.get("version"):
        yield f"meson.build says {build}, NEWS {news.group(1)}, the metainfo {release.get('version')}"
    if news.group(2) != release.get("date"):
        yield f"NEWS says {news.group(2)}, the metainfo {release.get('date')}"


def strings():
    listed = {line.strip() for line in read("po/POTFILES.in").splitlines() if line.strip() and not line.startswith("#")}
    for name in sorted(listed):
        if not (ROOT / name).exists():
            yield f"po/POTFILES.in names {name}, which does not exist"
    for path in sorted([*ROOT.glob("src/**/*.c"), *ROOT.glob("src/**/*.ui")]):
        name = str(path.relative_to(ROOT))
        if name not in listed and MARKED.search(path.read_text(encoding="utf-8")):
            yield f"{name} has strings to translate and is not in po/POTFILES.in"


def french():
    missing = subprocess.run(
        ["msgattrib", "--untranslated", "--no-wrap", str(ROOT / "po" / "fr.po")], capture_output=True, text=True, check=True
    ).stdout
    fuzzy = subprocess.run(
        ["msgattrib", "--only-fuzzy", "--no-wrap", str(ROOT / "po" / "fr.po")], capture_output=True, text=True, check=True
    ).stdout
    for kind, text in (("untranslated", missing), ("doubtful", fuzzy)):
        for string in re.findall(r'^msgid "(.+)"$', text, re.M):
            yield f"po/fr.po: {kind}: {string}"


def template():
    """What the sources say now has to be in the French file, not only what it listed once."""
    names = [line for line in read("po/POTFILES.in").splitlines() if line and not line.startswith("#")]
    pot = subprocess.run(
        ["xgettext", "--from-code=UTF-8", "-k_", "-kN_", "-kC_:1c,2", "-kNC_:1c,2", "-kngettext:1,2", "--no-wrap", "-o", "-", *names],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout
    known = read("po/fr.po").replace('"\n"', "")
    for string in re.findall(r'^msgid ((?:".*"\n)+)', pot, re.M):
        text = "".join(part[1:-1] for part in string.splitlines())
        if text and f'msgid "{text}"' not in known:
            yield f"po/fr.po lacks: {text}"


def types():
    """A type that nobody has made known is found by its name only where the linker exports symbols, which not every Debian does."""
    for path in sorted(ROOT.glob("src/**/*.ui")):
        code = "".join(part.read_text(encoding="utf-8") for part in path.parent.glob(f"{path.stem}*.c"))
        for name in sorted(set(re.findall(r'<object class="Cs(\w+)"', path.read_text(encoding="utf-8")))):
            macro = "CS_TYPE_" + re.sub(r"(?<!^)(?=[A-Z])", "_", name).upper()
            if f"g_type_ensure ({macro})" not in code:
                yield f"{path.relative_to(ROOT)} uses Cs{name}: its class_init has to call g_type_ensure ({macro})"


found = [problem for check in (versions, strings, french, template, types) for problem in check()]
print("\n".join(found) or "everything agrees")
sys.exit(1 if found else 0)
