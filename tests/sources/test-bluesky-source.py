#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Bluesky source against the real PDS and the doubles of the rig.

  test-bluesky-source.py [pds|behaviour|reconnects]
"""

import os
import random
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'rig'))

import rig  # noqa: E402
import tap  # noqa: E402
from probe import Probe  # noqa: E402

TAG = 'coulisses'
QUICK = {'retry_ms': 50, 'retry_cap_ms': 200}
RECONNECTS = int(os.environ.get('RECONNECTS', '100'))


def truth(server, tag=TAG):
    return lambda: {post['uri']: post['text'] for post in server.get('truth', tag=tag)}


def follow(server, tags=TAG, appview=None, **properties):
    return Probe('bluesky', server.info['jetstream'], appview or server.info['appview'], tags,
                 **{**QUICK, **properties})


def following(server, **options):
    probe = follow(server, **options)
    probe.until_state('live')
    tap.until(lambda: server.get('stats')['readers'] == 1)
    return probe


def made_up(server, text, tag=TAG, **options):
    return server.post('post', {'count': 1, 'text': text, 'tag': tag, **options})['posts'][0]['uri']


# On the real PDS


def story(server):
    """Post, edit and deletion on the real PDS, with names, pictures and labels"""
    user = server.account('camille')
    user.profile('Camille 🎭')
    with following(server) as probe:
        made = user.post('🎭 soirée #Coulisses', images=[('un carré', rig.users.picture())])
        probe.until(lambda: probe.of('post'), 'the post')
        post = probe.of('post')[0]
        tap.same((post['id'], post['text'], post['name'], post['handle'], post['media'], post['tags']),
                 (made['uri'], '🎭 soirée #Coulisses', 'Camille 🎭', 'camille.test', 1, 'Coulisses'))
        user.post('rien à voir')
        edited = user.edit(made['uri'], 'corrigé #coulisses')
        probe.until(lambda: probe.of('edit'), 'the edit')
        tap.same((probe.of('edit')[0]['id'], probe.of('edit')[0]['text']), (edited['uri'], 'corrigé #coulisses'))
        user.delete(made['uri'])
        probe.until(lambda: probe.of('delete'), 'the deletion')
        tap.same(probe.live(), {})
        tap.same(len(probe.of('post')), 1)


def accounts(server):
    """An account that goes away takes its posts along, and is told when it is back"""
    user = server.account('dominique')
    with following(server) as probe:
        made = user.post('je pars #coulisses')
        probe.until(lambda: made['uri'] in probe.live(), 'the post')
        user.deactivate()
        probe.until(lambda: probe.of('account-gone'), 'the departure')
        tap.same((probe.of('account-gone')[0]['id'], probe.live()), (user.did, {}))
        user.activate()
        probe.until(lambda: probe.of('account-back'), 'the return')
        server.takedown(user.did)
        probe.until(lambda: len(probe.of('account-gone')) == 2, 'the takedown')


# On made-up posts


def matching(server):
    """any, all and none on facets and tags, not on the look of the text; accents count"""
    with following(server, tags='Été,scène,+direct,-répétition') as probe:
        wanted = [made_up(server, text, tag='') for text in ('un #été #Direct', 'deux #SCÈNE #direct')]
        made_up(server, 'trois #été', tag='')
        made_up(server, 'quatre #été #direct #Répétition', tag='')
        made_up(server, 'cinq #ete #direct', tag='')
        did = wanted[0].split('/')[2]
        for rkey, record in (('look', {'text': 'six #été #direct'}),
                             ('tags', {'text': 'sept', 'tags': ['direct', 'scène']})):
            server.post('event', {'did': did, 'kind': 'commit', 'commit': {
                'rev': '3zzzzzzzzzz22', 'operation': 'create', 'collection': 'app.bsky.feed.post', 'rkey': rkey,
                'cid': 'bafyreicoulisses', 'record': {'$type': 'app.bsky.feed.post', **record}}})
        last = f'at://{did}/app.bsky.feed.post/tags'
        probe.until(lambda: last in probe.live(), 'the post with tags')
        tap.same(sorted(probe.live()), sorted(wanted + [last]))


def hydration(server):
    """Names and labels before the report; without an answer in time, the number, and no change afterwards"""
    with following(server) as probe:
        uri = made_up(server, f'avec un nom #{TAG}')
        probe.until(lambda: uri in probe.live(), 'the post')
        tap.same(probe.of('post')[0]['handle'], 'invented-0.test')
        server.post('appview', delay_ms=3000)
        late = server.post('post', {'count': 5, 'tag': TAG, 'accounts': 5})['posts'][4]['uri']
        probe.until(lambda: late in probe.live(), 'the post of a stranger', 10)
        tap.same(next(e for e in probe.of('post') if e['id'] == late)['handle'], late.split('/')[2])
        server.post('appview', delay_ms=0)
        time.sleep(2)
        tap.same(probe.of('edit'), [])
        server.post('appview', n=100, status=503)
        job = server.post('post', {'count': 40, 'tag': TAG, 'accounts': 40})
        probe.until_equal(truth(server))
        tap.same(job['done'], 40)
        server.post('appview', n=0)
        tap.same(probe.doubled(), [])
    for value in ('!hide', '!takedown', '!suspend'):
        with following(server) as probe:
            server.post('appview', delay_ms=700)
            uri = made_up(server, f'à cacher #{TAG}')
            server.post('label', {'uri': uri, 'val': value})
            time.sleep(2.5)
            server.post('appview', delay_ms=0)
            if value == '!hide':
                assert uri not in probe.live(), value
            probe.ask(f'confirm {uri}')
            assert uri not in probe.live(), value
    with following(server) as probe:
        server.post('appview', delay_ms=700)
        uri = made_up(server, f'sensible #{TAG}')
        server.post('label', {'uri': uri, 'val': 'graphic-media'})
        probe.until(lambda: uri in probe.live(), 'the post')
        server.post('appview', delay_ms=0)
        tap.same(probe.of('post')[0]['sensitive'], True)


def confirmation(server):
    """Asking again: what is there stays, what is hidden, gone or changed is told"""
    with following(server) as probe:
        uris = [post['uri'] for post in server.post('post', {'count': 30, 'tag': TAG})['posts']]
        probe.until_equal(truth(server))
        server.post('hide', {'uri': uris[3]})
        server.post('label', {'uri': uris[7], 'val': '!takedown'})
        server.post('label', {'uri': uris[9], 'val': 'porn'})
        tap.same(probe.ask('confirm ' + ' '.join(uris)).get('error'), None)
        tap.same(sorted(event['id'] for event in probe.of('delete')), sorted([uris[3], uris[7]]))
        tap.same([(event['id'], event['sensitive']) for event in probe.of('edit')], [(uris[9], True)])
        server.post('appview', n=1, status=502)
        assert probe.ask(f'confirm {uris[0]}')['error']
        tap.same(len(probe.of('delete')), 2)


def hostile(server):
    """Frames that cannot be read are counted one by one, and the others come through"""
    now_us = int(time.time() * 1e6)
    frames = [
        b'', b'{', b'[]', b'null', b'{"did":1,"time_us":%d,"kind":"commit"}' % now_us,
        b'{"did":"did:plc:a","kind":"commit"}',
        b'{"did":"did:plc:a","time_us":-1,"kind":"account","account":{}}',
        b'{"did":"did:plc:a","time_us":%d,"kind":"account","account":[]}' % now_us,
        b'{"did":"../a","time_us":%d,"kind":"account","account":{"active":false}}' % now_us,
        b'{"did":"did:plc:a","time_us":%d,"kind":"commit","commit":{"operation":"delete","collection":'
        b'"app.bsky.feed.post","rkey":"../x"}}' % now_us,
        b'{"did":"did:plc:a","time_us":%d,"kind":"commit","commit":{"operation":"update","collection":'
        b'"app.bsky.feed.post","rkey":"x","record":[]}}' % now_us,
        b'{"did":"did:plc:a","time_us":%d,"kind":"identity","x":' % now_us + b'[' * 5000,
        b'{"time_us":9999999999999999,"kind":"account"}',
        b'{"did":"\\ud800","time_us":%d,"kind":"account"}' % now_us,
    ]
    with following(server) as probe:
        for frame in frames:
            server.post('inject', frame)
        server.post('inject', b'\x28\xb5\x2f\xfd', binary=1)
        uri = made_up(server, f'malgré tout #{TAG}')
        probe.until(lambda: uri in probe.live(), 'the post')
        probe.until(lambda: probe.refused >= len(frames) + 1, 'the count')
        tap.same((probe.refused, probe.state()[0]), (len(frames) + 1, 'live'))
        before = server.get('stats')['connections']
        server.post('inject', b'x' * (5 * 1024 * 1024))
        tap.until(lambda: server.get('stats')['connections'] > before)
        uri = made_up(server, f'après le géant #{TAG}')
        probe.until(lambda: uri in probe.live(), 'the post after')


def cursor(server):
    """Replays and repeats change nothing; a new run goes on from the position; what was trimmed is told as a gap"""
    with following(server) as probe:
        server.post('post', {'count': 200, 'tag': TAG, 'edits_percent': 5, 'deletes_percent': 5})
        probe.until_equal(truth(server))
        reported = len(probe.events)
        server.post('repeat', n=200)
        server.post('kill', how='close')
        tap.until(lambda: server.get('stats')['connections'] == 2)
        probe.until(lambda: probe.of('gap'), 'the gap')
        server.post('post', {'count': 1, 'tag': TAG})
        probe.until_equal(truth(server))
        tap.same(len(probe.events), reported + 2)
        tap.same(probe.doubled(), [])
        probe.until(lambda: probe.position, 'a position')
        probe.tell('restart')
        server.post('post', {'count': 50, 'tag': TAG})
        probe.until_equal(truth(server))
        probe.until(lambda: len(probe.of('gap')) == 2, 'the second gap')


def silence(server):
    """A connection that answers nothing is dropped; so is one that never delivers"""
    with following(server, silence_ms=1500) as probe:
        tap.until(lambda: server.get('stats')['connections'] >= 2)
        uri = made_up(server, f'toujours là #{TAG}')
        probe.until(lambda: uri in probe.live(), 'the post')
        server.post('pause')
        uri = made_up(server, f'retenu #{TAG}')
        server.post('resume', lose=1)
        before = server.get('stats')['connections']
        tap.until(lambda: server.get('stats')['connections'] > before)
        probe.until(lambda: uri in probe.live(), 'the post that was lost on the way')


def refusals(server):
    """Refused for a while, refused for good, and what the check says"""
    with following(server) as probe:
        server.post('refuse', n=3, status=503)
        server.post('kill', how='rst')
        probe.until(lambda: ('waiting' in [state for state, reason in probe.states]), 'the wait')
        probe.until_state('live')
        said = probe.ask('check')
        assert 'answer' in said.get('found', ''), said
    with Probe('bluesky', server.info['jetstream'] + '/nowhere', '-', TAG, **QUICK) as probe:
        reason = probe.until_state('failed')
        assert '404' in reason, reason
    for address, appview, wanted in (('ws://127.0.0.1:1', '-', 'cannot be reached'), ('nobody.invalid', '-', 'no server'),
                                     ('not an address', '-', 'not'), ('ws://jetstream.example', '-', 'encrypted'),
                                     (server.info['jetstream'], 'http://127.0.0.1:1', 'AppView')):
        with Probe('bluesky', address, appview, TAG) as probe:
            said = probe.ask('check')
            assert wanted in said['error'], said


def load(server):
    """A thousand posts a second, one in ten with the hashtag"""
    with following(server) as probe:
        started = time.monotonic()
        server.post('post', {'count': 1000, 'rate': 100, 'noise': 9, 'tag': TAG})
        probe.until_equal(truth(server))
        print(f'# {10000 / (time.monotonic() - started):.0f} posts/s, {len(probe.of("post"))} with the hashtag', flush=True)
        tap.same(probe.doubled(), [])


def reconnects(server):
    """100 forced reconnects against the server's truth: none lost, none doubled"""
    chance = random.Random(1)
    with following(server) as probe:
        job = server.post('post', {'count': RECONNECTS * 20, 'rate': 80, 'noise': 2, 'tag': TAG, 'deletes_percent': 2,
                                   'edits_percent': 3}, wait=0)
        before = server.get('stats')['killed']
        started = time.monotonic()
        while server.get('stats')['killed'] - before < RECONNECTS:
            server.post('kill', how=chance.choice(['fin', 'rst', 'close']), code=chance.choice([1000, 1001, 1011]))
            if chance.random() < 0.2:
                server.post('refuse', n=chance.randint(1, 3), status=chance.choice([500, 502, 503]))
            if chance.random() < 0.1:
                server.post('repeat', n=100)
            time.sleep(chance.uniform(0.01, 0.25))
        elapsed_s = time.monotonic() - started
        tap.until(lambda: server.get('jobs')[-1]['done'] == job['total'], 120)
        probe.until_equal(truth(server), 60)
        probe.until(lambda: probe.of('gap'), 'the gap')
        tap.same(probe.doubled(), [])
        print(f'# {server.get("stats")["killed"] - before} sockets cut in {elapsed_s:.0f} s, {len(probe.live())} posts live, '
              f'{len(probe.of("post"))} new, {len(probe.of("edit"))} edits, {len(probe.of("delete"))} deletions, '
              f'{len(probe.of("gap"))} gaps: 0 lost, 0 doubled', flush=True)


SUITES = {
    'pds': (rig.Bluesky, [story, accounts]),
    'behaviour': (rig.Jetstream, [matching, hydration, confirmation, hostile, cursor, silence, refusals, load]),
    'reconnects': (rig.Jetstream, [reconnects]),
}


def isolated(server_class, check):
    def run():
        with server_class() as server:
            check(server)
    run.__doc__ = check.__doc__
    return run


if __name__ == '__main__':
    server_class, wanted = SUITES[sys.argv[1] if len(sys.argv) > 1 else 'behaviour']
    if len(sys.argv) > 2:
        wanted = [check for check in wanted if check.__name__ in sys.argv[2:]]
    sys.exit(1 if tap.run([isolated(server_class, check) for check in wanted]) else 0)
