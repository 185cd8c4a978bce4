#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the rehearsal show: show.ndjson, labels.ndjson and media/*.png.

Everything in it is invented. The same program always writes the same show: the
dice have a fixed seed, and neither the clock nor the machine is asked anything.
FORMAT.md describes the files.
"""

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.dont_write_bytecode = True

from generator import avatars, pictures  # noqa: E402
from generator.people import AVATAR_FILES  # noqa: E402
from generator.recording import make_recording  # noqa: E402


def paint(name):
    """(file name, PNG bytes) of one picture; runs in a process of its own."""
    if name.startswith("avatar-"):
        return f"{name}.png", avatars.paint(int(name[7:]))
    return f"{name}.png", pictures.paint(name)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=Path(__file__).parent, metavar="FOLDER",
                        help="where to write (default: beside this program)")
    parser.add_argument("--no-media", action="store_true", help="write the texts only")
    options = parser.parse_args()

    options.output.mkdir(parents=True, exist_ok=True)
    show, labels = make_recording()
    (options.output / "show.ndjson").write_text(show, encoding="utf-8", newline="\n")
    (options.output / "labels.ndjson").write_text(labels, encoding="utf-8", newline="\n")
    if options.no_media:
        return
    media = options.output / "media"
    media.mkdir(exist_ok=True)
    names = [*sorted(pictures.PAINTERS), *(f"avatar-{number:03d}" for number in range(1, AVATAR_FILES + 1))]
    with ProcessPoolExecutor(max_workers=2) as pool:
        for name, png in pool.map(paint, names, chunksize=4):
            (media / name).write_bytes(png)


if __name__ == "__main__":
    main()
