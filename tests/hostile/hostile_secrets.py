# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a secret of a program that runs could be seen by others."""

import os
import pathlib
import resource
import signal
import subprocess


def family(pid):
    """A process and all that it has started"""
    found = subprocess.run(['ps', '--ppid', str(pid), '-o', 'pid='], capture_output=True, text=True, check=False).stdout.split()
    return [str(pid), *(relative for child in found for relative in family(child))]


def open_places(pid):
    """What every user of the machine, or the same one, can read of a process while it runs"""
    for relative in family(pid):
        for place in ('cmdline', 'environ', 'comm'):
            try:
                yield f'{place} of {relative}', pathlib.Path(f'/proc/{relative}/{place}').read_bytes()
            except OSError:
                pass  # ended, or closed to this user


def allow_core():
    """As large as the system lets it be"""
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))


def leaves_core(process):
    os.kill(process.pid, signal.SIGABRT)
    code = os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT).si_code
    process.wait(15)
    return code == os.CLD_DUMPED
