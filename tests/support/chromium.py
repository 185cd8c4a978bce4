# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives a headless Chromium of our own over the DevTools protocol, for tests. Standard library only.

    with chromium.Browser() as browser:
        page = browser.open('http://127.0.0.1:8080/overlay', 1920, 1080)
        page.until("document.readyState === 'complete'")
        print(page.evaluate('document.title'))
        png = page.screenshot()          # transparent where the page is

The browser has an empty profile, no sandbox (the tests may run as root), no network of its own, and dies
with the block. Orders go through pipes: no port is opened. Every wait is bounded.
"""

import base64
import json
import os
import queue
import shutil
import signal
import subprocess
import tempfile
import threading
import time

FLAGS = [
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
    '--disable-default-apps', '--disable-extensions', '--disable-dev-shm-usage', '--disable-breakpad',
    '--disable-background-timer-throttling', '--disable-renderer-backgrounding',
    '--disable-backgrounding-occluded-windows', '--force-color-profile=srgb', '--hide-scrollbars',
    '--no-default-browser-check', '--no-proxy-server', '--password-store=basic', '--use-mock-keychain',
    '--remote-debugging-pipe',
]
ANSWER_S = 20
STOP_S = 5


class ChromiumError(Exception):
    pass


def find():
    """The browser's path, or None."""
    return shutil.which('chromium') or shutil.which('chromium-browser')


class Browser:
    def __init__(self, flags=(), environment=None):
        program = find()
        if program is None:
            raise ChromiumError('Chromium is missing: install the Debian package chromium, then try again.')
        self._profile = tempfile.mkdtemp(prefix='coulisses-chromium-')
        orders_out, self._orders = os.pipe()
        self._answers, answers_in = os.pipe()
        env = {**os.environ, 'HOME': self._profile, **(environment or {})}
        command = [program, *FLAGS, *flags, f'--user-data-dir={self._profile}/profile', 'about:blank']
        # Chromium reads orders from descriptor 3 and answers on 4.
        script = f'exec 3<&{orders_out} 4>&{answers_in}; exec "$@"'
        self._process = subprocess.Popen(
            ['/bin/bash', '-c', script, 'chromium', *command], pass_fds=(orders_out, answers_in), env=env,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True)
        os.close(orders_out)
        os.close(answers_in)
        self._lock = threading.Lock()
        self._last = 0
        self._waiting = {}
        self._pages = {}
        threading.Thread(target=self._read, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def close(self):
        """Ends the browser, all its processes and its profile."""
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self._process.wait(STOP_S)
        os.close(self._orders)
        shutil.rmtree(self._profile, ignore_errors=True)

    def stop(self, stopped=True):
        """Freezes the whole browser, or lets it go on."""
        os.killpg(self._process.pid, signal.SIGSTOP if stopped else signal.SIGCONT)

    def open(self, url='about:blank', width=1920, height=1080):
        target = self.call('Target.createTarget', url='about:blank')['targetId']
        session = self.call('Target.attachToTarget', targetId=target, flatten=True)['sessionId']
        page = Page(self, target, session)
        self._pages[session] = page
        page.prepare(width, height)
        if url != 'about:blank':
            page.go(url)
        return page

    def post(self, method, session=None, answer=None, **params):
        """Sends an order without waiting; the answer goes into a queue, if one is given."""
        with self._lock:
            self._last += 1
            if answer is not None:
                self._waiting[self._last] = answer
            order = {'id': self._last, 'method': method, 'params': params}
            if session is not None:
                order['sessionId'] = session
            data = json.dumps(order).encode() + b'\0'
            while data:
                data = data[os.write(self._orders, data):]

    def call(self, method, session=None, **params):
        answer = queue.Queue()
        self.post(method, session, answer, **params)
        try:
            found = answer.get(timeout=ANSWER_S)
        except queue.Empty:
            raise ChromiumError(f'no answer to {method}') from None
        if 'error' in found:
            raise ChromiumError(f'{method}: {found["error"].get("message")}')
        return found['result']

    def _read(self):
        rest = b''
        while True:
            try:
                data = os.read(self._answers, 1 << 16)
            except OSError:
                return
            if not data:
                os.close(self._answers)
                return
            *messages, rest = (rest + data).split(b'\0')
            for message in messages:
                self._take(json.loads(message))

    def _take(self, message):
        if 'id' in message:
            with self._lock:
                answer = self._waiting.pop(message['id'], None)
            if answer is not None:
                answer.put(message)
            return
        page = self._pages.get(message.get('sessionId'))
        if page is not None:
            page.take(message['method'], message['params'])


class Page:
    """One tab. It keeps what happened to it: `dialogs`, `errors` (uncaught exceptions), `reports` (breaches
    of the page's security policy) and `requests` (addresses asked for)."""

    def __init__(self, browser, target, session):
        self.browser = browser
        self._target = target
        self._session = session
        self.dialogs = []
        self.errors = []
        self.reports = []
        self.requests = []

    def call(self, method, **params):
        return self.browser.call(method, self._session, **params)

    def take(self, method, params):
        if method == 'Page.javascriptDialogOpening':
            self.dialogs.append(params['message'])
            self.browser.post('Page.handleJavaScriptDialog', self._session, accept=False)
        elif method == 'Runtime.exceptionThrown':
            details = params['exceptionDetails']
            self.errors.append(details.get('exception', {}).get('description') or details.get('text'))
        elif method == 'Runtime.bindingCalled' and params['name'] == 'csTestReport':
            self.reports.append(params['payload'])
        elif method == 'Log.entryAdded' and params['entry']['source'] == 'security':
            self.reports.append(params['entry']['text'])
        elif method == 'Network.requestWillBeSent':
            self.requests.append(params['request']['url'])

    def prepare(self, width, height):
        for domain in ('Page', 'Runtime', 'Log', 'Network'):
            self.call(f'{domain}.enable')
        self.call('Runtime.addBinding', name='csTestReport')
        self.call('Page.addScriptToEvaluateOnNewDocument', source='''
            document.addEventListener('securitypolicyviolation',
              event => csTestReport(event.violatedDirective + ' ' + event.blockedURI));''')
        self.call('Emulation.setDefaultBackgroundColorOverride', color={'r': 0, 'g': 0, 'b': 0, 'a': 0})
        self.resize(width, height)

    def resize(self, width, height):
        self.call('Emulation.setDeviceMetricsOverride', width=width, height=height, deviceScaleFactor=1,
                  mobile=False)

    def reduce_motion(self, reduce=True):
        features = [{'name': 'prefers-reduced-motion', 'value': 'reduce' if reduce else 'no-preference'}]
        self.call('Emulation.setEmulatedMedia', features=features)

    def go(self, url):
        self.call('Page.navigate', url=url)
        self.until("location.href !== 'about:blank' && document.readyState === 'complete'")

    def evaluate(self, expression):
        """The value of a JavaScript expression; a promise is waited for."""
        found = self.call('Runtime.evaluate', expression=expression, returnByValue=True, awaitPromise=True)
        if 'exceptionDetails' in found:
            raise ChromiumError(found['exceptionDetails'].get('exception', {}).get('description', 'failed'))
        return found['result'].get('value')

    def until(self, expression, timeout_s=10):
        """Waits until an expression is true; returns how many seconds that took."""
        started = time.monotonic()
        while True:
            if self.evaluate(f'!!({expression})'):
                return time.monotonic() - started
            if time.monotonic() - started > timeout_s:
                raise ChromiumError(f'waited {timeout_s} s in vain for {expression}')
            time.sleep(0.01)

    def screenshot(self):
        """PNG bytes, with transparency."""
        return base64.b64decode(self.call('Page.captureScreenshot', format='png')['data'])

    def close(self):
        self.browser.call('Target.closeTarget', targetId=self._target)
