# SPDX-License-Identifier: GPL-3.0-or-later
"""A small HTTP/1.1 server on asyncio, for the doubles: loopback only."""

import asyncio
import json
import socket
import struct
import sys
import urllib.parse

HEAD_MAX = 64 * 1024
BODY_MAX = 8 * 1024 * 1024

REASONS = {
    200: 'OK', 302: 'Found', 400: 'Bad Request', 401: 'Unauthorized',
    403: 'Forbidden', 404: 'Not Found', 413: 'Content Too Large',
    418: "I'm a teapot", 422: 'Unprocessable Entity',
    429: 'Too Many Requests', 500: 'Internal Server Error',
    503: 'Service Unavailable',
}


class Request:
    def __init__(self, method, target, headers, body=b''):
        self.method = method
        # A client that takes us for its proxy sends the whole address.
        if '://' in target.split('?')[0]:
            target = '/' + target.split('://', 1)[1].partition('/')[2]
        self.target = target
        path, _, query = target.partition('?')
        self.path = urllib.parse.unquote(path)
        self.query = urllib.parse.parse_qs(query, keep_blank_values=True)
        self.headers = headers
        self.body = body

    def params(self):
        """Query, form and JSON members together, each a list of values."""
        found = {name: list(values) for name, values in self.query.items()}
        kind = self.headers.get('content-type', '')
        if kind.startswith('application/json') and self.body:
            for name, value in json.loads(self.body).items():
                key = f'{name}[]' if isinstance(value, list) else name
                found[key] = value if isinstance(value, list) else [value]
        elif self.body:
            form = urllib.parse.parse_qs(self.body.decode('utf-8', 'replace'),
                                         keep_blank_values=True)
            for name, values in form.items():
                found.setdefault(name, []).extend(values)
        return found

    def json(self):
        return json.loads(self.body) if self.body else {}


class Response:
    def __init__(self, status=200, body=b'', kind='application/json; charset=utf-8',
                 headers=None):
        self.status = status
        self.headers = dict(headers or {})
        if not isinstance(body, (bytes, bytearray)):
            body = json.dumps(body, ensure_ascii=False, separators=(',', ':')).encode()
        self.body = body
        self.kind = kind

    def head(self):
        lines = [f'HTTP/1.1 {self.status} {REASONS.get(self.status, "Unknown")}',
                 f'Content-Type: {self.kind}', f'Content-Length: {len(self.body)}']
        lines += [f'{name}: {value}' for name, value in self.headers.items()]
        return ('\r\n'.join(lines) + '\r\n\r\n').encode()


class Connection:
    def __init__(self, reader, writer):
        self.reader = reader
        self.writer = writer
        self.drip_ms = 0

    async def write(self, data):
        """Writes the bytes, one at a time when a test asked for that."""
        if self.drip_ms:
            for i in range(len(data)):
                self.writer.write(data[i:i + 1])
                await self.writer.drain()
                await asyncio.sleep(self.drip_ms / 1000)
        else:
            self.writer.write(data)
            await self.writer.drain()

    def cut(self, how='fin'):
        """Ends the connection without a goodbye: "fin" or "rst"."""
        sock = self.writer.get_extra_info('socket')
        if how == 'rst' and sock is not None:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
            self.writer.transport.abort()
        else:
            self.writer.close()


async def read_request(reader):
    """None at the end of the connection; ValueError on nonsense."""
    try:
        head = await reader.readuntil(b'\r\n\r\n')
    except asyncio.IncompleteReadError:
        return None
    lines = head.decode('latin-1').split('\r\n')
    parts = lines[0].split(' ')
    if len(parts) != 3:
        raise ValueError('bad request line')
    headers = {}
    for line in lines[1:]:
        name, colon, value = line.partition(':')
        if colon:
            headers[name.strip().lower()] = value.strip()
    length = int(headers.get('content-length') or 0)
    if length > BODY_MAX:
        raise ValueError('body too large')
    body = await reader.readexactly(length) if length else b''
    return Request(parts[0], parts[1], headers, body)


async def serve_connection(reader, writer, handler, connections):
    connection = Connection(reader, writer)
    connections.add(connection)
    try:
        while True:
            request = await read_request(reader)
            if request is None:
                break
            try:
                response = await handler(request, connection)
            except (KeyError, ValueError, TypeError) as error:
                response = Response(400, {'error': f'{type(error).__name__}: {error}'})
            if response is None:
                break  # the handler had the connection for itself
            body = b'' if request.method == 'HEAD' else response.body
            await connection.write(response.head() + body)
            if request.headers.get('connection', '').lower() == 'close':
                break
    except (ConnectionError, ValueError, asyncio.IncompleteReadError,
            asyncio.LimitOverrunError):
        pass
    finally:
        connections.discard(connection)
        writer.close()


async def listen(handler, port=0):
    """Returns (port, the set of open connections)."""
    connections = set()

    async def on_connection(reader, writer):
        await serve_connection(reader, writer, handler, connections)

    server = await asyncio.start_server(on_connection, '127.0.0.1', port,
                                        limit=HEAD_MAX, backlog=256)
    return server.sockets[0].getsockname()[1], connections


async def run_until_told(max_s, watch_stdin):
    """Until SIGTERM, SIGINT, the end of standard input or max_s seconds."""
    import signal
    loop = asyncio.get_running_loop()
    done = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, done.set)
    if watch_stdin:
        def on_input():
            if not sys.stdin.buffer.raw.read(4096):
                loop.remove_reader(sys.stdin)
                done.set()
        loop.add_reader(sys.stdin, on_input)
    try:
        await asyncio.wait_for(done.wait(), max_s)
    except asyncio.TimeoutError:
        pass
