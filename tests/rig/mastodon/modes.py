# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything a test can switch while the double runs."""

import dataclasses
import time


@dataclasses.dataclass
class Modes:
    heartbeat_ms: int = 15000  # 0: no heartbeat
    disorder_ms: float = 3.0  # mean delay of an update; 0: strict order
    drip_ms: int = 0  # pause after each byte sent
    silent: bool = False  # streams are accepted and never deliver
    stream_status: int = 0  # not 0: every stream is refused with this status
    teapot: bool = False  # 418 without a User-Agent
    auth_required: bool = False  # reading needs a token
    link_header: bool = True
    idempotency: bool = True
    delete_status: int = 0  # not 0: DELETE is refused with this status
    unknown_tag_status: int = 200  # or 404, as older servers
    refuse_stream_n: int = 0
    refuse_rest_n: int = 0
    refuse_status: int = 503
    limited_until_s: float = 0.0  # 429 on every REST request until then

    def limited(self):
        return time.time() < self.limited_until_s

    def take_refusal(self, what):
        name = f'refuse_{what}_n'
        left = getattr(self, name)
        setattr(self, name, max(0, left - 1))
        return left > 0

    def set(self, changes):
        kinds = {field.name: type(field.default) for field in dataclasses.fields(self)}
        for name, value in changes.items():
            if name not in kinds:
                raise ValueError(f'no such mode: {name}; known: {", ".join(kinds)}')
            setattr(self, name, kinds[name](value))
