# SPDX-License-Identifier: GPL-3.0-or-later
"""What the Jetstream double must do without a PDS behind it."""

import contextlib
import time

import net
from tap import same, until

POSTS = 'wantedCollections=app.bsky.feed.post'


@contextlib.contextmanager
def listening(server, query=POSTS):
    """An open socket that the server already counts."""
    before = server.get('stats')['readers']
    with net.WebSocket(f'{server.info["jetstream"]}/subscribe?{query}') as stream:
        until(lambda: server.get('stats')['readers'] > before)
        yield stream
    until(lambda: server.get('stats')['readers'] == before)


def rows(stream, count):
    return [stream.message()['commit']['rkey'] for _ in range(count)]


def rkeys(job):
    return [post['uri'].rsplit('/', 1)[1] for post in job['posts']]


def shape(server):
    """A made-up post has facets in bytes, an author and a view."""
    with listening(server) as stream:
        post = server.post('post', {'tag': 'coulisses'})['posts'][0]
        event = stream.message()
    record = event['commit']['record']
    index = record['facets'][0]['index']
    same(record['text'].encode()[index['byteStart']:index['byteEnd']], b'#coulisses')
    same(post['uri'], f'at://{event["did"]}/app.bsky.feed.post/{event["commit"]["rkey"]}')
    same(len(str(event['time_us'])), 16)
    view = net.must('GET', f'{server.info["appview"]}/xrpc/app.bsky.feed.getPosts?uris='
                    + post['uri'])['posts'][0]
    same((view['cid'], view['author']['handle']), (event['commit']['cid'], 'invented-0.test'))


def filters(server):
    """Collections filter commits only; account events always arrive."""
    with listening(server, 'wantedCollections=app.bsky.graph.*') as stream:
        server.post('post', {'tag': 'x'})
        server.post('event', {'did': 'did:plc:a', 'kind': 'commit', 'commit': {
            'rev': '1', 'operation': 'delete', 'collection': 'app.bsky.graph.follow',
            'rkey': 'f'}})
        server.post('event', {'did': 'did:plc:a', 'kind': 'account', 'account': {
            'active': False, 'did': 'did:plc:a', 'seq': 1, 'status': 'suspended'}})
        same((rows(stream, 1), stream.message()['account']['status']), (['f'], 'suspended'))
    with listening(server, 'wantedDids=did:plc:b') as stream:
        server.post('post', {'tag': 'x'})
        same(stream.message(0.3), None)


def hello(server):
    """requireHello waits for options_update, which also changes the filters."""
    with listening(server, 'requireHello=true') as stream:
        server.post('post', {'tag': 'x'})
        same(stream.message(0.3), None)
        stream.send({'type': 'options_update', 'payload': {
            'wantedCollections': ['app.bsky.feed.post']}})
        time.sleep(0.1)
        job = server.post('post', {'tag': 'x'})
        same(rows(stream, 1), rkeys(job))
        stream.send({'type': 'options_update', 'payload': {'wantedDids': ['did:plc:b']}})
        time.sleep(0.1)
        server.post('post', {'tag': 'x'})
        same(stream.message(0.3), None)


def cursor(server):
    """The cursor is inclusive; too old begins at what is kept, too new is live."""
    with listening(server) as stream:
        job = server.post('post', {'count': 5, 'tag': 'x'})
        times = [stream.message()['time_us'] for _ in range(5)]
    with listening(server, f'{POSTS}&cursor={times[2]}') as stream:
        same(rows(stream, 3), rkeys(job)[2:])
    server.post('trim', keep=2)
    with listening(server, f'{POSTS}&cursor=1') as stream:
        same(rows(stream, 2), rkeys(job)[3:])
    with listening(server, f'{POSTS}&cursor={times[4] + 10**9}') as stream:
        same(stream.message(0.3), None)


def kills(server):
    """kill cuts by reset or end, or closes with a code."""
    for how, ended in (('rst', 'reset'), ('fin', 'eof')):
        with listening(server) as stream:
            same(server.post('kill', how=how)['killed'], 1)
            same((stream.message(5), stream.ended), (None, ended))
    with listening(server) as stream:
        server.post('kill', how='close', code=1001)
        same(stream.frame(5), (0x88, b'\x03\xe9'))


def pause(server):
    """pause keeps sockets open and silent; resume sends or loses what waited."""
    for lose, got in ((0, 2), (1, 1)):
        with listening(server) as stream:
            server.post('pause')
            first = rkeys(server.post('post', {'tag': 'x'}))
            same(stream.message(0.3), None)
            server.post('resume', lose=lose)
            second = rkeys(server.post('post', {'tag': 'x'}))
            same(rows(stream, got), (first + second)[-got:])


def refusals(server):
    """refuse answers 503 that many times; wrong requests are refused for good."""
    def status(query='', path='/subscribe'):
        with net.WebSocket(f'{server.info["jetstream"]}{path}?{query}') as stream:
            return stream.status
    server.post('refuse', n=2)
    same([status() for _ in range(3)], [503, 503, 101])
    server.post('refuse', n=1, status=429)
    same((status(), status('compress=true'), status(path='/nothing')), (429, 400, 404))
    same(status('&'.join(['wantedCollections=a.b'] * 101)), 400)


def raw_frames(server):
    """inject sends bytes as they are, repeat sends old events again."""
    with listening(server) as stream:
        server.post('inject', b'{"kind":"commit","did":7,')
        same(stream.frame(), (0x81, b'{"kind":"commit","did":7,'))
        server.post('inject', b'\x00\xff', binary=1)
        same(stream.frame(), (0x82, b'\x00\xff'))
        server.post('inject', b'"' + b'a' * 300000 + b'"')
        same(len(stream.frame()[1]), 300002)
        job = server.post('post', {'count': 3, 'tag': 'x'})
        server.post('repeat', n=2)
        same(rows(stream, 5), rkeys(job) + rkeys(job)[1:])


def size_limit(server):
    """maxMessageSizeBytes leaves larger events out."""
    with listening(server, f'{POSTS}&maxMessageSizeBytes=1000') as stream:
        server.post('post', {'text': 'x' * 2000})
        job = server.post('post', {'text': 'court'})
        same(rows(stream, 1), rkeys(job))


def load_and_truth(server):
    """A job at a rate with noise, edits and deletions agrees with the truth."""
    job = {'count': 1000, 'rate': 800, 'tag': 'load', 'noise': 2, 'edits_percent': 5,
           'deletes_percent': 5}
    shown = {}
    with listening(server) as stream:
        server.post('post', job, wait=0)
        until(lambda: server.get('jobs')[-1]['done'] == 1000, 20)
        while event := stream.message(0.5):
            commit = event['commit']
            if commit['operation'] == 'delete':
                del shown[commit['rkey']]
            elif '#load' in commit['record']['text']:
                shown[commit['rkey']] = commit['record']['text']
    truth = {post['rkey']: post['text'] for post in server.get('truth', tag='load')}
    same((shown == truth, 900 < len(truth) < 1000), (True, True))


CHECKS = [shape, filters, hello, cursor, kills, pause, refusals, raw_frames, size_limit,
          load_and_truth]
