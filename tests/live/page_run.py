# SPDX-License-Identifier: GPL-3.0-or-later
"""coulisses-cli live --page as a child, and plain requests to its page."""

import http.client
import json
import os
import signal
import socket
import subprocess
import time
import urllib.parse

LIMIT_S = 40


class Run:
    def __init__(self, folder, title='Test', address='127.0.0.1', extra=()):
        self.title = title
        self.show = os.path.join(folder, 'page.coulisses')
        self.log_path = os.path.join(folder, 'page.log')
        self.cli = os.path.join(os.environ['CS_BUILD_ROOT'], 'src', 'cli', 'coulisses-cli')
        command = ['timeout', '--foreground', '-k', '30', '300', self.cli, 'live', '--camera', 'test', '--height', '360',
                   '--kbps', '600', '--page', '0', '--page-address', address, '--show', self.show, '--title', title, *extra]
        with open(self.log_path, 'wb') as log:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                                            start_new_session=True)
        self.url = self._wait_url()
        parts = urllib.parse.urlsplit(self.url)
        self.host, self.port, self.path = parts.hostname, parts.port, parts.path
        self.authority = parts.netloc

    def log(self):
        with open(self.log_path, encoding='utf-8') as file:
            return file.read()

    def _wait_url(self):
        deadline = time.monotonic() + LIMIT_S
        while time.monotonic() < deadline and self.process.poll() is None:
            for line in self.log().splitlines():
                if line.startswith('http://') and '/p/' in line:
                    return line
            time.sleep(0.05)
        raise AssertionError(f'no page: {self.log()}')

    def wait_live(self):
        deadline = time.monotonic() + LIMIT_S
        while self.ask('GET', '/live.m3u8')[0] != 200:
            if time.monotonic() > deadline:
                raise AssertionError(f'nothing to play: {self.log()}')
            time.sleep(0.2)

    def overlay_port(self):
        return next(urllib.parse.urlsplit(line).port for line in self.log().splitlines() if line.endswith('/overlay'))

    def pid(self):
        """Of the program itself, behind timeout(1)."""
        with open(f'/proc/{self.process.pid}/task/{self.process.pid}/children', encoding='ascii') as file:
            return int(file.read().split()[0])

    def rss_mib(self):
        with open(f'/proc/{self.pid()}/statm', encoding='ascii') as file:
            return int(file.read().split()[1]) * os.sysconf('SC_PAGESIZE') / 2**20

    def ask(self, method, name, body=None, headers=None, source='127.0.0.1', path=None):
        """Status and body of one request."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=15, source_address=(source, 0))
        try:
            connection.request(method, (self.path if path is None else path) + name, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (ConnectionError, http.client.HTTPException, socket.timeout):
            return 0, b''
        finally:
            connection.close()

    def post(self, name, value, viewer=None, source='127.0.0.1', **headers):
        sent = {'Content-Type': 'application/json', 'X-Coulisses': '1', 'Origin': f'http://{self.authority}'}
        if viewer:
            sent['X-Viewer'] = viewer
        sent.update({key.replace('_', '-'): text for key, text in headers.items()})
        status, body = self.ask('POST', name, json.dumps(value), {key: text for key, text in sent.items() if text}, source)
        try:
            return status, json.loads(body)
        except ValueError:
            return status, {}

    def join(self, source='127.0.0.1'):
        return self.post('/join', {}, source=source)[1].get('viewer')

    def state(self):
        return json.loads(self.ask('GET', '/state')[1])

    def end(self):
        """As Ctrl C does; its end is not waited for."""
        os.kill(self.process.pid, signal.SIGINT)

    def wait(self):
        code = self.process.wait(LIMIT_S)
        if code != 0:
            raise AssertionError(f'ended with {code}: {self.log()}')

    def kill(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(LIMIT_S)

    def list_posts(self):
        out = subprocess.run([self.cli, 'list', '--show', self.show, '--json'], capture_output=True, text=True, timeout=LIMIT_S,
                             check=True)
        return [json.loads(line) for line in out.stdout.splitlines()]

    def broadcasts(self, *options):
        return subprocess.run([self.cli, 'broadcasts', '--show', self.show, *options], capture_output=True, text=True,
                              timeout=LIMIT_S, check=True).stdout

    def list_broadcasts(self):
        return [json.loads(line) for line in self.broadcasts('--json').splitlines()]
