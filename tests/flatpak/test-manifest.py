#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Flatpak manifest is well formed and asks for no more than the desk needs."""

import json
import pathlib
import sys

ALLOWED = {
    "--socket=wayland",
    "--socket=fallback-x11",
    "--share=ipc",
    "--share=network",
    "--device=dri",
    "--socket=pulseaudio",
    "--talk-name=org.freedesktop.secrets",
}


def problems(root):
    application = "app.coulisses.Coulisses"
    manifest = json.loads((root / "flatpak" / f"{application}.json").read_text(encoding="utf-8"))
    if manifest["id"] != application:
        yield f"the id is {manifest['id']}, the application's is {application}"
    for argument in manifest["finish-args"]:
        if argument not in ALLOWED:
            yield f"{argument} is more than the desk needs: files and cameras come through portals"
    if manifest["command"] != "coulisses":
        yield f"{manifest['command']} is not what gets installed"
    for module in manifest["modules"]:
        for source in module["sources"]:
            if source["type"] == "dir" and not (root / "flatpak" / source["path"] / "meson.build").exists():
                yield f"{module['name']}: there is nothing to build at {source['path']}"
            if source["type"] == "archive" and len(source.get("sha256", "")) != 64:
                yield f"{module['name']}: an archive without its digest"


found = list(problems(pathlib.Path(sys.argv[1])))
print("\n".join(found) or "the manifest is sound")
sys.exit(1 if found else 0)
