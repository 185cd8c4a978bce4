#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A WHIP server (RFC 9725) on aiortc that counts the pictures and the sounds it could decode.

Environment: PORT (0 or absent: a free port), TOKEN (absent: none asked for), MAX_S
(600), RIG_STDIN=1. Prints "READY {json}". Media go over the machine's own addresses:
WebRTC clients leave the loopback address out.
"""

import asyncio
import json
import os
import sys

from aiohttp import web
from aiortc import RTCPeerConnection, RTCSessionDescription

TOKEN = os.environ.get('TOKEN')
SESSIONS = {}
COUNTS = {'video': 0, 'audio': 0, 'width': 0, 'height': 0, 'sessions': 0, 'deleted': 0}


def refuse(request):
    if TOKEN and request.headers.get('Authorization') != f'Bearer {TOKEN}':
        return web.Response(status=401, headers={'WWW-Authenticate': 'Bearer'})
    return None


async def count(track):
    try:
        while True:
            frame = await track.recv()
            COUNTS[track.kind] += 1
            if track.kind == 'video':
                COUNTS['width'], COUNTS['height'] = frame.width, frame.height
    except Exception:  # aiortc ends a track with an exception of its own
        pass


async def offer(request):
    refused = refuse(request)
    if refused is not None:
        return refused
    if request.content_type != 'application/sdp':
        return web.Response(status=415)
    peer = RTCPeerConnection()
    peer.on('track', lambda track: asyncio.ensure_future(count(track)))
    try:
        await peer.setRemoteDescription(RTCSessionDescription(await request.text(), 'offer'))
        await peer.setLocalDescription(await peer.createAnswer())
    except Exception:
        await peer.close()
        return web.Response(status=400)
    COUNTS['sessions'] += 1
    name = str(COUNTS['sessions'])
    SESSIONS[name] = peer
    return web.Response(status=201, text=peer.localDescription.sdp, content_type='application/sdp',
                        headers={'Location': f'/session/{name}', 'ETag': f'"{name}"'})


async def end(request):
    refused = refuse(request)
    peer = SESSIONS.pop(request.match_info['name'], None)
    if refused is not None or peer is None:
        return refused or web.Response(status=404)
    COUNTS['deleted'] += 1
    await peer.close()
    return web.Response()


async def stats(request):
    return web.json_response({**COUNTS, 'open': len(SESSIONS)})


async def until_told():
    """The end of standard input, or MAX_S."""
    loop = asyncio.get_running_loop()
    over = asyncio.Event()
    if os.environ.get('RIG_STDIN') == '1':
        loop.add_reader(0, lambda: over.set() if not os.read(0, 4096) else None)
    try:
        await asyncio.wait_for(over.wait(), float(os.environ.get('MAX_S') or 600))
    except asyncio.TimeoutError:
        pass


async def main():
    app = web.Application()
    app.add_routes([web.post('/whip', offer), web.delete('/session/{name}', end), web.get('/stats', stats)])
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, '127.0.0.1', int(os.environ.get('PORT') or 0))
    await site.start()
    port = site._server.sockets[0].getsockname()[1]
    print('READY ' + json.dumps({'url': f'http://127.0.0.1:{port}'}), flush=True)
    await until_told()
    for peer in SESSIONS.values():
        await peer.close()


if __name__ == '__main__':
    sys.exit(asyncio.run(main()))
