# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures that want to hurt who decodes them: {name: bytes}, made here."""

import struct
import zlib


def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


def png(width, height, rows, extra=()):
    header = struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0)
    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', header) + b''.join(extra) + chunk(b'IDAT', rows) + chunk(b'IEND', b'')


def grey(width, height):
    return zlib.compress(b''.join(b'\0' + bytes((x * 7 + y) & 255 for x in range(width * 3)) for y in range(height)))


def bomb(megabytes):
    """So many megabytes of nothing."""
    packer = zlib.compressobj(9)
    packed = b''.join(packer.compress(bytes(1 << 20)) for _ in range(megabytes))
    return packed + packer.flush()


def gif(width, height, frames):
    screen = b'GIF89a' + struct.pack('<HHBBB', width, height, 0x80, 0, 0) + b'\0\0\0\xff\xff\xff'
    frame = (b'\x21\xf9\x04\x04\x01\0\0\0' + b'\x2c' + struct.pack('<HHHHB', 0, 0, 1, 1, 0) + b'\x02\x02\x44\x01\0')
    return screen + frame * frames + b'\x3b'


def make():
    small = png(64, 64, grey(64, 64))
    animation = [chunk(b'acTL', struct.pack('>II', 4000, 0))] + [
        chunk(b'fcTL', struct.pack('>IIIIIHHBB', n, 64, 64, 0, 0, 1, 1000, 0, 0)) for n in range(4000)]
    filters = '<filter id="f">' + '<feGaussianBlur stdDeviation="400"/>' * 60 + '</filter>'
    nested = ''.join(f'<g id="g{n}"><use href="#g{n + 1}"/><use href="#g{n + 1}"/></g>' for n in range(30))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="4000">{filters}{nested}<rect filter="url(#f)" width="4000" height="4000"/></svg>'
    return {
        'good.png': small,
        'wide-claim.png': png(50000, 50000, bomb(8)),
        'swelling.png': png(4000, 4000, bomb(48)),
        'thin.png': png(1, 16000000, bomb(4)),
        'short-rows.png': png(3000, 3000, zlib.compress(b'\0' * 100)),
        'cut.png': small[:len(small) // 2],
        'no-pixels.png': png(0, 0, b''),
        'text-bomb.png': png(64, 64, grey(64, 64), [chunk(b'zTXt', b'a\0\0' + bomb(200))]),
        'animated.png': png(64, 64, grey(64, 64), animation),
        'frames.gif': gif(4000, 4000, 5000),
        'huge.gif': gif(65535, 65535, 1),
        'lossless.webp': b'RIFF' + struct.pack('<I', 24) + b'WEBPVP8L' + struct.pack('<I', 12) + b'\x2f' + struct.pack('<I', 0x0fffffff) + bytes(7),
        'cut.jpg': b'\xff\xd8\xff\xc0\x00\x11\x08\x20\x00\x20\x00\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01',
        'loop.jpg': b'\xff\xd8' + b'\xff\xe0\x00\x02' * 20000,
        'drawing.svg': svg.encode(),
        'drawing-as.png': svg.encode(),
        'page.png': b'<!DOCTYPE html><script>alert(1)</script>' * 100,
        'nothing.png': b'',
        'noise.png': b'\x89PNG\r\n\x1a\n' + bytes(range(256)) * 400,
    }
