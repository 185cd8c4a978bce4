# SPDX-License-Identifier: GPL-3.0-or-later
"""The output server without a desk around it (tests/outputs/overlay-probe.c), driven by lines."""

import http.client
import json
import os
import queue
import signal
import subprocess
import threading

ANSWER_S = 15


class Probe:
    def __init__(self, program, port=0, key=None):
        arguments = [program, str(port)] + ([key] if key else [])
        self.process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        encoding='utf-8', bufsize=1)
        self._lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.port = int(self.expect('port '))
        self.base = f'http://127.0.0.1:{self.port}'
        self.url = f'{self.base}/overlay'

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.kill()

    def _read(self):
        for line in self.process.stdout:
            self._lines.put(line.rstrip('\n'))
        self._lines.put(None)

    def expect(self, prefix):
        """The rest of the next line that begins so."""
        while True:
            line = self._lines.get(timeout=ANSWER_S)
            if line is None:
                raise AssertionError(f'the probe ended before it said {prefix!r}')
            if line.startswith(prefix):
                return line[len(prefix):]

    def say(self, line):
        self.process.stdin.write(line + '\n')
        self.process.stdin.flush()

    def show(self, name='Noor Sample', handle='noor', text='Bonsoir', **more):
        self.say('show ' + json.dumps({'name': name, 'handle': handle, 'text': text, **more}))
        if self.expect('shown ') != '1':
            raise AssertionError('the server refused to show a post')

    def ask(self, method, path, headers=None, body=None):
        """Returns (status, body)."""
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=ANSWER_S)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def program(self):
        return json.loads(self.ask('GET', '/api/program')[1])

    def stop(self, stopped=True):
        self.process.send_signal(signal.SIGSTOP if stopped else signal.SIGCONT)

    def kill(self):
        """As a power cut would: no farewell."""
        if self.process.poll() is None:
            os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait(ANSWER_S)
