#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A camera and a microphone of a real PipeWire, and what happens to cables: test-devices.py [CHECK]."""

import os
import subprocess
import sys

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, '..', 'rig')]

import pipewire  # noqa: E402
import rig  # noqa: E402
import streaming  # noqa: E402
import tap  # noqa: E402
from live_checks import SMALL, whole  # noqa: E402
from live_run import LIMIT_S, Live  # noqa: E402

CHOSEN = ('--camera', 'rig-camera', '--microphone', 'rig-microphone')


def list_devices(desk):
    command = [os.path.join(os.environ['CS_BUILD_ROOT'], 'src', 'cli', 'coulisses-cli'), 'live', '--devices']
    done = subprocess.run(['timeout', '30', *command], env=desk.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          text=True, check=True)
    return done.stdout.splitlines()


def plugged(desk, *lines):
    """WirePlumber takes its time with what is new."""
    tap.until(lambda: set(lines) <= set(list_devices(desk)), LIMIT_S)


def both(desk):
    camera, microphone = desk.camera(), desk.microphone()
    plugged(desk, 'camera\trig-camera\tRigCamera', 'microphone\trig-microphone\tRigMicrophone')
    return camera, microphone


def reds(path):
    """For each half second of a recording whether it shows the camera's colour."""
    done = subprocess.run([streaming.need('ffmpeg', 'ffmpeg'), '-nostdin', '-v', 'error', '-i', path, '-vf', 'fps=2,scale=1:1',
                           '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'], stdout=subprocess.PIPE, timeout=120, check=True)
    pixels = [done.stdout[at:at + 3] for at in range(0, len(done.stdout), 3)]
    return [red > 180 and green < 60 and blue < 60 for red, green, blue in pixels]


def kept(stats):
    """The recording goes on while a device is away; where one takes the other's place a few pictures may be missing."""
    whole(stats['recorded'], stats['encoded'], stats['skipped'] + 6)


def wait_stats(live, timeout_s=LIMIT_S, **wanted):
    tap.until(lambda: all(live.stats().get(name) == value for name, value in wanted.items()), timeout_s)


def started(desk):
    live = Live(height=SMALL, extra=CHOSEN, env=desk.environment)
    try:
        wait_stats(live, camera='rig-camera', microphone='rig-microphone')
        live.wait_ms(live.stats()['elapsed_ms'] + 3000)
    except BaseException:
        live.__exit__()
        raise
    return live


def nothing_happens():
    """A camera and a microphone are listed and recorded; while nothing happens to them nothing is said"""
    with pipewire.PipeWire() as desk:
        both(desk)
        with started(desk) as live:
            live.wait_ms(live.stats()['elapsed_ms'] + 3000)
            stats = live.stop()
            whole(stats['recorded'], stats['encoded'], stats['skipped'])
            tap.same(live.lines('coulisses-cli:'), [])
            tap.same(all(reds(stats['recorded'])[2:]), True)
            # A busy machine may lose some; a camera whose pictures do not count gives none.
            if stats['pictures'] < stats['encoded'] / 2:
                raise AssertionError(f'{stats["pictures"]} of {stats["encoded"]} pictures came from the camera')


def camera_unplugged():
    """A camera that is unplugged is missed in words, the recording goes on, and it is taken up again"""
    with pipewire.PipeWire() as desk:
        camera, _ = both(desk)
        with started(desk) as live:
            camera.unplug()
            live.wait_line('“RigCamera” was unplugged')
            wait_stats(live, camera='test', microphone='rig-microphone')
            live.wait_ms(live.stats()['elapsed_ms'] + 3000)
            desk.camera()
            wait_stats(live, camera='rig-camera')
            live.wait_ms(live.stats()['elapsed_ms'] + 3000)
            stats = live.stop()
            kept(stats)
            seen = reds(stats['recorded'])
            tap.same((seen[2], False in seen[2:], seen[-2]), (True, True, True))
            tap.same('camera_trouble' in stats, False)


def camera_silent():
    """A camera that stays plugged in and falls silent is missed as well, and taken up again"""
    with pipewire.PipeWire() as desk:
        camera, _ = both(desk)
        with started(desk) as live:
            camera.freeze()
            live.wait_line('“RigCamera” has stopped answering')
            live.wait_ms(live.stats()['elapsed_ms'] + 3000)
            tap.same(live.stats()['camera'], 'test')
            camera.thaw()
            # Opened again, PipeWire would need half a minute.
            wait_stats(live, 15, camera='rig-camera')
            tap.same('camera_trouble' in live.stats(), False)
            live.wait_ms(live.stats()['elapsed_ms'] + 2000)
            stats = live.stop()
            kept(stats)


def microphone_unplugged():
    """A microphone that is unplugged is missed in words, silence is recorded, and it is taken up again"""
    with pipewire.PipeWire() as desk:
        _, microphone = both(desk)
        with started(desk) as live:
            before = live.stats()['silences']
            microphone.unplug()
            live.wait_line('“RigMicrophone” was unplugged')
            wait_stats(live, camera='rig-camera', microphone='')
            tap.until(lambda: live.stats()['silences'] > before + 25, LIMIT_S)
            desk.microphone()
            wait_stats(live, microphone='rig-microphone')
            live.wait_ms(live.stats()['elapsed_ms'] + 2000)
            stats = live.stop()
            kept(stats)
            tap.same('microphone_trouble' in stats, False)


CHECKS = [nothing_happens, camera_unplugged, camera_silent, microphone_unplugged]


def main():
    wanted = [check for check in CHECKS if len(sys.argv) < 2 or check.__name__ in sys.argv[1:]]
    try:
        return 1 if tap.run(wanted) else 0
    except rig.RigError as error:
        print('Bail out! ' + str(error).replace('\n', ' '))
        return 1


if __name__ == '__main__':
    sys.exit(main())
