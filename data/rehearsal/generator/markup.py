# SPDX-License-Identifier: GPL-3.0-or-later
"""Mastodon's HTML for a plain text."""

import html
import re

TOKEN = re.compile(r"#\w+|(?<!\w)@\w+|https://\S+")


def _link(token, host):
    if token.startswith("#"):
        name = token[1:]
        return (f'<a href="https://{host}/tags/{name}" class="mention hashtag" rel="tag">'
                f"#<span>{name}</span></a>")
    if token.startswith("@"):
        name = token[1:]
        return (f'<span class="h-card"><a href="https://{host}/@{name}" class="u-url mention">'
                f"@<span>{name}</span></a></span>")
    shown = token.removeprefix("https://")
    return (f'<a href="{html.escape(token)}" target="_blank" rel="nofollow noopener noreferrer">'
            f'<span class="invisible">https://</span><span>{html.escape(shown)}</span></a>')


def to_html(text, host):
    """Paragraphs for blank lines, <br> for line ends; hashtags in a paragraph of their own."""
    body = re.match(r"(?s)(.*?)((?:\s*#\w+)*)$", text)
    paragraphs = [part for part in [*body[1].split("\n\n"), body[2].strip()] if part]
    made = []
    for paragraph in paragraphs:
        at, pieces = 0, []
        for token in TOKEN.finditer(paragraph):
            pieces += [html.escape(paragraph[at:token.start()]), _link(token[0], host)]
            at = token.end()
        pieces.append(html.escape(paragraph[at:]))
        made.append("".join(pieces).replace("\n", "<br>").replace("’", "&#8217;").replace("\u00a0", "&nbsp;"))
    return "".join(f"<p>{paragraph}</p>" for paragraph in made)
