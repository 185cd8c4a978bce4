# SPDX-License-Identifier: GPL-3.0-or-later
"""Hashtags as Mastodon compares them, and post text as its HTML."""

import html
import re
import unicodedata

# Latin letters that Mastodon folds although Unicode does not decompose them.
UNDECOMPOSED = str.maketrans('ðđħıĸłŀŋøŧſŉ', 'ddhikllnotsn')

TAG = re.compile(r'(?<![\w/&])#(\w*[^\W\d_]\w*)')
TOKEN = re.compile(r'(?P<url>https?://[^\s<>"]+)|(?<![\w/&])#(?P<tag>\w*[^\W\d_]\w*)')


def fold_letter(letter):
    base = unicodedata.normalize('NFD', letter)
    if len(base) > 1 and base[0].isascii():
        return base[0]
    return letter


def normalize_tag(tag):
    """NFKC, lower case, accents off Latin letters, signs dropped."""
    text = unicodedata.normalize('NFKC', tag.lstrip('#')).lower()
    text = ''.join(fold_letter(letter) for letter in text.translate(UNDECOMPOSED))
    return re.sub(r'[^\w·・\u200c]', '', text)


def tags_of(text):
    """Pairs (normalised, as written), each normalised tag once."""
    found = {}
    for match in TAG.finditer(text):
        found.setdefault(normalize_tag(match.group(1)), match.group(1))
    return list(found.items())


def link_html(address):
    scheme, rest = address.split('://', 1)
    shown, hidden = rest[:30], rest[30:]
    css = 'ellipsis' if hidden else ''
    return (f'<a href="{html.escape(address)}" target="_blank" '
            'rel="nofollow noopener noreferrer" translate="no">'
            f'<span class="invisible">{scheme}://</span>'
            f'<span class="{css}">{html.escape(shown)}</span>'
            f'<span class="invisible">{html.escape(hidden)}</span></a>')


def tag_html(tag, base):
    return (f'<a href="{base}/tags/{normalize_tag(tag)}" class="mention hashtag" '
            f'rel="tag">#<span>{html.escape(tag)}</span></a>')


def to_html(text, base):
    """Paragraphs at blank lines, <br /> at line ends, links and hashtags."""
    paragraphs = []
    for paragraph in re.split(r'\n{2,}', text.strip('\n')):
        pieces, last = [], 0
        for match in TOKEN.finditer(paragraph):
            pieces.append(html.escape(paragraph[last:match.start()]))
            if match.group('url'):
                pieces.append(link_html(match.group('url')))
            else:
                pieces.append(tag_html(match.group('tag'), base))
            last = match.end()
        pieces.append(html.escape(paragraph[last:]))
        paragraphs.append(''.join(pieces).replace('\n', '<br />'))
    return ''.join(f'<p>{paragraph}</p>' for paragraph in paragraphs if paragraph)
