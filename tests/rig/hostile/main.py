# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that does everything a stranger's server might do to us.

One attack per path; GET / lists them. A client may also come through here as
its HTTP proxy, so that an attack meets it on port 80 of any host name.
Environment: PORT (0 or absent: a free port), MAX_BYTES (64 MiB) and MAX_ATTACK_S
(30) bound each attack (?bytes= and ?seconds= lower them), MAX_S (600),
RIG_STDIN=1. Prints "READY {json}".
"""

import asyncio
import json
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))

import http_attacks  # noqa: E402
import httpd  # noqa: E402
import json_attacks  # noqa: E402
import sse_attacks  # noqa: E402
import ws_attacks  # noqa: E402
from wire import Spent, Wire  # noqa: E402

PATHS = {**http_attacks.PATHS, **json_attacks.PATHS, **sse_attacks.PATHS, **ws_attacks.PATHS}
LOG = []


async def handle(request, connection):
    if request.path == '/':
        return httpd.Response(200, {'paths': sorted(PATHS),
                                    'private': http_attacks.PRIVATE})
    if request.path == '/log':
        return httpd.Response(200, LOG)
    run = PATHS.get(request.path)
    if run is None:
        return httpd.Response(404, {'error': 'no such attack'})
    max_bytes = int(os.environ.get('MAX_BYTES') or 64 << 20)
    max_s = float(os.environ.get('MAX_ATTACK_S') or 30)
    wire = Wire(connection.writer, request,
                min(max_bytes, int(request.query.get('bytes', [max_bytes])[0])),
                min(max_s, float(request.query.get('seconds', [max_s])[0])))
    ended = 'whole'
    try:
        await run(wire)
    except Spent:
        ended = 'bound'
    except ConnectionError:
        ended = 'cut'
    LOG.append({'path': request.path, 'sent_bytes': wire.sent, 'ended': ended,
                'headers': request.headers})
    del LOG[:-1000]
    return None


async def main():
    port, _ = await httpd.listen(handle, int(os.environ.get('PORT') or 0))
    print('READY ' + json.dumps({'url': f'http://127.0.0.1:{port}',
                                 'ws': f'ws://127.0.0.1:{port}'}), flush=True)
    await httpd.run_until_told(float(os.environ.get('MAX_S') or 600),
                               os.environ.get('RIG_STDIN') == '1')


if __name__ == '__main__':
    asyncio.run(main())
