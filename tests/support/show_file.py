# SPDX-License-Identifier: GPL-3.0-or-later
"""What tests write into a show file that nobody has open, and read from one that is."""

import contextlib
import sqlite3


def text_of(value):
    """A string or a list of strings as GVariant prints it."""
    if isinstance(value, str):
        return "'" + value.replace('\\', '\\\\').replace("'", "\\'") + "'"
    return '[' + ', '.join(map(text_of, value)) + ']' if value else '@as []'


def set_sources(show, *sources):
    """The sources that the desk will open this show with: {kind, server[, appview][, any]} each."""
    saved = []
    for number, source in enumerate(sources):
        fields = {'id': f'{source["kind"]}-{number}', 'all': [], 'none': [], **source}
        saved.append('{' + ', '.join(f"'{name}': <{text_of(value)}>" for name, value in fields.items()) + ", 'speed': <1.0>}")
    with contextlib.closing(sqlite3.connect(show)) as database, database:
        database.execute('INSERT OR REPLACE INTO setting VALUES (?, ?)', ('sources', '[' + ', '.join(saved) + ']'))


class Reader:
    """Asks a show file that a desk writes. WAL: what it sees is on disk."""

    def __init__(self, show):
        self.database = sqlite3.connect(f'file:{show}?mode=ro', uri=True, isolation_level=None)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.database.close()

    def ask(self, sql, *values):
        return self.database.execute(sql, values).fetchone()[0]

    def last_decision(self):
        return self.ask('SELECT coalesce (max (id), 0) FROM decision')

    def count_posts(self):
        return self.ask('SELECT coalesce (max (id), 0) FROM post')
