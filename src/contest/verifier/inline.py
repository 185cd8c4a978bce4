#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""inline.py OUTPUT SOURCE-FOLDER: makes the verifier one file, which may run nothing but its own script and ask nobody."""

import base64
import hashlib
import html
import pathlib
import re
import sys

SCRIPTS = ['vendor/noble-bls12-381.js', 'beacon-check.js', 'strict-json.js', 'draw-parts.js', 'draw-certificate.js',
           'draw-journal.js', 'draw-verify.js', 'clue-verify.js', 'verifier-words.js', 'verifier-page.js']


def source_of(text):
    """What a policy allows a script or a style by."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def main(output, folder):
    folder = pathlib.Path(folder)
    read = lambda name: (folder / name).read_text(encoding='utf-8')  # noqa: E731
    noble = (folder / SCRIPTS[0]).read_bytes()
    pinned = re.search(r'noble-bls12-381.js, SHA-256 \| `([0-9a-f]{64})`', read('vendor/README.md')).group(1)
    if hashlib.sha256(noble).hexdigest() != pinned:
        sys.exit('vendor/noble-bls12-381.js is not the pinned file: see vendor/README.md')
    script = '\n'.join(read(name) for name in SCRIPTS)
    style = read('verifier.css')
    if '</script' in script.lower() or '</style' in style.lower():
        sys.exit('the script or the style would end early')
    policy = f"default-src 'none'; script-src {source_of(script)}; style-src {source_of(style)}; base-uri 'none'; form-action 'none'"
    page = read('verifier.html')
    for name, text in (('POLICY', policy), ('STYLE', style), ('SCRIPT', script), ('LICENCE', html.escape(read('vendor/LICENSE')))):
        page = page.replace(f'@{name}@', text, 1)
    pathlib.Path(output).write_text(page, encoding='utf-8')


main(*sys.argv[1:])
