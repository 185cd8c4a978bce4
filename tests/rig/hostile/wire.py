# SPDX-License-Identifier: GPL-3.0-or-later
"""One hostile answer's way out: bounded in bytes and in time."""

import asyncio
import time


class Spent(Exception):
    """The attack reached its bound."""


class Wire:
    def __init__(self, writer, request, max_bytes, max_s):
        self.writer = writer
        self.request = request
        self.max_bytes = max_bytes
        self.deadline = time.monotonic() + max_s
        self.sent = 0

    def number(self, name, otherwise):
        return int(self.request.query.get(name, [otherwise])[0])

    async def send(self, data):
        """Raises Spent at the bound, ConnectionError when the victim has gone."""
        data = data[:self.max_bytes - self.sent]
        self.writer.write(data)
        self.sent += len(data)
        left_s = self.deadline - time.monotonic()
        if left_s <= 0 or self.sent >= self.max_bytes:
            raise Spent
        try:
            await asyncio.wait_for(self.writer.drain(), left_s)
        except asyncio.TimeoutError as error:
            raise Spent from error

    async def wait(self, seconds):
        left_s = self.deadline - time.monotonic()
        if left_s <= 0:
            raise Spent
        await asyncio.sleep(min(seconds, left_s))

    async def head(self, status='200 OK', *lines):
        await self.send(('\r\n'.join([f'HTTP/1.1 {status}', *lines]) + '\r\n\r\n').encode())

    async def whole(self, body, kind='application/json', status='200 OK', *lines):
        """An answer whose framing is right, whatever the body holds."""
        await self.head(status, f'Content-Type: {kind}', f'Content-Length: {len(body)}',
                        'Connection: close', *lines)
        for i in range(0, len(body), 65536):
            await self.send(body[i:i + 65536])
