#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Mastodon source against the double of the rig.

  test-mastodon-source.py [behaviour|reconnects]
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
QUICK = {'retry_ms': 50, 'retry_cap_ms': 200, 'poll_ms': 200, 'probe_ms': 60000}
RECONNECTS = int(os.environ.get('RECONNECTS', '100'))


def truth(server, tag=TAG):
    return lambda: {post['id']: post['text'] for post in server.get('truth', tag=tag)}


def follow(server, token=None, tags=TAG, **properties):
    return Probe('mastodon', server.info['api'], token or '-', tags, **{**QUICK, **properties})


def streaming(server, user, **properties):
    probe = follow(server, user.token, **properties)
    probe.until_state('live')
    return probe


def delivers(server):
    """Posts, edits and deletions arrive as they happen"""
    user = server.account('alba')
    before = user.post(f'Avant le lever de rideau #{TAG}')
    with streaming(server, user) as probe:
        made = user.post(f'Bonsoir <b>à tous</b> & à toutes #{TAG}')
        probe.until_equal(truth(server))
        tap.same([event['id'] for event in probe.of('post')], [before['id'], made['id']])
        tap.same(probe.of('post')[1]['handle'].split('@')[0], 'alba')
        user.edit(made['id'], f'Corrigé #{TAG}')
        probe.until_equal(truth(server))
        tap.same([event['id'] for event in probe.of('edit')], [made['id']])
        user.delete(made['id'])
        probe.until_equal(truth(server))
        tap.same([event['id'] for event in probe.of('delete')], [made['id']])
        tap.same(probe.doubled(), [])


def disorder(server):
    """A deletion that comes before its update, and updates that overtake each other"""
    user = server.account('bruno')
    with streaming(server, user) as probe:
        server.post('disorder', ms=80)
        server.post('post', {'count': 300, 'rate': 300, 'tag': TAG, 'deletes_percent': 10})
        probe.until_equal(truth(server))
        tap.same(probe.doubled(), [])
        first = {}
        for index, event in enumerate(probe.events):
            first.setdefault(event['id'], (index, event['event']))
        early = [i for i, (index, kind) in first.items() if kind == 'delete']
        if not early:
            raise AssertionError('no deletion overtook its update: the test has no teeth')
        made = user.post(f'version 0 #{TAG}')
        for number in range(1, 16):
            time.sleep(0.005)  # edits of the same millisecond could not be told apart
            user.edit(made['id'], f'version {number} #{TAG}')
        probe.until_equal(truth(server))
        time.sleep(0.5)
        probe.until_equal(truth(server))
        server.post('disorder', ms=3)


def matching(server):
    """any, all and none, whatever the case and the accents"""
    user = server.account('chloe')
    with streaming(server, user, tags='Été,scène,+direct,-répétition') as probe:
        wanted = [user.post('un #ete #Direct')['id'], user.post('deux #SCÈNE #direct')['id']]
        user.post('trois #été')
        user.post('quatre #été #direct #Repetition')
        last = user.post('cinq #scene #été #DIRECT')['id']
        probe.until(lambda: last in probe.live(), 'the last post')
        time.sleep(0.3)
        tap.same(sorted(probe.live()), sorted(wanted + [last]))
        tap.same(probe.doubled(), [])


def gap(server):
    """What was posted, edited and deleted while away is made up for; the gap is told"""
    user = server.account('dario')
    with streaming(server, user) as probe:
        kept = user.post(f'reste #{TAG}')
        probe.until_equal(truth(server))
        server.post('refuse', n=3, what='stream')
        server.post('kill', how='rst')
        server.post('post', {'count': 150, 'tag': TAG})
        user.edit(kept['id'], f'reste, corrigé #{TAG}')
        probe.until_equal(truth(server))
        probe.until(lambda: probe.of('gap'), 'the gap')
        deleted = user.post(f'disparaît #{TAG}')
        probe.until_equal(truth(server))
        server.post('set', {'stream_status': 503})
        server.post('kill', how='fin')
        probe.until(lambda: probe.state()[0] != 'live', 'the loss')
        user.delete(deleted['id'])
        server.post('set', {'stream_status': 0})
        probe.until(lambda: len(probe.of('gap')) == 2, 'the second gap')
        said = probe.ask(f'confirm {deleted["id"]} {kept["id"]}')
        tap.same(said.get('error'), None)
        tap.same([event['id'] for event in probe.of('delete')], [deleted['id']])
        probe.until_equal(truth(server))
        tap.same(probe.doubled(), [])


def restart(server):
    """A new run goes on from the position"""
    user = server.account('elise')
    with streaming(server, user, settle_ms=200) as probe:
        server.post('post', {'count': 90, 'tag': TAG})
        probe.until_equal(truth(server))
        probe.until(lambda: '"0"' not in (probe.position or '"0"'), 'a position')
        probe.tell('restart')
        server.post('post', {'count': 130, 'tag': TAG})
        probe.until_state('live')
        probe.until_equal(truth(server))
        if len(probe.doubled()) > 80:
            raise AssertionError(f'{len(probe.doubled())} posts came again: the position does not move on')


def polling(server):
    """Without a token, with streams absent, and with a stream that delivers nothing"""
    user = server.account('fanny')
    with follow(server) as probe:
        reason = probe.until_state('live')
        assert reason and 'Without signing in' in reason, reason
        made = user.post(f'sans jeton #{TAG}')
        probe.until_equal(truth(server))
        user.edit(made['id'], f'sans jeton, corrigé #{TAG}')
        probe.until_equal(truth(server))
        user.delete(made['id'])
        probe.until_equal(truth(server))
        server.post('post', {'count': 100, 'tag': TAG})
        probe.until_equal(truth(server))
        tap.same(probe.doubled(), [])
    server.post('no-streaming', status=404, on=1)
    with follow(server, user.token, tags='sansflux') as probe:
        reason = probe.until_state('live')
        assert reason and 'does not stream' in reason, reason
        user.post('sans flux #sansflux')
        probe.until_equal(truth(server, 'sansflux'))
    server.post('no-streaming', on=0)
    server.post('silent', on=1)
    with follow(server, user.token, tags='muet', probe_ms=400) as probe:
        probe.until_state('live')
        user.post('flux #muet')
        probe.until_equal(truth(server, 'muet'))
        probe.until(lambda: 'delivers nothing' in (probe.state()[1] or ''), 'the insight')
        user.post('flux toujours #muet')
        probe.until_equal(truth(server, 'muet'))
    server.post('silent', on=0)


def silence(server):
    """A stream without heartbeat is dropped and asked for again"""
    user = server.account('gaston')
    with streaming(server, user, watchdog_ms=600) as probe:
        server.post('heartbeat_ms', value=100)
        user.post(f'le cœur bat #{TAG}')
        probe.until_equal(truth(server))
        time.sleep(1)
        tap.same(server.get('stats')['readers'], 1)
        before = server.get('stats')['connections']
        server.post('heartbeat_ms', value=0)
        tap.until(lambda: server.get('stats')['connections'] > before)
        user.post(f'de retour #{TAG}')
        probe.until_equal(truth(server))
    server.post('heartbeat_ms', value=15000)


def refusals(server):
    """Tokens: unknown, without rights, revoked in mid-stream; rate limits; teapots"""
    with follow(server, 'nobody-knows-me') as probe:
        reason = probe.until_state('live')
        assert 'sign in again' in reason, reason
    writer = server.account('hugo', scopes='write')
    with follow(server, writer.token) as probe:
        reason = probe.until_state('failed')
        assert 'read:statuses' in reason and probe.sign_in, reason
    user = server.account('jean')
    with streaming(server, user) as probe:
        server.post('rate-limit', seconds=2)
        server.post('kill', how='fin')
        user_post = server.account('lea')
        probe.until_state('waiting')
        probe.until_state('live')
        user_post.post(f'après la pause #{TAG}')
        probe.until_equal(truth(server))
    server.post('teapot', on=1)
    with streaming(server, user) as probe:
        tap.same(probe.state()[0], 'live')
    server.post('teapot', on=0)


def signs_in_again(server):
    """A token that ends in mid-stream: what everybody may read is read on, and with another token it goes on as before"""
    user, writer = server.account('iris'), server.account('zoe')
    with streaming(server, user) as probe:
        writer.post(f'avant #{TAG}')
        probe.until_equal(truth(server))
        assert not probe.sign_in
        server.post('revoke', token=user.token)
        probe.until(lambda: probe.sign_in, 'the wish that somebody signs in')
        reason = probe.until_state('live')
        assert 'sign in again' in reason and user.token not in reason, reason
        writer.post(f'sans jeton #{TAG}')
        probe.until_equal(truth(server))
        tap.same(probe.doubled(), [])
        probe.tell('sign-in ' + server.account('iris2').token)
        probe.until(lambda: not probe.sign_in and probe.state() == ('live', None), 'the stream')
        tap.until(lambda: server.get('stats')['readers'] == 1)
        writer.post(f'de retour #{TAG}')
        probe.until_equal(truth(server))
        assert 'failed' not in [state for state, _ in probe.states], probe.states


def token_is_lost(server):
    """A token that nobody has kept is asked for, and meanwhile everything is read that strangers may read"""
    user = server.account('wanda')
    with follow(server, 'lost') as probe:
        reason = probe.until_state('live')
        assert probe.sign_in and 'sign in again' in reason, reason
        user.post(f'sans trousseau #{TAG}')
        probe.until_equal(truth(server))
        probe.tell('sign-in ' + user.token)
        probe.until(lambda: not probe.sign_in and probe.state() == ('live', None), 'the stream')


def signs_in_to_go_on(server):
    """The same where strangers may read nothing: it stands still, and nothing is missing afterwards"""
    user, writer = server.account('yves'), server.account('xenia')
    server.post('set', {'auth_required': True})
    with streaming(server, user) as probe:
        server.post('revoke', token=user.token)
        reason = probe.until_state('failed')
        assert 'Sign in again' in reason and probe.sign_in, reason
        writer.post(f'pendant ce temps #{TAG}')
        probe.tell('sign-in ' + server.account('yves2').token)
        probe.until_equal(truth(server))
        probe.until_state('live')
        assert not probe.sign_in
        tap.same(probe.doubled(), [])
    server.post('set', {'auth_required': False})


def hostile(server):
    """Frames that cannot be read are counted, and the others come through"""
    user = server.account('karim')
    with streaming(server, user) as probe:
        frames = [
            b'event: update\ndata: {"id":\n\n',
            b'event: update\ndata: []\n\n',
            b'event: update\ndata: {}\n\n',
            b'event: update\ndata: {"id":"1","visibility":"public"}\n\n',
            b'event: update\ndata: {"id":"2","visibility":"public","account":{"id":[]}}\n\n',
            b'event: update\ndata: ' + b'[' * 5000 + b'\n\n',
            b'event: update\ndata: {"id":"\\ud800"}\n\n',
            b'event: delete\ndata: ../../etc\n\n',
            b'event: delete\ndata: {"id":1}\n\n',
            b'event: \xff\ndata: \xff\n\n',
        ]
        for frame in frames:
            server.post('raw', frame)
        made = user.post(f'malgré tout #{TAG}')
        probe.until_equal(truth(server))
        probe.until(lambda: probe.refused >= 9, 'the count')
        tap.same(probe.refused, 9)
        tap.same(probe.state()[0], 'live')
        server.post('raw', b'event: update\ndata: ' + b'x' * 300000)
        user.post(f'après la ligne sans fin #{TAG}')
        probe.until_equal(truth(server))
        tap.same(probe.of('delete'), [])
        assert made['id'] in probe.live()


def quirks(server):
    """No Link header, ids of letters, 404 for a tag never used, a page in trouble"""
    user = server.account('lucie')
    server.post('set', {'link_header': False, 'unknown_tag_status': 404})
    with follow(server, user.token, tags='jamaisvu') as probe:
        probe.until_state('live')
        server.post('kill', how='fin')
        server.post('post', {'count': 120, 'tag': 'jamaisvu'})
        probe.until_equal(truth(server, 'jamaisvu'))
        server.post('refuse', n=2, what='rest')
        server.post('kill', how='fin')
        server.post('post', {'count': 60, 'tag': 'jamaisvu'})
        probe.until_equal(truth(server, 'jamaisvu'))
        tap.same(probe.doubled(), [])
    server.post('ulid', on=1)
    with follow(server, tags='lettres') as probe:
        probe.until_state('live')
        server.post('post', {'count': 130, 'tag': 'lettres'})
        probe.until_equal(truth(server, 'lettres'))
        server.post('post', {'count': 30, 'tag': 'lettres'})
        probe.until_equal(truth(server, 'lettres'))
    server.post('ulid', on=0)
    server.post('set', {'link_header': True, 'unknown_tag_status': 200})


def checks(server):
    """Trying the settings says what is wrong in words"""
    user = server.account('mona')
    writer = server.account('nino', scopes='write')
    for token, wanted in ((user.token, 'streams'), (None, 'Without signing in'), ('wrong', 'Sign in again'),
                          (writer.token, 'read:statuses')):
        with follow(server, token) as probe:
            said = probe.ask('check')
            assert wanted in (said.get('found') or said['error']), said
    for address, wanted in (('http://127.0.0.1:1', 'cannot be reached'), ('nobody.invalid', 'no server named'),
                            ('not a server', 'not'), ('http://mastodon.example', 'https')):
        with Probe('mastodon', address, '-', TAG) as probe:
            said = probe.ask('check')
            assert wanted in said['error'], said


def reconnects(server):
    """100 forced reconnects against the server's truth: none lost, none doubled"""
    user = server.account('oscar')
    chance = random.Random(1)
    with streaming(server, user) as probe:
        job = server.post('post', {'count': RECONNECTS * 10, 'rate': 40, 'tag': TAG, 'deletes_percent': 2,
                                   'edits_percent': 3}, wait=0)
        done = server.get('stats')['killed']
        started = time.monotonic()
        while server.get('stats')['killed'] - done < RECONNECTS:
            server.post('kill', how=chance.choice(['fin', 'rst', 'eof']), what=chance.choice(['streams', 'all']))
            if chance.random() < 0.2:
                server.post('refuse', n=chance.randint(1, 2), what=chance.choice(['stream', 'rest']))
            time.sleep(chance.uniform(0.01, 0.3))
        elapsed_s = time.monotonic() - started
        tap.until(lambda: server.get('jobs')[-1]['done'] == job['total'], 120)
        probe.until_state('live', 60)
        # Deletions and edits that fell into a gap are for the desk to ask about, as after every gap.
        probe.ask('confirm ' + ' '.join(probe.live()))
        probe.until_equal(truth(server), 60)
        tap.same(probe.doubled(), [])
        print(f'# {server.get("stats")["killed"] - done} streams cut in {elapsed_s:.0f} s, {len(probe.live())} posts live, '
              f'{len(probe.of("post"))} new, {len(probe.of("edit"))} edits, {len(probe.of("delete"))} deletions, '
              f'{len(probe.of("gap"))} gaps: 0 lost, 0 doubled', flush=True)


SUITES = {
    'behaviour': [delivers, disorder, matching, gap, restart, polling, silence, refusals, signs_in_again, token_is_lost,
                  signs_in_to_go_on, hostile, quirks, checks],
    'reconnects': [reconnects],
}


def isolated(check):
    def run():
        with rig.Mastodon() as server:
            check(server)
    run.__doc__ = check.__doc__
    return run


if __name__ == '__main__':
    wanted = SUITES.get(sys.argv[1] if len(sys.argv) > 1 else 'behaviour')
    if len(sys.argv) > 2:
        wanted = [check for check in wanted if check.__name__ in sys.argv[2:]]
    sys.exit(1 if tap.run([isolated(check) for check in wanted]) else 0)
