# SPDX-License-Identifier: GPL-3.0-or-later
"""That each attack does what its name says, within its bound."""

import contextlib
import json
import socket
import struct
import time
import urllib.parse
import zlib

import net
from tap import same, until

LIMIT = 'bytes=300000&seconds=2'


def raw(server, path, method='GET'):
    """Everything the server sends, until it ends the connection."""
    where = urllib.parse.urlsplit(server.info['url'])
    with socket.create_connection((where.hostname, where.port), net.TIMEOUT_S) as connection:
        connection.sendall(f'{method} {path} HTTP/1.1\r\nHost: victim.test\r\n\r\n'.encode())
        data = b''
        with contextlib.suppress(ConnectionError):
            while piece := connection.recv(65536):
                data += piece
    return data


def body(server, path):
    head, _, rest = raw(server, path).partition(b'\r\n\r\n')
    return head.decode('latin-1'), rest


def log_of(server, path):
    def found():
        entries = net.must('GET', f'{server.info["url"]}/log')
        return [entry for entry in entries if entry['path'] == path.split('?')[0]]
    return until(found)[-1]


def every_path_ends(server):
    """Every attack ends by itself within the bounds that were asked for."""
    paths = net.must('GET', f'{server.info["url"]}/')['paths']
    for path in paths:
        started = time.monotonic()
        size = len(raw(server, f'{path}?bytes=100000&seconds=0.3&ms=10'))
        if size > 100000 or time.monotonic() - started > 3:
            raise AssertionError(f'{path}: {size} bytes, {time.monotonic() - started:.1f} s')
    same(len(paths) > 70, True)


def digest(server):
    """The 401 has a Digest challenge with a broken domain, also through a proxy request."""
    for path in ('/401-digest', 'http://victim.test/401-digest'):
        head = raw(server, path).decode()
        same((head.startswith('HTTP/1.1 401 '), 'domain="http:/x ' in head), (True, True))


def headers(server):
    """Headers without end, too many, too slow, or none at all."""
    data = raw(server, f'/header/endless?{LIMIT}')
    same((len(data), data.count(b'\n')), (300000, 1))
    same(raw(server, f'/header/many?{LIMIT}').count(b'\r\n') > 10000, True)
    same(len(raw(server, '/header/drip?ms=20&seconds=0.4')) < 60, True)
    same(raw(server, '/header/silent?seconds=0.3'), b'')


def bodies(server):
    """Bodies without end, packed, or of another length than announced."""
    same(len(raw(server, f'/body/endless?{LIMIT}')), 300000)
    same(log_of(server, '/body/endless')['ended'], 'bound')
    for path, window in (('/body/gzip-bomb', 31), ('/body/deflate-bomb', 15)):
        head, packed = body(server, f'{path}?mib=20')
        same('Content-Encoding' in head, True)
        same((len(zlib.decompress(packed, window)), len(packed) < 30000), (20 << 20, True))
    for path, announced in (('/body/length-too-long', 1000), ('/body/length-too-short', 2),
                            ('/body/length-huge', 18446744073709551615)):
        head, rest = body(server, path)
        same((f'Content-Length: {announced}' in head, len(rest) == announced), (True, False))
    same(body(server, '/body/chunk-cut')[1], b'5\r\n[1,2,\r\n')


def redirects(server):
    """Redirects to addresses nobody should fetch, in circles and in chains."""
    private = net.must('GET', f'{server.info["url"]}/')['private']
    for n, address in enumerate(private):
        head = raw(server, f'/redirect/private?n={n}').decode()
        same(head.split('Location: ')[1].split('\r\n')[0], address)
    same('Location: /redirect/loop\r\n' in raw(server, '/redirect/loop').decode(), True)
    same('?n=8\r\n' in raw(server, '/redirect/chain?n=7').decode(), True)


def json_bodies(server):
    """JSON that is deep, broken or not what it seems, framed properly."""
    same(body(server, '/json/depth-arrays')[1], b'[' * 100000)
    same(body(server, '/json/depth-objects?n=60000')[1], b'{"a":' * 60000)
    same(len(json.loads(body(server, '/json/ints?n=1000')[1])), 1000)
    same(b'\\ud83d' in body(server, '/json/lone-surrogate')[1], True)
    for path in ('/json/invalid-utf8', '/json/overlong-utf8'):
        with contextlib.suppress(UnicodeDecodeError):
            body(server, path)[1].decode()
            raise AssertionError(f'{path} is valid')
    same(body(server, '/json/empty')[1], b'')


def event_streams(server):
    """Event streams without line end, without event end, and with odd frames."""
    head, rest = body(server, f'/sse/endless-line?{LIMIT}')
    same(('text/event-stream' in head, rest.count(b'\n')), (True, 2))
    same(body(server, f'/sse/endless-event?{LIMIT}')[1].count(b'\n\n'), 0)
    for path in ('/sse/strange-frames', '/sse/bad-json'):
        same(body(server, path)[1].endswith(b'event: delete\ndata: last-good\n\n'), True)
    started = time.monotonic()
    frames = body(server, '/sse/flood?rate=1000&seconds=0.5')[1].count(b'\n\n')
    same((100 < frames < 1000, time.monotonic() - started < 2), (True, True))


def sockets(server):
    """WebSocket frames that never finish, explode, or break the rules."""
    def first(path, size=2):
        with net.WebSocket(server.info['ws'] + path) as stream:
            same(stream.status, 101)
            return stream.exactly(size, time.monotonic() + 5)
    with net.WebSocket(f'{server.info["ws"]}/ws/no-fin?{LIMIT}') as stream:
        same([stream.frame()[0] for _ in range(4)], [0x01, 0, 0, 0])
    same(first('/ws/huge-length?seconds=1', 10), b'\x81\x7f' + struct.pack('>Q', (1 << 63) - 1))
    same(first('/ws/huge-frame?seconds=1', 10), b'\x81\x7f' + struct.pack('>Q', 1 << 40))
    with net.WebSocket(f'{server.info["ws"]}/ws/deflate-bomb?mib=20&seconds=1') as stream:
        flags, packed = stream.frame()
        same(flags, 0xc1)
        text = zlib.decompressobj(-15).decompress(packed + b'\0\0\xff\xff')
        same((len(text), len(packed) < 30000), (20 << 20, True))
    same(first('/ws/masked?seconds=1'), b'\x81\x82')
    same(first('/ws/reserved?seconds=1')[0] & 0x7f, 0x3b)
    with net.WebSocket(f'{server.info["ws"]}/ws/bad-json?seconds=1') as stream:
        last = None
        while found := stream.frame(2):
            last = found
        same(last, (0x81, b'{"last":"good"}'))


CHECKS = [every_path_ends, digest, headers, bodies, redirects, json_bodies, event_streams, sockets]
