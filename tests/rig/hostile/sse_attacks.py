# SPDX-License-Identifier: GPL-3.0-or-later
"""Event streams that hurt."""

import json_attacks


async def begin(wire):
    await wire.head('200 OK', 'Content-Type: text/event-stream', 'Connection: close')


async def endless_line(wire):
    await begin(wire)
    await wire.send(b':)\nevent: update\ndata: ')
    while True:
        await wire.send(b'a' * 65536)


async def endless_event(wire):
    """Lines of a proper length, but the event never ends."""
    await begin(wire)
    await wire.send(b':)\nevent: update\n')
    while True:
        await wire.send(b'data: aaaaaaaaaaaaaaaa\n' * 1000)


async def endless_comment(wire):
    await begin(wire)
    await wire.send(b':')
    while True:
        await wire.send(b'x' * 65536)


async def flood(wire):
    """rate 0: as fast as the reader takes them."""
    await begin(wire)
    rate = wire.number('rate', 0)
    n = 0
    while True:
        await wire.send(b''.join(b'event: delete\ndata: %d\n\n' % i for i in range(n, n + 100)))
        n += 100
        if rate:
            await wire.wait(100 / rate)


async def strange_frames(wire):
    """Every line is legal or ignorable; the last event is a good one."""
    await begin(wire)
    await wire.send(b'\xef\xbb\xbf:)\r\n\r\n' b'data\n\n' b'event\n\n' b'event:\ndata:\n\n'
                    b'id: \x00\ndata: x\n\n' b'retry: 99999999999999999999\n\n'
                    b'event: update\rdata: {}\r\r' b'unknown: field\n\n'
                    b'event: update\ndata: \xff\xfe\xed\xa0\x80\n\n'
                    b'event: delete\ndata: {"id":1}\n\n' b'event: update\ndata: null\n\n'
                    b'event: ' + b'e' * 10000 + b'\ndata: x\n\n'
                    b'event: delete\ndata: ' + b'9' * 5000 + b'\n\n'
                    b'event: delete\ndata: last-good\n\n')


async def bad_json(wire):
    """Every body of json_attacks without a line end, as update events."""
    await begin(wire)
    for body in json_attacks.FIXED.values():
        if b'\n' not in body:
            await wire.send(b'event: update\ndata: ' + body + b'\n\n')
    await wire.send(b'event: update\ndata: ' + json_attacks.arrays(100000) + b'\n\n')
    await wire.send(b'event: delete\ndata: last-good\n\n')


async def half_frame(wire):
    await begin(wire)
    await wire.send(b':)\nevent: update\ndata: {"id":"1","con')


PATHS = {
    '/sse/endless-line': endless_line, '/sse/endless-event': endless_event,
    '/sse/endless-comment': endless_comment, '/sse/flood': flood,
    '/sse/strange-frames': strange_frames, '/sse/bad-json': bad_json,
    '/sse/half-frame': half_frame,
}
