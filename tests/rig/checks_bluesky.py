# SPDX-License-Identifier: GPL-3.0-or-later
"""What the real PDS and the Jetstream and AppView doubles must do together."""

import contextlib
import urllib.parse

import net
import users
from checks_jetstream import listening
from tap import same, until

PEOPLE = {}


def person(server, name='camille'):
    if name not in PEOPLE:
        PEOPLE[name] = server.account(name)
    return PEOPLE[name]


def get_posts(server, *uris):
    query = urllib.parse.urlencode([('uris', uri) for uri in uris])
    return net.must('GET', f'{server.info["appview"]}/xrpc/app.bsky.feed.getPosts?{query}')['posts']


def next_commit(stream):
    """Account and identity events of a new account may come in between."""
    while event := stream.message():
        if event['kind'] == 'commit':
            return event
    raise AssertionError('no commit came')


def whole_story(server):
    """Post, edit and deletion on the real PDS come out of Jetstream."""
    user = person(server)
    with listening(server, f'wantedDids={user.did}') as stream:
        text = '🎭 soirée #coulisses 🇫🇷'
        made = user.post(text, images=[('un carré', users.picture())])
        event = next_commit(stream)
        commit = event['commit']
        same((event['did'], event['kind'], commit['operation'], commit['collection']),
             (user.did, 'commit', 'create', 'app.bsky.feed.post'))
        same((commit['cid'], commit['rkey']), (made['cid'], users.rkey_of(made['uri'])))
        facet = commit['record']['facets'][0]
        cut = text.encode()[facet['index']['byteStart']:facet['index']['byteEnd']].decode()
        same((cut, facet['features'][0]['tag']), ('#coulisses', 'coulisses'))
        same(commit['record']['embed']['images'][0]['image']['$type'], 'blob')
        edited = user.edit(made['uri'], 'corrigé #coulisses')
        commit = stream.message()['commit']
        same((commit['operation'], commit['cid'], commit['record']['text']),
             ('update', edited['cid'], 'corrigé #coulisses'))
        user.delete(made['uri'])
        event = stream.message()
        same((event['commit']['operation'], 'record' in event['commit'], 'cid' in event['commit']),
             ('delete', False, False))


def many_posts(server):
    """Two hundred posts in one commit arrive in order; the truth lists them."""
    user = person(server)
    texts = [f'numéro {n} #foule' for n in range(200)]
    with listening(server, f'wantedDids={user.did}') as stream:
        uris = user.post_many(texts)
        same([stream.message()['commit']['record']['text'] for _ in texts], texts)
    same([post['uri'] for post in server.get('truth', tag='Foule')], uris)


def account_status(server):
    """Deactivation, reactivation and takedown arrive as account events."""
    user = person(server, 'eclipse')
    made = user.post('je pars #coulisses')
    with listening(server, f'wantedDids={user.did}&wantedCollections=app.bsky.feed.post') as stream:
        def account():
            while event := stream.message():
                if event['kind'] == 'account':
                    return event['account']['active'], event['account'].get('status')
        user.deactivate()
        while (found := account()) == (True, None):
            pass  # the account's beginning
        same(found, (False, 'deactivated'))
        same(get_posts(server, made['uri']), [])
        user.activate()
        same(account(), (True, None))
        same(len(get_posts(server, made['uri'])), 1)
        server.takedown(user.did)
        same(account(), (False, 'takendown'))
        same(get_posts(server, made['uri']), [])


def hydration(server):
    """getPosts shows author, pictures and labels, and leaves out what is gone."""
    user = person(server)
    user.profile('Camille 🎭', users.picture(32, 32))
    made = user.post('à voir #coulisses', images=[('un carré', users.picture())])
    quote = user.post('je cite', embed={'$type': 'app.bsky.embed.record', 'record': made})
    gone = user.post('effacé #coulisses')
    user.delete(gone['uri'])
    same([post['uri'] for post in get_posts(server, made['uri'], gone['uri'], quote['uri'])],
         [made['uri'], quote['uri']])
    post, quoting = get_posts(server, made['uri'], quote['uri'])
    same((post['cid'], post['author']['handle'], post['author']['displayName'], post['labels']),
         (made['cid'], 'camille.test', 'Camille 🎭', []))
    image = post['embed']['images'][0]
    same((post['embed']['$type'], image['alt']), ('app.bsky.embed.images#view', 'un carré'))
    for url in (image['thumb'], image['fullsize'], post['author']['avatar']):
        same(net.request('GET', url)[2][:4], b'\x89PNG')
    same((quoting['embed']['record']['$type'], quoting['embed']['record']['uri']),
         ('app.bsky.embed.record#viewRecord', made['uri']))
    server.post('label', {'uri': made['uri'], 'val': 'graphic-media'})
    server.post('label', {'uri': user.did, 'val': '!no-unauthenticated'})
    post = get_posts(server, made['uri'])[0]
    same(([label['val'] for label in post['labels']],
          [label['val'] for label in post['author']['labels']]),
         (['graphic-media'], ['!no-unauthenticated']))
    server.post('label', {'uri': made['uri'], 'val': '!takedown'})
    same(get_posts(server, made['uri']), [])


def through_the_pds(server):
    """The PDS hands getPosts of a signed-in user on to the AppView double."""
    user = person(server)
    made = user.post('par le PDS')
    query = 'app.bsky.feed.getPosts?' + urllib.parse.urlencode({'uris': made['uri']})
    status, _, answer = user.get(query)
    same((status, answer['posts'][0]['uri'], 'viewer' in answer['posts'][0]),
         (200, made['uri'], True))
    same(net.ask('GET', f'{server.info["pds"]}/xrpc/{query}')[0], 401)


def appview_refusals(server):
    """The AppView double limits, fails, hides and refuses as told."""
    base = f'{server.info["appview"]}/xrpc/app.bsky'
    same(net.ask('GET', f'{base}.feed.getPosts?' + '&'.join(['uris=at://x'] * 26))[0], 400)
    same(net.ask('GET', f'{base}.feed.getPosts')[0], 400)
    same(net.ask('GET', f'{base}.feed.searchPosts?q=x')[0], 403)
    made = person(server).post('caché')
    server.post('hide', {'uri': made['uri']})
    same(get_posts(server, made['uri']), [])
    server.post('appview', n=1, status=502)
    same([net.ask('GET', f'{base}.actor.getProfile?actor=camille.test')[0] for _ in range(2)],
         [502, 200])
    profiles = net.must('GET', f'{base}.actor.getProfiles?actors=camille.test&actors=no.test')
    same([profile['displayName'] for profile in profiles['profiles']], ['Camille 🎭'])


def sessions(server):
    """App passwords sign in; a bad token is refused with 400, not 401."""
    user = person(server)
    url = f'{server.info["pds"]}/xrpc/com.atproto'
    signed = net.must('POST', f'{url}.server.createSession',
                      {'identifier': user.handle, 'password': user.app_password()})
    same(signed['did'], user.did)
    status, _, answer = net.ask('POST', f'{url}.server.createSession',
                                {'identifier': user.handle, 'password': 'no'})
    same((status, answer['error']), (401, 'AuthenticationRequired'))
    status, _, answer = net.ask('POST', f'{url}.repo.createRecord', {
        'repo': user.did, 'collection': users.POST, 'record': user.record('x')},
        {'Authorization': 'Bearer xx'})
    same((status, answer['error']), (400, 'InvalidToken'))
    with contextlib.suppress(net.Failed):
        user.post('x' * 301)
        raise AssertionError('301 graphemes were taken')


def replay(server):
    """After a cut, the cursor brings back what was missed, the first one twice."""
    user = person(server)
    query = f'wantedDids={user.did}'
    with listening(server, query) as stream:
        user.post('vu')
        cursor = stream.message()['time_us']
        same(server.post('kill')['killed'], 1)
    missed = user.post('manqué')
    until(lambda: any(post['uri'] == missed['uri'] for post in server.get('truth')))
    with listening(server, f'{query}&cursor={cursor}') as stream:
        same([stream.message()['commit']['record']['text'] for _ in range(2)], ['vu', 'manqué'])


CHECKS = [whole_story, many_posts, account_status, hydration, through_the_pds, appview_refusals,
          sessions, replay]
