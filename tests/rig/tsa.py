# SPDX-License-Identifier: GPL-3.0-or-later
"""A time-stamping authority on loopback: openssl's own, behind a small HTTP server that can misbehave."""

import http.server
import os
import subprocess
import tempfile
import threading
import time

CONFIG = '''[tsa]
default_tsa = one
[one]
serial = {room}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = {digests}
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_alg = sha256
'''
HUGE = 4 * 1024 * 1024
TYPE = 'application/timestamp-reply'


class Authority:
    """Its mood is what the next questions are answered with."""

    def __init__(self):
        self.room = tempfile.TemporaryDirectory(prefix='coulisses-tsa-')
        self.mood, self.asked = 'good', []
        self.lock = threading.Lock()
        for name in ('authority', 'other'):
            self.make_certificates(name)
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get('Content-Length', '0')))
                outer.asked.append((self.headers.get('Content-Type'), body))
                getattr(outer, f'answer_{outer.mood}')(self, body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.server.daemon_threads = True
        self.url = f'http://127.0.0.1:{self.server.server_port}/tsr'
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.room.cleanup()

    def path(self, name):
        return os.path.join(self.room.name, name)

    def openssl(self, *args, data=None):
        return subprocess.run(['openssl', *args], input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=30,
                              check=True).stdout

    def make_certificates(self, name):
        """A root, and a certificate for time stamps under it."""
        root, signer = self.path(f'{name}.pem'), self.path(f'{name}-signer.pem')
        with open(self.path(f'{name}.ext'), 'w', encoding='ascii') as file:
            file.write('extendedKeyUsage = critical,timeStamping\nkeyUsage = critical,digitalSignature\nbasicConstraints = critical,CA:false\n')
        self.openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '3650', '-subj',
                     f'/O=Exemple/CN={name} root', '-keyout', self.path(f'{name}.key'), '-out', root)
        self.openssl('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', f'/O=Exemple/CN={name} time stamps',
                     '-keyout', self.path(f'{name}-signer.key'), '-out', self.path(f'{name}.csr'))
        self.openssl('x509', '-req', '-in', self.path(f'{name}.csr'), '-CA', root, '-CAkey', self.path(f'{name}.key'), '-CAcreateserial',
                     '-days', '3650', '-extfile', self.path(f'{name}.ext'), '-out', signer)

    def stamp(self, query, name='authority', digests='sha256'):
        """What an authority answers."""
        with self.lock, tempfile.TemporaryDirectory(dir=self.room.name) as place:
            config, question = os.path.join(place, 'config'), os.path.join(place, 'query')
            with open(config, 'w', encoding='ascii') as file:
                file.write(CONFIG.format(room=self.room.name, digests=digests))
            with open(question, 'wb') as file:
                file.write(query)
            out = os.path.join(place, 'reply')
            self.openssl('ts', '-reply', '-config', config, '-queryfile', question, '-signer', self.path(f'{name}-signer.pem'), '-inkey',
                         self.path(f'{name}-signer.key'), '-chain', self.path(f'{name}.pem'), '-out', out)
            with open(out, 'rb') as file:
                return file.read()

    def query(self, digest):
        return self.openssl('ts', '-query', '-digest', digest, '-sha256', '-cert')

    @staticmethod
    def send(handler, body, code=200, kind=TYPE, length=None):
        handler.send_response(code)
        handler.send_header('Content-Type', kind)
        handler.send_header('Content-Length', str(len(body) if length is None else length))
        handler.end_headers()
        try:
            handler.wfile.write(body)
        except OSError:
            pass

    def answer_good(self, handler, body):
        self.send(handler, self.stamp(body))

    def answer_other(self, handler, body):
        """Another authority than the one it says it is."""
        self.send(handler, self.stamp(body, 'other'))

    def answer_refused(self, handler, body):
        self.send(handler, self.stamp(body, digests='sha512'))

    def answer_wrong_digest(self, handler, _body):
        self.send(handler, self.stamp(self.query('ab' * 32)))

    def answer_wrong_nonce(self, handler, body):
        """A stamp of this very fingerprint that somebody had before."""
        digest = body[body.index(bytes.fromhex('0420')) + 2:][:32].hex()
        self.send(handler, self.stamp(self.query(digest)))

    def answer_changed(self, handler, body):
        reply = bytearray(self.stamp(body))
        reply[-5] ^= 1
        self.send(handler, bytes(reply))

    def answer_longer(self, handler, body):
        self.send(handler, self.stamp(body) + b'more')

    def answer_cut(self, handler, body):
        self.send(handler, self.stamp(body)[:-40])

    def answer_garbage(self, handler, _body):
        self.send(handler, b'<html>captive portal</html>', kind='text/html')

    def answer_empty(self, handler, _body):
        self.send(handler, b'')

    def answer_huge(self, handler, _body):
        self.send(handler, b'\x30' * HUGE)

    def answer_short(self, handler, body):
        self.send(handler, self.stamp(body)[:100], length=5000)

    def answer_broken(self, handler, _body):
        self.send(handler, b'busy', 503)

    def answer_elsewhere(self, handler, _body):
        handler.send_response(302)
        handler.send_header('Location', 'http://127.0.0.1:9/')
        handler.send_header('Content-Length', '0')
        handler.end_headers()

    def answer_never(self, _handler, _body):
        time.sleep(30)
