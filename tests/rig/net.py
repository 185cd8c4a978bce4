# SPDX-License-Identifier: GPL-3.0-or-later
"""Bounded HTTP, event stream and WebSocket clients for the rig's own tests."""

import base64
import http.client
import json
import os
import select
import socket
import struct
import time
import urllib.parse

TIMEOUT_S = 15


def request(method, url, body=None, headers=None, timeout_s=TIMEOUT_S):
    """Returns (status, headers in lower case, body as bytes). No proxy, no redirect."""
    where = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=timeout_s)
    try:
        target = where.path + (f'?{where.query}' if where.query else '')
        connection.request(method, target, body, headers or {})
        answer = connection.getresponse()
        data = answer.read()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, found, data
    finally:
        connection.close()


def ask(method, url, value=None, headers=None, timeout_s=TIMEOUT_S):
    """The same with JSON both ways; bytes go as they are."""
    headers = {'User-Agent': 'coulisses-rig', **(headers or {})}
    body = value
    if value is not None and not isinstance(value, bytes):
        body = json.dumps(value).encode()
        headers.setdefault('Content-Type', 'application/json')
    status, found, data = request(method, url, body, headers, timeout_s)
    try:
        return status, found, json.loads(data)
    except ValueError:
        return status, found, data


class Failed(Exception):
    """A helper's request was refused."""


def must(method, url, value=None, headers=None, timeout_s=TIMEOUT_S):
    status, found, answer = ask(method, url, value, headers, timeout_s)
    if status != 200:
        raise Failed(f'{method} {url.split("?")[0]}: {status} {answer}')
    return answer


class Stream:
    """A connection that is read piece by piece; ended: how it ended, or None."""

    def __init__(self, url, headers=None):
        where = urllib.parse.urlsplit(url)
        self.ended = None
        self.buffer = b''
        self.socket = socket.create_connection((where.hostname, where.port), TIMEOUT_S)
        target = where.path + (f'?{where.query}' if where.query else '')
        lines = [f'GET {target} HTTP/1.1', f'Host: {where.netloc}',
                 'User-Agent: coulisses-rig']
        lines += [f'{name}: {value}' for name, value in (headers or {}).items()]
        self.socket.sendall(('\r\n'.join(lines) + '\r\n\r\n').encode())
        head = self.until(b'\r\n\r\n').decode('latin-1')
        self.status = int(head.split(' ')[1]) if head else 0
        self.head = head

    def fill(self, deadline):
        """False at the deadline or at the end of the connection."""
        left_s = deadline - time.monotonic()
        if self.ended or left_s <= 0:
            return False
        if not select.select([self.socket], [], [], left_s)[0]:
            return False
        try:
            data = self.socket.recv(65536)
        except OSError:
            self.ended = 'reset'
            return False
        if not data:
            self.ended = 'eof'
        self.buffer += data
        return bool(data)

    def until(self, mark, timeout_s=TIMEOUT_S):
        deadline = time.monotonic() + timeout_s
        while mark not in self.buffer:
            if not self.fill(deadline):
                return b''
        found, _, self.buffer = self.buffer.partition(mark)
        return found

    def exactly(self, size, deadline):
        while len(self.buffer) < size:
            if not self.fill(deadline):
                return None
        found, self.buffer = self.buffer[:size], self.buffer[size:]
        return found

    def close(self):
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()


class EventStream(Stream):
    """Server-sent events over a chunked body."""

    def __init__(self, url, headers=None):
        super().__init__(url, headers)
        self.text = b''

    def piece(self, timeout_s=TIMEOUT_S):
        """What stands before the next line end or blank line: a comment or an
        event as (name, data); None when nothing came in time."""
        deadline = time.monotonic() + timeout_s
        while True:
            if self.text.startswith(b':') and b'\n' in self.text:
                comment, _, self.text = self.text.partition(b'\n')
                self.text = self.text.lstrip(b'\n')
                return 'comment', comment.decode()
            if not self.text.startswith(b':') and b'\n\n' in self.text:
                event, _, self.text = self.text.partition(b'\n\n')
                fields = dict(line.split(': ', 1) for line in event.decode().split('\n'))
                return fields['event'], fields['data']
            if not self.chunk(deadline):
                return None

    def chunk(self, deadline):
        while b'\r\n' not in self.buffer:
            if not self.fill(deadline):
                return False
        size, _, rest = self.buffer.partition(b'\r\n')
        length = int(size, 16)
        while len(rest) < length + 2:
            if not self.fill(deadline):
                return False
            rest = self.buffer.partition(b'\r\n')[2]
        self.text += rest[:length]
        self.buffer = rest[length + 2:]
        if length == 0:
            self.ended = 'whole'
        return length > 0

    def event(self, timeout_s=TIMEOUT_S):
        """The next event that is no comment, its data parsed where it is JSON."""
        deadline = time.monotonic() + timeout_s
        while True:
            found = self.piece(deadline - time.monotonic())
            if found is None or found[0] != 'comment':
                break
        if found and found[1].startswith('{'):
            return found[0], json.loads(found[1])
        return found


class WebSocket(Stream):
    def __init__(self, url, headers=None):
        super().__init__(url, {
            'Connection': 'Upgrade', 'Upgrade': 'websocket', 'Sec-WebSocket-Version': '13',
            'Sec-WebSocket-Key': base64.b64encode(os.urandom(16)).decode(), **(headers or {})})

    def frame(self, timeout_s=TIMEOUT_S):
        """(first byte, payload) or None."""
        deadline = time.monotonic() + timeout_s
        head = self.exactly(2, deadline)
        if head is None:
            return None
        size = head[1] & 0x7f
        if size >= 126:
            code, width = ('>H', 2) if size == 126 else ('>Q', 8)
            more = self.exactly(width, deadline)
            if more is None:
                return None
            size = struct.unpack(code, more)[0]
        payload = self.exactly(size, deadline)
        return None if payload is None else (head[0], payload)

    def message(self, timeout_s=TIMEOUT_S):
        """The next text message, parsed; None at the end or when none came."""
        deadline = time.monotonic() + timeout_s
        while True:
            found = self.frame(deadline - time.monotonic())
            if found is None or found[0] & 0x0f == 8:
                return None
            if found[0] & 0x0f == 1:
                return json.loads(found[1])

    def send(self, value):
        payload = json.dumps(value).encode()
        size = len(payload)
        head = struct.pack('>BB', 0x81, 0x80 | size) if size < 126 else \
            struct.pack('>BBH', 0x81, 0x80 | 126, size)
        self.socket.sendall(head + b'\0\0\0\0' + payload)
