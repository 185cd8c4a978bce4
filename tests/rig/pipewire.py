# SPDX-License-Identifier: GPL-3.0-or-later
"""PipeWire of our own, with a virtual camera and a virtual microphone that can be unplugged and can fall silent.

It runs in a folder of its own with a session bus of its own: the sound server of whoever runs the tests is not
touched.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time

import rig
import streaming

MAX_S = 300
STOP_S = 10


class Part:
    """One program of it, ended with it or after MAX_S seconds."""

    def __init__(self, desk, *command):
        self.log = open(os.path.join(desk.folder, os.path.basename(command[0]) + '.log'), 'ab')
        self.process = subprocess.Popen(['timeout', '-k', '5', str(MAX_S), *command], stdin=subprocess.PIPE, stdout=self.log,
                                        stderr=subprocess.STDOUT, env=desk.environment, start_new_session=True)

    def say(self, line):
        self.process.stdin.write(line.encode() + b'\n')
        self.process.stdin.flush()

    def freeze(self):
        os.killpg(self.process.pid, signal.SIGSTOP)

    def thaw(self):
        os.killpg(self.process.pid, signal.SIGCONT)

    def unplug(self):
        """Gone from one moment to the next, as a cable that is pulled out."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(STOP_S)
        self.process.stdin.close()
        self.log.close()


class PipeWire:
    """environment: what a program needs to find it."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix='coulisses-pipewire-')
        os.chmod(self.folder, 0o700)
        bus = os.path.join(self.folder, 'bus')
        self.environment = {**os.environ, 'HOME': self.folder, 'XDG_RUNTIME_DIR': self.folder,
                            'XDG_CONFIG_HOME': os.path.join(self.folder, 'config'),
                            'XDG_STATE_HOME': os.path.join(self.folder, 'state'),
                            'DBUS_SESSION_BUS_ADDRESS': f'unix:path={bus}'}
        for name in ('PIPEWIRE_REMOTE', 'PIPEWIRE_RUNTIME_DIR', 'PULSE_SERVER', 'COULISSES_DEVICE_CLASS'):
            self.environment.pop(name, None)
        self.bus = bus
        self.parts = []

    def start(self, program, package, *args):
        part = Part(self, streaming.need(program, package), *args)
        self.parts.append(part)
        return part

    def wait_file(self, path, part):
        deadline = time.monotonic() + STOP_S
        while not os.path.exists(path):
            if part.process.poll() is not None or time.monotonic() > deadline:
                raise rig.RigError(f'PipeWire does not start: {path} is missing.')
            time.sleep(0.02)

    def camera(self, pattern='red'):
        """A camera that shows one colour, 640 × 360 at 30 pictures a second."""
        return self.start('gst-launch-1.0', 'gstreamer1.0-tools', 'videotestsrc', 'is-live=true', f'pattern={pattern}', '!',
                          'video/x-raw,format=YUY2,width=640,height=360,framerate=30/1', '!', 'pipewiresink', 'mode=provide',
                          'stream-properties=props,media.class=Video/Source,media.role=Camera,node.name=rig-camera,'
                          'node.description=RigCamera')

    def microphone(self):
        """A microphone in a room where nobody speaks: it gives true silence."""
        part = self.start('pw-cli', 'pipewire-bin')
        part.say('create-node adapter { factory.name=support.null-audio-sink node.name=rig-microphone '
                 'node.description=RigMicrophone media.class=Audio/Source/Virtual audio.position=[FL FR] }')
        return part

    def __enter__(self):
        try:
            part = self.start('dbus-daemon', 'dbus', '--session', '--nofork', f'--address=unix:path={self.bus}')
            self.wait_file(self.bus, part)
            part = self.start('pipewire', 'pipewire')
            self.wait_file(os.path.join(self.folder, 'pipewire-0'), part)
            self.start('wireplumber', 'wireplumber')
            return self
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *error):
        for part in reversed(self.parts):
            if part.process.poll() is None:
                part.unplug()
        shutil.rmtree(self.folder, ignore_errors=True)
