#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes the pictures of data/screenshots: the real window during the rehearsal, at two sizes, dark and light, in French
and English. They are kept in the folder that CS_SCREENSHOTS names, if it does; otherwise they only have to show a window."""

import os
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / 'support'), str(HERE.parent / 'rig')]

import tap  # noqa: E402
import window  # noqa: E402

ROOT = pathlib.Path(os.environ['CS_SOURCE_ROOT'])
KEEP = os.environ.get('CS_SCREENSHOTS')
FOLDER = pathlib.Path(KEEP or tempfile.mkdtemp(prefix='coulisses-shots-'))
SIZES = ((1366, 768), (1920, 1080))
LANGUAGES = ('en', 'fr')
SCHEMES = ('dark', 'light')
MIN_COLOURS = 200
PAUSE_S = 0.7  # for what a key did to be on disk, and a hurried second press to count
FRAME = 5  # pixels that the window draws around itself where nothing composes the screen: no window on a whole screen has them


def resize(desk, width, height):
    found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(desk.process.pid)], capture_output=True,
                           text=True, check=True).stdout.split()[-1]
    subprocess.run(['xdotool', 'windowmove', found, str(-FRAME), str(-FRAME), 'windowsize', '--sync', found,
                    str(width + 2 * FRAME), str(height + 2 * FRAME)], check=True, timeout=20)


def check(width, height, scheme, language):
    with tempfile.TemporaryDirectory(prefix='coulisses-shot-') as folder:
        environment = {
            'LANGUAGE': language, 'LC_ALL': 'C.UTF-8', 'GSETTINGS_BACKEND': 'keyfile', 'XDG_CONFIG_HOME': folder,
            'COULISSES_DATA_DIR': str(ROOT / 'data'), 'COULISSES_LOCALE_DIR': os.path.join(window.BUILD, 'po'),
        }
        settings = pathlib.Path(folder) / 'glib-2.0' / 'settings'
        settings.mkdir(parents=True)
        (settings / 'keyfile').write_text(f"[app/coulisses/Coulisses]\ncolor-scheme='{scheme}'\n", encoding='utf-8')
        with window.Window('--rehearsal', '--speed', '20', '--port', '0', environment=environment) as desk:
            resize(desk, width, height)
            time.sleep(9)
            for key in ('j', 'a', 'j', 'a', 'space', 'Return', 'space'):
                desk.press(key)
                time.sleep(PAUSE_S)
            time.sleep(2)
            path = FOLDER / f'window-{width}x{height}-{scheme}-{language}.png'
            subprocess.run(['import', '-window', 'root', '-crop', f'{width}x{height}+0+0', '+repage', str(path)], check=True, timeout=20)
            assert desk.alive()
        out = subprocess.run(['identify', '-format', '%w %h %k', str(path)], capture_output=True, text=True, check=True).stdout
        seen_width, seen_height, colours = map(int, out.split())
        assert (seen_width, seen_height) == (width, height), out
        assert colours >= MIN_COLOURS, f'{colours} colours: nothing was drawn'


def make(width, height, scheme, language):
    def one():
        check(width, height, scheme, language)
    one.__doc__ = f'{width}×{height} {scheme} {language}'
    return one


checks = [make(*size, scheme, language) for size in SIZES for scheme in SCHEMES for language in LANGUAGES]
sys.exit(1 if tap.run(checks) else 0)
