# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that are streamed to: nginx (RTMP, RTMPS), srt-live-transmit, aiortc (WHIP), and a slow way there.

Each is used in a with statement, on loopback, in a folder of its own, and is
ended with the program that started it or after MAX_S seconds.
"""

import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

import rig

HERE = os.path.dirname(os.path.abspath(__file__))
MAX_S = 600
READY_S = 20
STOP_S = 10

RTMP_CONF = '''
load_module {modules}/ngx_rtmp_module.so;
{user}
worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log info;
events {{ worker_connections 128; }}
rtmp {{
  access_log off;
  server {{
    listen {host}:{port}; chunk_size 4096;
    application live {{
      live on; drop_idle_publisher 60s;
      record all; record_path {folder}/got; record_unique on;
      notify_method get; on_publish http://127.0.0.1:{http_port}/ask;
    }}
  }}
}}
http {{
  access_log off;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{
    listen 127.0.0.1:{http_port};
    location /ask {{ if ($arg_name = "wrong-key") {{ return 403; }} return 200; }}
  }}
}}
'''

TLS_CONF = '''
load_module {modules}/ngx_stream_module.so;
{user}
worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log info;
events {{ worker_connections 128; }}
stream {{
  access_log off;
  server {{
    listen {host}:{port} ssl;
    ssl_certificate {certificate}; ssl_certificate_key {key};
    proxy_pass 127.0.0.1:{to_port};
  }}
}}
'''


def free_port(kind=socket.SOCK_STREAM):
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def need(program, package):
    found = shutil.which(program) or shutil.which(program, path='/usr/sbin:/sbin')
    if found is None:
        raise rig.RigError(f'{program} is missing: install the Debian package {package}.')
    return found


class Process:
    """A server that can be killed, frozen and started again; link: at the far end of which link.Link it stands."""

    def __init__(self, link=None):
        self.link = link
        self.host = link.far if link else '127.0.0.1'
        self.folder = tempfile.mkdtemp(prefix='coulisses-streaming-')
        self.process = None
        self.port = free_port()

    def command(self):
        raise NotImplementedError

    def is_ready(self):
        try:
            socket.create_connection((self.host, self.port), 0.2).close()
            return True
        except OSError:
            return False

    def start(self):
        prefix = self.link.prefix() if self.link else []
        with open(os.path.join(self.folder, 'log'), 'ab') as log:
            self.process = subprocess.Popen([*prefix, 'timeout', '-k', '5', str(MAX_S), *self.command()], stdin=subprocess.DEVNULL,
                                            stdout=self.output(), stderr=log, start_new_session=True)
        deadline = time.monotonic() + READY_S
        while not self.is_ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise rig.RigError(f'{self.command()[0]} does not start: {self.log()}')
            time.sleep(0.01)
        return self

    def output(self):
        return subprocess.DEVNULL

    def log(self):
        text = ''
        for name in ('log', 'error.log'):
            path = os.path.join(self.folder, name)
            if os.path.exists(path):
                with open(path, encoding='utf-8', errors='replace') as log:
                    text += log.read()[-2000:]
        return text

    def signal(self, number):
        os.killpg(self.process.pid, number)

    def kill(self):
        self.signal(signal.SIGKILL)
        self.process.wait()

    def freeze(self):
        self.signal(signal.SIGSTOP)

    def thaw(self):
        self.signal(signal.SIGCONT)

    def __enter__(self):
        try:
            return self.start()
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *error):
        if self.process is not None and self.process.poll() is None:
            self.signal(signal.SIGCONT)
            self.signal(signal.SIGTERM)
            try:
                self.process.wait(STOP_S)
            except subprocess.TimeoutExpired:
                self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


class Nginx(Process):
    conf = ''

    def values(self):
        modules = next((path for path in ('/usr/lib/nginx/modules', '/usr/share/nginx/modules')
                        if os.path.isdir(path)), '/usr/lib/nginx/modules')
        return {'folder': self.folder, 'host': self.host, 'port': self.port, 'modules': modules,
                'user': 'user root;' if os.getuid() == 0 else ''}

    def command(self):
        path = os.path.join(self.folder, 'nginx.conf')
        with open(path, 'w', encoding='utf-8') as conf:
            conf.write(self.conf.format(**self.values()))
        return [need('nginx', 'nginx'), '-p', self.folder, '-e', os.path.join(self.folder, 'error.log'), '-c', path]


class Rtmp(Nginx):
    """Takes every key but "wrong-key", and keeps what it got."""

    conf = RTMP_CONF

    def __init__(self, link=None):
        super().__init__(link)
        self.http_port = free_port()
        os.mkdir(os.path.join(self.folder, 'got'))

    def values(self):
        return {**super().values(), 'http_port': self.http_port}

    def url(self, key, port=None):
        return f'rtmp://{self.host}:{port or self.port}/live/{key}'

    def got(self, key):
        """The files it kept of this key, oldest first."""
        folder = os.path.join(self.folder, 'got')
        return [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.startswith(key + '-')]


class Certificates:
    """An authority of our own: what it signed, what it did not, and what has run out."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix='coulisses-certificates-')
        self.ca = os.path.join(self.folder, 'ca.pem')
        self.ca_key = os.path.join(self.folder, 'ca.key')
        self.openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2',
                     '-subj', '/CN=test authority', '-keyout', self.ca_key, '-out', self.ca)

    def openssl(self, *args):
        done = subprocess.run([need('openssl', 'openssl'), *args], cwd=self.folder, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, timeout=60)
        if done.returncode != 0:
            raise rig.RigError(f'openssl {args[0]}: {done.stdout}')

    def make(self, name, days='1', server='IP:127.0.0.1'):
        """(certificate, key) for 127.0.0.1 or another server; days '-1' makes one that has run out."""
        key, request, made = (os.path.join(self.folder, f'{name}.{end}') for end in ('key', 'csr', 'pem'))
        extensions = os.path.join(self.folder, 'extensions')
        with open(extensions, 'w', encoding='ascii') as file:
            file.write(f'subjectAltName={server}\n')
        self.openssl('req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj',
                     f'/CN={name}', '-keyout', key, '-out', request)
        self.openssl('x509', '-req', '-in', request, '-CA', self.ca, '-CAkey', self.ca_key, '-CAcreateserial',
                     '-days', days, '-extfile', extensions, '-out', made)
        return made, key

    def __enter__(self):
        return self

    def __exit__(self, *error):
        shutil.rmtree(self.folder, ignore_errors=True)


class Tls(Nginx):
    """A TLS front before another server."""

    conf = TLS_CONF

    def __init__(self, to_port, certificate, key):
        super().__init__()
        self.to_port, self.certificate, self.key = to_port, certificate, key

    def values(self):
        return {**super().values(), 'to_port': self.to_port, 'certificate': self.certificate, 'key': self.key}


class Srt(Process):
    """Keeps what it got, one file for each start."""

    def __init__(self, passphrase=None, link=None):
        super().__init__(link)
        self.port = free_port(socket.SOCK_DGRAM)
        self.passphrase = passphrase
        self.files = []

    def command(self):
        secret = f'&passphrase={self.passphrase}' if self.passphrase else ''
        return [need('srt-live-transmit', 'srt-tools'), '-q', '-a', 'no', f'srt://{self.host}:{self.port}?mode=listener{secret}',
                'file://con']

    def output(self):
        self.files.append(os.path.join(self.folder, f'{len(self.files)}.ts'))
        return open(self.files[-1], 'wb')

    def is_ready(self):
        time.sleep(0.3)
        return self.process.poll() is None

    def url(self, **query):
        tail = '&'.join(f'{name}={value}' for name, value in query.items())
        return f'srt://{self.host}:{self.port}' + (f'?{tail}' if tail else '')


class Whip(rig.Server):
    """info: url. aiortc is a package of Debian's own Python. It keeps its port when it is started again."""

    name = 'whip'

    def command(self):
        return ['/usr/bin/python3', os.path.join(HERE, 'whip', 'main.py')]

    def start(self):
        super().start()
        self.environment['PORT'] = self.info['url'].rsplit(':', 1)[1]
        return self

    def signal(self, number):
        os.killpg(self.process.pid, number)

    def kill(self):
        self.signal(signal.SIGKILL)
        self.process.wait()
        self.stop()

    def freeze(self):
        self.signal(signal.SIGSTOP)

    def thaw(self):
        self.signal(signal.SIGCONT)

    def url(self, token=None):
        return self.info['url'].replace('http://', f'http://{token}@' if token else 'http://') + '/whip'

    def stats(self):
        return rig.net.must('GET', self.info['url'] + '/stats')


class Way:
    """A way to a server on TCP that can be made slow, or go dead, while it is used."""

    def __init__(self, to_port, bytes_per_s=None):
        self.to_port, self.bytes_per_s = to_port, bytes_per_s
        self.dead = False
        self.over = False
        self.listener = socket.create_server(('127.0.0.1', 0))
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 32768)
        self.port = self.listener.getsockname()[1]
        self.sockets = []

    def accept(self):
        while not self.over:
            if not select.select([self.listener], [], [], 0.2)[0]:
                continue
            near, _ = self.listener.accept()
            try:
                far = socket.create_connection(('127.0.0.1', self.to_port), 5)
            except OSError:
                near.close()
                continue
            self.sockets += [near, far]
            threading.Thread(target=self.carry, args=(near, far, True), daemon=True).start()
            threading.Thread(target=self.carry, args=(far, near, False), daemon=True).start()

    def carry(self, source, target, slow):
        try:
            while not self.over:
                if self.dead:
                    time.sleep(0.05)
                    continue
                if not select.select([source], [], [], 0.2)[0]:
                    continue
                limit = self.bytes_per_s if slow else None
                data = source.recv(max(limit // 50, 500) if limit else 65536)
                if not data:
                    break
                target.sendall(data)
                if limit:
                    time.sleep(len(data) / limit)
        except OSError:
            pass
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def __enter__(self):
        self.thread = threading.Thread(target=self.accept, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *error):
        self.over = True
        self.thread.join(5)
        for end in [self.listener, *self.sockets]:
            end.close()


def probe(path):
    """What ffprobe counts in a file: {'video': packets, 'audio': packets, 'profile': …, 'errors': […]}."""
    done = subprocess.run([need('ffprobe', 'ffmpeg'), '-v', 'error', '-count_packets', '-show_entries',
                           'stream=codec_type,codec_name,profile,width,height,nb_read_packets,start_time', '-of', 'json',
                           path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=120)
    found = {'errors': done.stderr.splitlines()}
    for stream in json.loads(done.stdout or '{}').get('streams', []):
        found[stream['codec_type']] = int(stream['nb_read_packets'])
        found[stream['codec_type'] + '_about'] = stream
    return found


def decode_errors(path):
    """What ffmpeg complains of when it decodes everything, at the file's own times: a camera has no steady rate."""
    done = subprocess.run([need('ffmpeg', 'ffmpeg'), '-nostdin', '-v', 'error', '-i', path, '-enc_time_base', '-1', '-f', 'null', '-'],
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, timeout=300)
    return done.stderr.splitlines()


def picture_times(path):
    """The times of all pictures in seconds, in their order."""
    done = subprocess.run([need('ffprobe', 'ffmpeg'), '-v', 'error', '-select_streams', 'v', '-show_entries',
                           'packet=pts_time', '-of', 'csv=p=0', path], stdout=subprocess.PIPE, text=True, timeout=120)
    return sorted(float(line.strip(',')) for line in done.stdout.splitlines() if line.strip(',') not in ('', 'N/A'))


if __name__ == '__main__':
    sys.exit('This is a part of the tests.')
