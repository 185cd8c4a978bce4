# SPDX-License-Identifier: GPL-3.0-or-later
"""What has to be true of what was recorded and received."""

import streaming
import tap

FPS = 30
# Where only the fault counts: a busy machine keeps up with it.
SMALL = 360


def whole(path, pictures=None, skipped=0):
    """The recording: every picture that was encoded, evenly, nothing broken; skipped: what the processor was too slow for."""
    found = streaming.probe(path)
    tap.same(found['errors'], [])
    # The one that is being encoded when the end is asked for is counted and may not be written any more.
    if pictures is not None and found['video'] not in (pictures - 1, pictures):
        tap.same(found['video'], pictures)
    times = streaming.picture_times(path)
    gaps = [b - a for a, b in zip(times, times[1:])]
    if max(gaps) > (2.6 + skipped) / FPS or min(gaps) <= 0:
        raise AssertionError(f'uneven: {min(gaps):.3f}…{max(gaps):.3f} s')
    if abs(found['audio'] * 1024 / 48000 - found['video'] / FPS) > 0.3:
        raise AssertionError(f'sound and picture differ: {found}')
    tap.same(streaming.decode_errors(path), [])


def received(path, least_s):
    found = streaming.probe(path)
    if found.get('video', 0) < least_s * FPS or found.get('audio', 0) < least_s * 46:
        raise AssertionError(f'{path}: {found}')


def undisturbed(stats, title):
    """A destination that nothing befell: one connection, nothing left out."""
    there = next(d for d in stats['destinations'] if d['title'] == title)
    tap.same((there['connects'], there['dropped']), (1, 0))
