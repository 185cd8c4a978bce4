# SPDX-License-Identifier: GPL-3.0-or-later
"""Server-sent events of the hashtag streams.

What the real streaming server was seen to do, on purpose: an update goes
through filters that take a moment, a deletion does not, so a deletion can come
before the update it concerns and updates overtake each other. The exponential
delay of 3 ms on average gives the disorder that was measured there: 2 % of
updates at 100 a second, a third at 1000 a second.
"""

import asyncio
import json
import random

import text as texts

QUEUE_MAX = 20000


class Reader:
    def __init__(self, connection, channel, token, local):
        self.connection = connection
        self.channel = channel
        self.token = token
        self.local = local
        self.queue = asyncio.Queue(QUEUE_MAX)
        self.open = True

    def put(self, data):
        """None ends the stream after what is queued."""
        if not self.open:
            return
        try:
            self.queue.put_nowait(data)
        except asyncio.QueueFull:
            self.cut('rst')

    def cut(self, how):
        self.open = False
        self.connection.cut(how)
        while not self.queue.empty():
            self.queue.get_nowait()
        self.queue.put_nowait(None)  # wakes serve()


class Streams:
    def __init__(self, modes):
        self.modes = modes
        self.readers = set()
        self.random = random.Random(1)
        self.counts = {'connections': 0, 'events': 0, 'killed': 0}

    def frame(self, post, event, base):
        payload = json.dumps(dict(post.entity(base), filtered=[]), ensure_ascii=False,
                             separators=(',', ':'))
        return f'event: {event}\ndata: {payload}\n\n'.encode()

    def readers_of(self, post):
        names = {name for name, shown in post.tags}
        domestic = '@' not in post.account.acct
        return [reader for reader in self.readers
                if reader.channel in names and (domestic or not reader.local)]

    def publish(self, post, event, base):
        """event: update, status.update or delete."""
        if post.visibility != 'public' or self.modes.silent:
            return
        readers = self.readers_of(post)
        if not readers:
            return
        if event == 'delete':
            data = f'event: delete\ndata: {post.id}\n\n'.encode()
        else:
            data = self.frame(post, event, base)
        loop = asyncio.get_running_loop()
        for reader in readers:
            self.counts['events'] += 1
            if event == 'delete' or self.modes.disorder_ms <= 0:
                reader.put(data)
            else:
                delay_s = self.random.expovariate(1000 / self.modes.disorder_ms)
                loop.call_later(delay_s, reader.put, data)

    def send_raw(self, data):
        for reader in self.readers:
            reader.put(data)
        return len(self.readers)

    def kill(self, how):
        """how: "rst", "fin" (in the middle of the body) or "eof" (a whole body)."""
        victims = list(self.readers)
        for reader in victims:
            if how == 'eof':
                reader.put(None)
            else:
                reader.cut(how)
        self.counts['killed'] += len(victims)
        return len(victims)

    def end_token(self, token):
        for reader in self.readers:
            if reader.token == token:
                reader.put(None)

    async def heartbeat(self, reader):
        """Reads the interval anew, so that a test can change it at any time."""
        loop = asyncio.get_running_loop()
        last = loop.time()
        while reader.open:
            await asyncio.sleep(min(0.05, max(0.005, self.modes.heartbeat_ms / 4000)))
            if self.modes.heartbeat_ms <= 0:
                last = loop.time()
            elif loop.time() - last >= self.modes.heartbeat_ms / 1000:
                last = loop.time()
                reader.put(b':thump\n\n')

    async def notice_end(self, reader):
        while await reader.connection.reader.read(4096):
            pass
        reader.put(None)

    async def serve(self, connection, tag, token, local):
        reader = Reader(connection, texts.normalize_tag(tag), token, local)
        self.readers.add(reader)
        self.counts['connections'] += 1
        head = ('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n'
                'Cache-Control: private, no-store\r\nTransfer-Encoding: chunked\r\n'
                'X-Accel-Buffering: no\r\n\r\n')
        tasks = []
        try:
            await connection.write(head.encode() + chunk(b':)\n'))
            tasks = [asyncio.create_task(self.heartbeat(reader)),
                     asyncio.create_task(self.notice_end(reader))]
            while (data := await reader.queue.get()) is not None and reader.open:
                connection.drip_ms = self.modes.drip_ms
                await connection.write(chunk(data))
            if reader.open:
                await connection.write(b'0\r\n\r\n')
        except ConnectionError:
            pass
        finally:
            reader.open = False
            self.readers.discard(reader)
            for task in tasks:
                task.cancel()


def chunk(data):
    return f'{len(data):x}\r\n'.encode() + data + b'\r\n'
