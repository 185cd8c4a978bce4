# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP answers that hurt."""

import asyncio
import zlib

PRIVATE = [
    'http://127.0.0.1/', 'http://127.1/', 'http://2130706433/', 'http://[::1]/',
    'http://[::ffff:127.0.0.1]/', 'http://localhost/', 'http://10.0.0.1/',
    'http://192.168.1.1/reboot', 'http://172.16.0.1/', 'http://169.254.169.254/',
    'http://100.64.0.1/', 'http://[fc00::1]/', 'http://[fe80::1]/',
    'http://[64:ff9b::7f00:1]/', 'http://[2002:7f00:1::]/', 'http://0.0.0.0/',
    'http://255.255.255.255/', 'http://198.18.0.1/', 'http://１２７.0.0.1/',
    'file:///etc/passwd', 'ftp://127.0.0.1/', 'data:text/html,x', 'javascript:alert(1)',
]


async def digest(wire):
    """A 401 whose Digest domain is broken (CVE-2025-4476: crash of libsoup's
    authentication manager, on the scheme's own port only: take this server as
    the HTTP proxy of an address without a port)."""
    await wire.head('401 Unauthorized', 'Content-Length: 0', 'WWW-Authenticate: Digest '
                    'realm="x", nonce="x", domain="http:/x http:/y ///", qop="auth", '
                    'algorithm=MD5')


async def header_endless(wire):
    await wire.send(b'HTTP/1.1 200 OK\r\nX-Long: ')
    while True:
        await wire.send(b'a' * 65536)


async def header_many(wire):
    await wire.send(b'HTTP/1.1 200 OK\r\n')
    n = 0
    while True:
        await wire.send(b''.join(b'X-%d: a\r\n' % i for i in range(n, n + 1000)))
        n += 1000


async def header_drip(wire):
    await wire.send(b'HTTP/1.1 200 OK\r\nX-Slow: ')
    while True:
        await wire.wait(wire.number('ms', 100) / 1000)
        await wire.send(b'a')


async def header_silent(wire):
    while True:
        await wire.wait(1)


async def header_garbage(wire):
    await wire.send(bytes(range(256)) * 16 + b'\r\n\r\n')


async def header_nul(wire):
    await wire.head('200 OK', 'X-A: a\0b', 'X-B: \xff\xfe', ': nameless', 'Content-Length: 2')
    await wire.send(b'{}')


async def body_endless(wire):
    await wire.head('200 OK', 'Content-Type: application/json', 'Connection: close')
    await wire.send(b'{"a":"')
    while True:
        await wire.send(b'a' * 65536)


async def body_chunks_endless(wire):
    await wire.head('200 OK', 'Content-Type: application/json', 'Transfer-Encoding: chunked')
    while True:
        await wire.send(b'4000\r\n' + b' ' * 0x4000 + b'\r\n')


async def packed_zeros(wire, encoding, window):
    """mib: size after unpacking; a thousandth of it travels."""
    await wire.head('200 OK', 'Content-Type: application/json', f'Content-Encoding: {encoding}',
                    'Connection: close')
    packer = zlib.compressobj(9, zlib.DEFLATED, window)
    block = b' ' * (1 << 20)
    for _ in range(wire.number('mib', 4096)):
        await wire.send(packer.compress(block))
        await asyncio.sleep(0)
    await wire.send(packer.flush())


async def gzip_bomb(wire):
    await packed_zeros(wire, 'gzip', 31)


async def deflate_bomb(wire):
    await packed_zeros(wire, 'deflate', 15)


async def gzip_broken(wire):
    await wire.whole(b'\x1f\x8b\x08\x00' + b'\xff' * 200, 'application/json', '200 OK',
                     'Content-Encoding: gzip')


async def length_too_long(wire):
    await wire.head('200 OK', 'Content-Type: application/json', 'Content-Length: 1000',
                    'Connection: close')
    await wire.send(b'{"whole":false,"text":"')


async def length_too_short(wire):
    await wire.head('200 OK', 'Content-Type: application/json', 'Content-Length: 2',
                    'Connection: close')
    await wire.send(b'{"a":"more than was announced"}')


async def length_huge(wire):
    await wire.head('200 OK', 'Content-Type: application/json',
                    'Content-Length: 18446744073709551615', 'Connection: close')
    await wire.send(b'{ }')


async def length_twice(wire):
    await wire.head('200 OK', 'Content-Type: application/json', 'Content-Length: 2',
                    'Content-Length: 40', 'Connection: close')
    await wire.send(b'{}' + b' ' * 38)


async def chunk_cut(wire):
    await wire.head('200 OK', 'Content-Type: application/json', 'Transfer-Encoding: chunked')
    await wire.send(b'5\r\n[1,2,\r\n')


async def chunk_bad(wire):
    await wire.head('200 OK', 'Content-Type: application/json', 'Transfer-Encoding: chunked')
    await wire.send(b'ffffffffffffffff\r\n[]\r\nzz\r\n')


async def body_drip(wire):
    await wire.head('200 OK', 'Content-Type: application/json', 'Connection: close')
    while True:
        await wire.wait(wire.number('ms', 100) / 1000)
        await wire.send(b' ')


async def html_200(wire):
    await wire.whole(b'<!doctype html><title>502</title><p>upstream error', 'application/json')


async def redirect_private(wire):
    """n: which of the addresses; to: another one."""
    to = wire.request.query.get('to', [PRIVATE[wire.number('n', 0) % len(PRIVATE)]])[0]
    await wire.head('302 Found', f'Location: {to}', 'Content-Length: 0')


async def redirect_loop(wire):
    await wire.head('302 Found', f'Location: {wire.request.path}', 'Content-Length: 0')


async def redirect_chain(wire):
    n = wire.number('n', 0)
    await wire.head('302 Found', f'Location: {wire.request.path}?n={n + 1}', 'Content-Length: 0')


async def retry_after(wire):
    value = wire.request.query.get('value', ['-1'])[0]
    await wire.head('429 Too Many Requests', f'Retry-After: {value}',
                    f'X-RateLimit-Reset: {value}', f'RateLimit-Reset: {value}',
                    'Content-Length: 0')


PATHS = {
    '/401-digest': digest,
    '/header/endless': header_endless, '/header/many': header_many,
    '/header/drip': header_drip, '/header/silent': header_silent,
    '/header/garbage': header_garbage, '/header/nul': header_nul,
    '/body/endless': body_endless, '/body/chunks-endless': body_chunks_endless,
    '/body/drip': body_drip, '/body/html': html_200,
    '/body/gzip-bomb': gzip_bomb, '/body/deflate-bomb': deflate_bomb,
    '/body/gzip-broken': gzip_broken,
    '/body/length-too-long': length_too_long, '/body/length-too-short': length_too_short,
    '/body/length-huge': length_huge, '/body/length-twice': length_twice,
    '/body/chunk-cut': chunk_cut, '/body/chunk-bad': chunk_bad,
    '/redirect/private': redirect_private, '/redirect/loop': redirect_loop,
    '/redirect/chain': redirect_chain, '/429': retry_after,
}
