# SPDX-License-Identifier: GPL-3.0-or-later
"""The Mastodon double.

Environment: API_PORT, CONTROL_PORT (0 or absent: a free port), MAX_S (600),
RIG_STDIN=1 ends it with its standard input. Prints "READY {json}".
"""

import asyncio
import json
import os
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))

import httpd  # noqa: E402
from api import Api  # noqa: E402
from control import Control  # noqa: E402
from modes import Modes  # noqa: E402
from stream import Streams  # noqa: E402
from world import World  # noqa: E402


async def main():
    started = time.monotonic()
    modes = Modes()
    world = World()
    api = Api(world, Streams(modes), modes)
    control = Control(api)
    api_port, control.connections = await httpd.listen(
        api.handle, int(os.environ.get('API_PORT') or 0))
    control_port, _ = await httpd.listen(
        control.handle, int(os.environ.get('CONTROL_PORT') or 0))
    world.base = f'http://127.0.0.1:{api_port}'
    print('READY ' + json.dumps({
        'api': world.base, 'control': f'http://127.0.0.1:{control_port}',
        'ready_ms': int((time.monotonic() - started) * 1000)}), flush=True)
    await httpd.run_until_told(float(os.environ.get('MAX_S') or 600),
                               os.environ.get('RIG_STDIN') == '1')


if __name__ == '__main__':
    asyncio.run(main())
