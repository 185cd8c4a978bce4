# SPDX-License-Identifier: GPL-3.0-or-later
"""What the Mastodon double must do."""

import contextlib
import time
import urllib.parse

import net
from tap import same, until


@contextlib.contextmanager
def modes(server, **changes):
    """Switches modes for a while."""
    before = server.get('modes')
    server.post('set', changes)
    try:
        yield
    finally:
        server.post('set', {name: before[name] for name in changes})


@contextlib.contextmanager
def listening(server, tag, user=None):
    """An open stream that the server already counts."""
    user = user or server.account('oreille')
    before = server.get('stats')['readers']
    with user.stream(tag) as stream:
        until(lambda: server.get('stats')['readers'] > before)
        yield stream
    until(lambda: server.get('stats')['readers'] == before)


def refused(status, error, answer):
    same((answer[0], answer[2]), (status, {'error': error}))


def stream_refusals(server):
    """Streams are refused with the status and the words of the real server."""
    url = f'{server.info["api"]}/api/v1/streaming/hashtag'
    writer = server.account('plume', scopes='write:statuses')
    reader = server.account('lecteur', scopes='read:statuses')
    refused(401, 'Missing access token', net.ask('GET', f'{url}?tag=a'))
    refused(401, 'Invalid access token', net.ask('GET', f'{url}?tag=a&access_token=x'))
    refused(401, 'Access token does not have the required scopes',
            net.ask('GET', f'{url}?tag=a', headers=writer.headers()))
    refused(400, 'Missing tag name parameter', net.ask('GET', url, headers=reader.headers()))
    refused(400, 'Unknown channel requested',
            net.ask('GET', f'{server.info["api"]}/api/v1/streaming/nothing'))
    same(net.ask('GET', f'{server.info["api"]}/api/v1/streaming/health')[2], b'OK')


def stream_story(server):
    """A post, its edit and its deletion arrive as update, status.update, delete."""
    alice = server.account('alice')
    with listening(server, 'Story') as stream:
        same(stream.piece(), ('comment', ':)'))
        made = alice.post('Bonsoir <b> & 🎭 #STORY')
        name, status = stream.event()
        same((name, status['id'], status['tags'][0]['name']), ('update', made['id'], 'STORY'))
        same(status['content'].startswith('<p>Bonsoir &lt;b&gt; &amp; 🎭 <a href='), True)
        same(('favourited' in status, status['filtered']), (False, []))
        alice.edit(made['id'], 'Bonsoir à tous #story')
        name, status = stream.event()
        same((name, status['id'], status['edited_at'] is None),
             ('status.update', made['id'], False))
        same(alice.delete(made['id'])['text'], 'Bonsoir à tous #story')
        same(stream.event(), ('delete', made['id']))
        same(alice.ask('GET', f'v1/statuses/{made["id"]}')[0], 404)


def not_streamed(server):
    """Unlisted posts and an edit that drops the tag bring no event."""
    alice = server.account('alice')
    with listening(server, 'quiet') as stream:
        alice.post('caché #quiet', visibility='unlisted')
        made = alice.post('vu #quiet')
        same(stream.event()[1]['id'], made['id'])
        alice.edit(made['id'], 'plus de mot-dièse')
        last = alice.post('fin #quiet')
        same(stream.event()[1]['id'], last['id'])


def accents(server):
    """Accents are folded on the asking and on the writing side."""
    alice = server.account('alice')
    with listening(server, urllib.parse.quote('EUROVISIÓN')) as stream:
        made = alice.post('¡Hola! #eurovisión')
        same(stream.event()[1]['id'], made['id'])
    found = net.must('GET', f'{server.info["api"]}/api/v1/timelines/tag/eurovision')
    same([status['id'] for status in found], [made['id']])


def delete_first(server):
    """A deletion comes before the update it concerns."""
    alice = server.account('alice')
    with modes(server, disorder_ms=400), listening(server, 'early') as stream:
        made = alice.post('trop tôt #early')
        alice.delete(made['id'])
        same(stream.event(), ('delete', made['id']))
        name, status = stream.event()
        same((name, status['id']), ('update', made['id']))


def disorder(server):
    """Updates overtake each other; without disorder they keep their order."""
    for mean_ms, ordered in ((0, True), (3, False)):
        with modes(server, disorder_ms=mean_ms), listening(server, 'order') as stream:
            server.post('post', {'count': 300, 'rate': 1000, 'tag': 'order'})
            seen = [stream.event()[1]['id'] for _ in range(300)]
            same((len(set(seen)), seen == sorted(seen, key=int)), (300, ordered))


def heartbeat(server):
    """Heartbeats come at the interval that was set, and not at all at 0."""
    with listening(server, 'pulse') as stream:
        same(stream.piece(), ('comment', ':)'))
        server.post('heartbeat_ms', value=100)
        same([stream.piece(5) for _ in range(3)], [('comment', ':thump')] * 3)
        server.post('heartbeat_ms', value=0)
        while stream.piece(0.3):
            pass
        same(stream.piece(0.5), None)
    server.post('heartbeat_ms', value=15000)


def silence(server):
    """A silent stream is accepted and never delivers."""
    server.post('silent')
    with listening(server, 'hush') as stream:
        server.post('post', {'count': 3, 'tag': 'hush'})
        same((stream.status, stream.event(0.5)), (200, None))
        server.post('silent', on=0)
        made = server.post('post', {'tag': 'hush'})['posts'][0]
        same(stream.event()[1]['id'], made['id'])


def kills(server):
    """kill ends streams by reset, in the middle of the body, or properly."""
    for how, ended in (('rst', 'reset'), ('fin', 'eof'), ('eof', 'whole')):
        with listening(server, 'cut') as stream:
            same(server.post('kill', how=how)['killed'], 1)
            same((stream.event(5), stream.ended), (None, ended))


def no_replay(server):
    """What was posted between two connections is only on the timeline."""
    alice = server.account('alice')
    first = alice.post('avant #gap')
    with listening(server, 'gap'):
        server.post('kill')
    missed = alice.post('pendant #gap')
    with listening(server, 'gap') as stream:
        same(stream.event(0.4), None)
    found = net.must('GET', f'{server.info["api"]}/api/v1/timelines/tag/gap?min_id={first["id"]}')
    same([status['id'] for status in found], [missed['id']])


def no_streaming(server):
    """no-streaming answers 404 although the instance announces streams."""
    user = server.account('oreille')
    server.post('no-streaming')
    with user.stream('x') as stream:
        same(stream.status, 404)
    server.post('no-streaming', on=0)
    instance = net.must('GET', f'{server.info["api"]}/api/v2/instance')
    same(instance['configuration']['urls']['streaming'],
         server.info['api'].replace('http', 'ws'))
    server.post('refuse', n=2)
    for status in (503, 503, 200):
        with user.stream('x') as stream:
            same(stream.status, status)


def revoke(server):
    """A revoked token ends its streams and is refused from then on."""
    user = server.account('parti')
    with listening(server, 'x', user) as stream:
        server.post('revoke', token=user.token)
        same((stream.event(5), stream.ended), (None, 'whole'))
    refused(401, 'The access token was revoked', user.ask('GET', 'v1/timelines/tag/x'))
    with user.stream('x') as stream:
        same(stream.status, 401)


def paging(server):
    """min_id, since_id, max_id, limit and Link page as documented."""
    url = f'{server.info["api"]}/api/v1/timelines/tag/page'
    ids = [post['id'] for post in server.post('post', {'count': 45, 'tag': 'page'})['posts']]

    def ask(query):
        return [status['id'] for status in net.must('GET', f'{url}?{query}')]

    same(ask(''), ids[:24:-1])
    same(ask('limit=99'), ids[:4:-1])
    same(ask(f'min_id={ids[9]}&limit=3'), [ids[12], ids[11], ids[10]])
    same(ask(f'since_id={ids[9]}&limit=3'), [ids[44], ids[43], ids[42]])
    same(ask(f'max_id={ids[3]}'), [ids[2], ids[1], ids[0]])
    link = net.ask('GET', f'{url}?limit=2&none[]=z')[1]['link']
    same(link, f'<{url}?limit=2&max_id={ids[43]}>; rel="next", '
               f'<{url}?limit=2&min_id={ids[44]}>; rel="prev"')
    with modes(server, link_header=False):
        same('link' in net.ask('GET', url)[1], False)


def tag_modes(server):
    """any[], all[] and none[] filter; a tag never seen answers an empty list."""
    alice = server.account('alice')
    ids = {tags: alice.post(tags)['id'] for tags in ('#m1', '#m2', '#m1 #m2', '#m1 #m3')}
    url = f'{server.info["api"]}/api/v1/timelines/tag'

    def ask(query):
        found = {status['id'] for status in net.must('GET', f'{url}/{query}')}
        return sorted(tags for tags, identifier in ids.items() if identifier in found)

    same(ask('m1'), ['#m1', '#m1 #m2', '#m1 #m3'])
    same(ask('m1?any[]=m2'), ['#m1', '#m1 #m2', '#m1 #m3', '#m2'])
    same(ask('m1?all[]=m2'), ['#m1 #m2'])
    same(ask('m1?none[]=m2'), ['#m1', '#m1 #m3'])
    same(ask('never?any[]=m1'), [])


def several(server):
    """statuses?id[]= leaves out what is gone."""
    alice = server.account('alice')
    one, two = alice.post('un #s')['id'], alice.post('deux #s')['id']
    alice.delete(one)
    status, _, found = alice.ask('GET', f'v1/statuses?id[]={one}&id[]={two}&id[]=abc')
    same((status, [entry['id'] for entry in found]), (200, [two]))


def writing(server):
    """Posting checks token, length, owner and the idempotency key."""
    alice, bob = server.account('alice'), server.account('bob')
    refused(401, 'This method requires an authenticated user',
            net.ask('POST', f'{server.info["api"]}/api/v1/statuses', {'status': 'x'}))
    same(alice.ask('POST', 'v1/statuses', {'status': 'x' * 501})[0], 422)
    same(alice.ask('POST', 'v1/statuses', {'status': ' '})[0], 422)
    keyed = {'Idempotency-Key': 'k1'}
    made = [alice.ask('POST', 'v1/statuses', {'status': 'une fois'}, **keyed)[2]['id']
            for _ in range(2)]
    same(made[0], made[1])
    same(bob.ask('DELETE', f'v1/statuses/{made[0]}')[0], 404)
    same(alice.ask('GET', 'v1/accounts/verify_credentials')[2]['acct'], 'alice')


def rate_limit(server):
    """rate-limit answers 429 with the reset as a date until it is over."""
    url = f'{server.info["api"]}/api/v1/timelines/tag/x'
    same(net.ask('GET', url)[1]['x-ratelimit-limit'], '300')
    server.post('rate-limit', seconds=0.6)
    status, headers, body = net.ask('GET', url)
    same((status, body), (429, {'error': 'Too many requests'}))
    same((headers['x-ratelimit-remaining'], headers['x-ratelimit-reset'][-1]), ('0', 'Z'))
    until(lambda: net.ask('GET', url)[0] == 200)


def teapot(server):
    """teapot answers 418 to a request without User-Agent."""
    url = f'{server.info["api"]}/api/v2/instance'
    server.post('teapot')
    same(net.request('GET', url)[0], 418)
    same(net.ask('GET', url)[0], 200)
    server.post('teapot', on=0)
    same(net.request('GET', url)[0], 200)


def ulids(server):
    """ulid gives ids of letters that page like the others."""
    alice = server.account('alice')
    old = alice.post('avant #ulid')['id']
    server.post('ulid')
    new = alice.post('après #ulid')['id']
    server.post('ulid', on=0)
    same((old.isdigit(), new.isdigit(), len(new)), (True, False, 26))
    url = f'{server.info["api"]}/api/v1/timelines/tag/ulid'
    same([status['id'] for status in net.must('GET', f'{url}?min_id={old}')], [new])


def drip(server):
    """drip sends answers byte by byte."""
    url = f'{server.info["api"]}/api/v1/timelines/tag/nothing-here'
    server.post('drip', ms=2)
    started = time.monotonic()
    same(net.must('GET', url), [])
    server.post('drip', ms=0)
    if time.monotonic() - started < 0.2:
        raise AssertionError('the answer came at once')


def load_and_truth(server):
    """A job at a rate reaches a reader whole and agrees with the truth."""
    job = {'count': 1000, 'rate': 500, 'tag': 'load', 'edits_percent': 5, 'deletes_percent': 5}
    shown, gone = {}, set()
    with listening(server, 'load') as stream:
        server.post('post', job, wait=0)
        until(lambda: server.get('jobs')[-1]['done'] == 1000, 20)
        while event := stream.event(0.5):
            name, data = event
            if name == 'delete':
                gone.add(data)
            elif data['edited_at'] or data['id'] not in shown:
                shown[data['id']] = data['edited_at']
    truth = {post['id']: post['edited_at'] for post in server.get('truth', tag='load')}
    same(len(gone) > 20 and any(truth.values()), True)
    same(set(shown) - gone, set(truth))


def suspension(server):
    """A suspended author's posts vanish without an event."""
    carol = server.account('carol')
    made = carol.post('bientôt partie #susp')
    with listening(server, 'susp') as stream:
        server.post('suspend', {'acct': 'carol'})
        same(stream.event(0.4), None)
    same((server.get('truth', tag='susp'), carol.ask('GET', f'v1/statuses/{made["id"]}')[0]),
         ([], 404))


def pictures_and_log(server):
    """Pictures are PNG files; requests are kept for the tests to read."""
    made = server.post('post', {'tag': 'pic', 'media': [{'description': 'une image'}]})['posts'][0]
    status = net.must('GET', f'{server.info["api"]}/api/v1/statuses/{made["id"]}')
    media = status['media_attachments'][0]
    same((media['type'], media['description']), ('image', 'une image'))
    for url in (media['url'], status['account']['avatar']):
        same(net.request('GET', url)[2][:8], b'\x89PNG\r\n\x1a\n')
    last = server.get('requests')[-1]
    same((last['method'], last['target'], last['user_agent'], last['token']),
         ('GET', f'/api/v1/statuses/{made["id"]}', 'coulisses-rig', False))


CHECKS = [stream_refusals, stream_story, not_streamed, accents, delete_first, disorder, heartbeat,
          silence, kills, no_replay, no_streaming, revoke, paging, tag_modes, several, writing,
          rate_limit, teapot, ulids, drip, load_and_truth, suspension, pictures_and_log]
