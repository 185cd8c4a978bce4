# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the pixels of a screenshot: PNG, 8 bits, RGB or RGBA, not interlaced."""

import struct
import zlib

SIGNATURE = b'\x89PNG\r\n\x1a\n'
CHANNELS = {2: 3, 6: 4}


def _chunks(data):
    at = len(SIGNATURE)
    while at < len(data):
        length, kind = struct.unpack_from('>I4s', data, at)
        yield kind, data[at + 8:at + 8 + length]
        at += 12 + length


def _paeth(a, b, c):
    p = a + b - c
    pa, pb, pc = abs(p - a), abs(p - b), abs(p - c)
    return a if pa <= pb and pa <= pc else b if pb <= pc else c


def _unfilter(kind, row, above, step):
    if kind == 2:
        return bytearray((value + up) & 255 for value, up in zip(row, above))
    for i, value in enumerate(row):
        left = row[i - step] if i >= step else 0
        corner = above[i - step] if i >= step else 0
        guess = (0, left, above[i], (left + above[i]) // 2, 0)[kind] if kind < 4 else _paeth(left, above[i], corner)
        row[i] = (value + guess) & 255
    return row


class Picture:
    def __init__(self, data):
        if not data.startswith(SIGNATURE):
            raise ValueError('not a PNG')
        packed = b''
        for kind, body in _chunks(data):
            if kind == b'IHDR':
                self.width, self.height, depth, colour, _, _, interlaced = struct.unpack('>IIBBBBB', body)
                if depth != 8 or colour not in CHANNELS or interlaced:
                    raise ValueError('a kind of PNG that is not read here')
                self.channels = CHANNELS[colour]
            elif kind == b'IDAT':
                packed += body
        self._rows = []
        raw = zlib.decompress(packed)
        stride = self.width * self.channels
        above = bytearray(stride)
        for y in range(self.height):
            start = y * (stride + 1)
            row = bytearray(raw[start + 1:start + 1 + stride])
            above = row if raw[start] == 0 else _unfilter(raw[start], row, above, self.channels)
            self._rows.append(above)

    def pixel(self, x, y):
        """(red, green, blue, alpha)"""
        values = self._rows[y][x * self.channels:(x + 1) * self.channels]
        return (*values, 255) if self.channels == 3 else tuple(values)

    def alphas(self, y):
        return self._rows[y][3::4] if self.channels == 4 else bytes([255]) * self.width

    def painted(self):
        """The smallest box around what is not wholly transparent, as (left, top, right, bottom), or None."""
        rows = [y for y in range(self.height) if any(self.alphas(y))]
        if not rows:
            return None
        left = min(next(x for x, alpha in enumerate(self.alphas(y)) if alpha) for y in rows)
        right = max(self.width - next(x for x, alpha in enumerate(reversed(self.alphas(y))) if alpha) for y in rows)
        return left, rows[0], right, rows[-1] + 1
