# SPDX-License-Identifier: GPL-3.0-or-later
"""A network link of our own: servers stand at its far end, and it can be pulled out, plugged in and made slow.

A network namespace, a veth pair and a token bucket; the host's own network is not touched. Needs root and the
packages iproute2; why() says what is missing.
"""

import itertools
import os
import shutil
import subprocess

LIMIT_S = 20
NUMBERS = itertools.count()


class LinkError(Exception):
    pass


def tool(name):
    found = shutil.which(name) or shutil.which(name, path='/usr/sbin:/sbin')
    if found is None:
        raise LinkError(f'{name} is missing: install the Debian package iproute2.')
    return found


def run(*command):
    done = subprocess.run([tool(command[0]), *command[1:]], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          timeout=LIMIT_S, check=False)
    if done.returncode != 0:
        raise LinkError(f'{" ".join(command)}: {done.stdout.strip()}')


def why():
    """Why there can be no link here; None when there can."""
    try:
        with Link() as link:
            link.slow(1000)
        return None
    except LinkError as error:
        return str(error).replace('\n', ' ')


class Link:
    """near: our address; far: the servers'."""

    def __init__(self):
        # At most 15 characters for an interface.
        self.name = f'cs{os.getpid()}x{next(NUMBERS)}'
        self.here, self.there = self.name + 'a', self.name + 'b'
        block = os.getpid() % 200
        self.near, self.far = f'198.18.{block}.1', f'198.18.{block}.2'

    def prefix(self):
        """What runs a program at the far end."""
        return [tool('ip'), 'netns', 'exec', self.name]

    def down(self):
        run('ip', 'link', 'set', self.here, 'down')

    def up(self):
        run('ip', 'link', 'set', self.here, 'up')

    def renumber(self):
        """Both ends get other addresses, as when the network's router has begun anew."""
        block = self.near.rsplit('.', 1)[0]
        self.near, self.far = block + '.5', block + '.6'
        run('ip', 'addr', 'flush', 'dev', self.here)
        run('ip', '-n', self.name, 'addr', 'flush', 'dev', self.there)
        run('ip', 'addr', 'add', self.near + '/30', 'dev', self.here)
        run('ip', '-n', self.name, 'addr', 'add', self.far + '/30', 'dev', self.there)

    def slow(self, kbps):
        run('tc', 'qdisc', 'replace', 'dev', self.here, 'root', 'tbf', 'rate', f'{kbps}kbit', 'burst', '16kb', 'latency',
            '300ms')

    def fast(self):
        run('tc', 'qdisc', 'del', 'dev', self.here, 'root')

    def __enter__(self):
        if os.getuid() != 0:
            raise LinkError('A link of our own needs root.')
        run('ip', 'netns', 'add', self.name)
        try:
            run('ip', 'link', 'add', self.here, 'type', 'veth', 'peer', 'name', self.there, 'netns', self.name)
            run('ip', 'addr', 'add', self.near + '/30', 'dev', self.here)
            self.up()
            for command in (('addr', 'add', self.far + '/30', 'dev', self.there), ('link', 'set', self.there, 'up'),
                            ('link', 'set', 'lo', 'up')):
                run('ip', '-n', self.name, *command)
        except LinkError:
            self.__exit__()
            raise
        return self

    def __exit__(self, *error):
        for command in (('link', 'del', self.here), ('netns', 'del', self.name)):
            try:
                run('ip', *command)
            except LinkError:
                pass
