#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real servers and doubles for the tests, on loopback (README.md).

  rig.py --setup               fetch what the servers need, once
  rig.py run SERVER [SECONDS]  start mastodon, bluesky, jetstream, hostile or drand by hand
"""

import fcntl
import glob
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
if HERE not in sys.path:
    sys.path.insert(0, HERE)

import net  # noqa: E402
import users  # noqa: E402

NODE_MIN = 20
SETUP_S = 900
READY_S = 60
STOP_S = 10
PORT_TRIES = 3
# npm counts these as optional: it reports success although it could not get them.
MUST_EXIST = {'drand': 'node_modules/drand-client/package.json',
              'node': 'node_modules/node-linux-*/bin/node',
              'bluesky': 'node_modules/@libsql/linux-*/index.node'}


class RigError(Exception):
    """A sentence for the person at the terminal."""


class PortTaken(RigError):
    """Another program took the port in the meantime."""


# Fetching

def cache_folder(name):
    """One folder for each lock file and machine, outside the source tree."""
    root = os.environ.get('COULISSES_RIG_DIR')
    if not root:
        cache = os.environ.get('XDG_CACHE_HOME') or os.path.expanduser('~/.cache')
        root = os.path.join(cache, 'coulisses-rig')
    with open(os.path.join(HERE, name, 'package-lock.json'), 'rb') as lock:
        digest = hashlib.sha256(lock.read()).hexdigest()[:16]
    return os.path.join(root, f'{name}-{digest}-{platform.machine()}')


def npm_install(folder, name):
    npm = shutil.which('npm')
    if npm is None:
        raise RigError('npm is missing: install the Debian package npm, then try again.')
    for file in ('package.json', 'package-lock.json'):
        shutil.copy(os.path.join(HERE, name, file), folder)
    command = [npm, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--omit=dev']
    for _ in range(2):
        try:
            done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                  timeout=SETUP_S, text=True)
        except subprocess.TimeoutExpired as error:
            raise RigError(f'npm did not finish within {SETUP_S} s: check the network.') from error
        if done.returncode == 0 and glob.glob(os.path.join(folder, MUST_EXIST[name])):
            return
    raise RigError('npm could not fetch the test servers (no network?). It said:\n'
                   + done.stdout[-2000:])


def fetched(name):
    """The folder with the packages of HERE/name, fetched when it is not there.

    Built beside its place and renamed, so that a broken fetch leaves nothing;
    the lock keeps two test programs from fetching at the same time.
    """
    folder = cache_folder(name)
    if os.path.isdir(folder):
        return folder
    root = os.path.dirname(folder)
    try:
        os.makedirs(root, exist_ok=True)
        lock = open(os.path.join(root, 'lock'), 'w')
    except OSError as error:
        raise RigError(f'Cannot write to {root}: {error.strerror}. '
                       'Set COULISSES_RIG_DIR to a folder that can hold 300 MB.') from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not os.path.isdir(folder):
            building = tempfile.mkdtemp(dir=root, prefix='building-')
            try:
                npm_install(building, name)
                os.rename(building, folder)
            finally:
                shutil.rmtree(building, ignore_errors=True)
    return folder


def node():
    """A node of at least NODE_MIN: the system's, or else npm's package of it."""
    own = shutil.which('node') or shutil.which('nodejs')
    if own and os.environ.get('COULISSES_RIG_FETCH_NODE') != '1':
        said = subprocess.run([own, '--version'], stdout=subprocess.PIPE, text=True, timeout=30)
        if int(said.stdout.strip().lstrip('v').split('.')[0] or 0) >= NODE_MIN:
            return own
    kind = {'x86_64': 'x64', 'aarch64': 'arm64'}.get(platform.machine())
    if kind is None:
        raise RigError(f'The test servers need node {NODE_MIN} or newer and there is no '
                       f'ready-made one for {platform.machine()}: install it by hand.')
    return os.path.join(fetched('node'), 'node_modules', f'node-linux-{kind}', 'bin', 'node')


def setup():
    """Fetches everything; returns {name: folder}. Quick when it is there already."""
    return {'node': node(), 'bluesky': fetched('bluesky'), 'drand': fetched('drand')}


# Servers

class Server:
    """A child process that prints "READY {json}"; use it in a with statement.

    It ends at stop(), when this process ends (its standard input closes), and
    after max_s in any case. info holds what it printed.
    """

    name = ''

    def __init__(self, max_s=600, **environment):
        self.max_s = max_s
        self.environment = {name: str(value) for name, value in environment.items()}
        self.process = None
        self.info = {}

    def command(self):
        return [sys.executable, os.path.join(HERE, self.name, 'main.py')]

    def child_environment(self):
        kept = {name: value for name, value in os.environ.items()
                if name not in ('NODE_OPTIONS', 'LD_PRELOAD', 'PYTHONPATH')}
        return {**kept, 'RIG_STDIN': '1', 'MAX_S': str(self.max_s), **self.environment}

    def start(self):
        # A port that was found free may be another's a moment later.
        for _ in range(PORT_TRIES - 1):
            try:
                return self.start_once()
            except PortTaken:
                self.info = {}
        return self.start_once()

    def start_once(self):
        command = self.command()
        self.log_file = tempfile.TemporaryFile(prefix='coulisses-rig-log-')
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=self.log_file,
                                        stderr=subprocess.STDOUT, env=self.child_environment(),
                                        start_new_session=True)
        deadline = time.monotonic() + READY_S
        while not self.find_ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                said = self.log()
                self.stop()
                taken = 'EADDRINUSE' in said or 'Address already in use' in said
                raise (PortTaken if taken else RigError)(f'The {self.name} server did not get ready. It said:\n{said}')
            time.sleep(0.02)
        return self

    def find_ready(self):
        for line in self.log().splitlines():
            if line.startswith('READY {') and line.endswith('}'):
                self.info = json.loads(line.removeprefix('READY '))
                return True
        return False

    def log(self, last=4000):
        size = os.fstat(self.log_file.fileno()).st_size
        start = max(0, size - last) if self.info else 0
        return os.pread(self.log_file.fileno(), last, start).decode('utf-8', 'replace')

    def stop(self):
        if self.process is None:
            return
        self.process.stdin.close()
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None
        self.log_file.close()

    def __enter__(self):
        return self.start()

    def __exit__(self, *error):
        self.stop()

    def get(self, control, **query):
        return self.control('GET', control, None, query)

    def post(self, control, body=None, **query):
        return self.control('POST', control, body, query)

    def control(self, method, name, body, query):
        url = f'{self.info["control"]}/control/{name}?{urllib.parse.urlencode(query)}'
        return net.must(method, url, body, timeout_s=max(net.TIMEOUT_S, 120))


class Bluesky(Server):
    """The real PDS and PLC directory, with our AppView and Jetstream doubles.

    info: pds, plc, appview, jetstream, control. with_pds=False leaves the real
    ones out (then it is ready at once, for load and reconnect tests).
    """

    name = 'bluesky'

    def __init__(self, max_s=600, with_pds=True, **environment):
        super().__init__(max_s, RIG_PDS=int(with_pds), **environment)

    def command(self):
        self.environment['RIG_MODULES'] = fetched('bluesky')
        return [node(), os.path.join(HERE, 'bluesky', 'main.mjs')]

    def account(self, name):
        """A new account with the handle NAME.test."""
        return users.BlueskyUser.create(self.info, name)

    def takedown(self, did, applied=True):
        users.bluesky_takedown(self.info, did, applied)


class Jetstream(Bluesky):
    def __init__(self, max_s=600, **environment):
        super().__init__(max_s, with_pds=False, **environment)


class Mastodon(Server):
    """info: api, control."""

    name = 'mastodon'

    def account(self, name, scopes='read write', **options):
        return users.MastodonUser.create(self, name, scopes, options)


class Hostile(Server):
    """info: url, ws."""

    name = 'hostile'


class Drand(Server):
    """info: relays (addresses), public_key, chain, control. The beacon has quicknet's times and another key."""

    name = 'drand'

    def command(self):
        self.environment['RIG_MODULES'] = fetched('drand')
        return [node(), os.path.join(HERE, 'drand', 'main.mjs')]

    def mood(self, relay, mood):
        self.post('mood', relay=relay, mood=mood)


SERVERS = {'mastodon': Mastodon, 'bluesky': Bluesky, 'jetstream': Jetstream, 'hostile': Hostile, 'drand': Drand}


def run_by_hand(name, max_s):
    with SERVERS[name](max_s=max_s) as server:
        print(json.dumps(server.info, indent=2), flush=True)
        if name == 'mastodon':
            user = server.account('regie')
            print(f'account {user.acct}, token {user.token}', flush=True)
        elif name == 'bluesky':
            user = server.account('regie')
            print(f'account {user.handle}, password {user.password}', flush=True)
        print(f'Ctrl+C ends it; it ends by itself after {max_s} s.', flush=True)
        try:
            server.process.wait()
        except KeyboardInterrupt:
            pass


def main(args):
    if args == ['--setup']:
        started = time.monotonic()
        for name, path in setup().items():
            print(f'{name}: {path}')
        print(f'ready in {time.monotonic() - started:.1f} s')
    elif len(args) in (2, 3) and args[0] == 'run' and args[1] in SERVERS:
        run_by_hand(args[1], int(args[2]) if len(args) == 3 else 3600)
    else:
        print(__doc__.strip())
        return 0 if args in (['--help'], ['-h']) else 2
    return 0


if __name__ == '__main__':
    try:
        sys.exit(main(sys.argv[1:]))
    except RigError as error:
        print(f'rig.py: {error}', file=sys.stderr)
        sys.exit(1)
