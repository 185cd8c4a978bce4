# SPDX-License-Identifier: GPL-3.0-or-later
"""The REST side, and the way to the streams.

https://docs.joinmastodon.org/methods/ ; answers without documentation follow
the server's source.
"""

import secrets
import struct
import time
import urllib.parse
import zlib

from httpd import Response
from world import iso

LIMIT = 300
WINDOW_S = 300
TEXT_MAX = 500
IDS_MAX = 20


class Refusal(Exception):
    def __init__(self, status, error, headers=None):
        super().__init__(error)
        self.response = Response(status, {'error': error}, headers=headers)


class Token:
    def __init__(self, account, scopes):
        self.text = secrets.token_urlsafe(32)
        self.account = account
        self.scopes = set(scopes.split())
        self.revoked = False

    def allows(self, scope):
        kind = scope.split(':')[0]
        return scope in self.scopes or kind in self.scopes


def truthy(value):
    return value not in (None, '', '0', 'false', 'f', 'off', False, 0)


def first(params, name, otherwise=None):
    values = params.get(name)
    return values[0] if values else otherwise


def small_picture(seed):
    """A plain 64×64 PNG whose colour follows from the seed."""
    colour = struct.pack('>I', zlib.crc32(seed.encode()))[:3]
    rows = (b'\0' + colour * 64) * 64

    def part(kind, data):
        return (struct.pack('>I', len(data)) + kind + data
                + struct.pack('>I', zlib.crc32(kind + data)))

    size = struct.pack('>IIBBBBB', 64, 64, 8, 2, 0, 0, 0)
    return (b'\x89PNG\r\n\x1a\n' + part(b'IHDR', size)
            + part(b'IDAT', zlib.compress(rows)) + part(b'IEND', b''))


class Api:
    def __init__(self, world, streams, modes):
        self.world = world
        self.streams = streams
        self.modes = modes
        self.tokens = {}
        self.idempotent = {}
        self.requests = []
        self.used = {}

    def new_token(self, account, scopes='read write'):
        token = Token(account, scopes)
        self.tokens[token.text] = token
        return token

    def given_token(self, request):
        kind, _, text = request.headers.get('authorization', '').partition(' ')
        if kind.lower() == 'bearer' and text:
            return text.strip()
        return first(request.query, 'access_token')

    def rest_token(self, request, scope, required):
        text = self.given_token(request)
        if text is None:
            if required:
                raise Refusal(401, 'This method requires an authenticated user')
            return None
        token = self.tokens.get(text)
        if token is None:
            raise Refusal(401, 'The access token is invalid')
        if token.revoked:
            raise Refusal(401, 'The access token was revoked')
        if not token.allows(scope):
            raise Refusal(403, 'This action is outside the authorized scopes')
        return token

    # Streams: refusals as the real streaming server words them.

    async def stream(self, request, connection):
        if request.path == '/api/v1/streaming/health':
            return Response(200, b'OK', kind='text/plain')
        if self.modes.take_refusal('stream'):
            raise Refusal(self.modes.refuse_status, 'Not now')
        if self.modes.stream_status:
            raise Refusal(self.modes.stream_status, 'Not Found')
        channel = request.path.removeprefix('/api/v1/streaming/')
        if channel not in ('hashtag', 'hashtag/local'):
            raise Refusal(400, 'Unknown channel requested')
        text = self.given_token(request) or request.headers.get('sec-websocket-protocol')
        if not text:
            raise Refusal(401, 'Missing access token')
        token = self.tokens.get(text)
        if token is None or token.revoked:
            raise Refusal(401, 'Invalid access token')
        if not token.allows('read:statuses'):
            raise Refusal(401, 'Access token does not have the required scopes')
        tag = first(request.query, 'tag')
        if not tag:
            raise Refusal(400, 'Missing tag name parameter')
        await self.streams.serve(connection, tag, text, channel.endswith('/local'))
        return None

    # REST

    def instance(self, request, token):
        base = self.world.base
        return {
            'domain': urllib.parse.urlsplit(base).netloc, 'title': 'Banc d’essai',
            'version': '4.6.5', 'source_url': '', 'description': 'Mastodon double',
            'usage': {'users': {'active_month': len(self.world.accounts)}},
            'thumbnail': {'url': f'{base}/pictures/thumbnail.png'}, 'icon': [],
            'languages': ['fr'],
            'configuration': {
                'urls': {'streaming': base.replace('http', 'ws', 1), 'status': None,
                         'about': f'{base}/about', 'privacy_policy': None,
                         'terms_of_service': None},
                'vapid': {'public_key': ''},
                'accounts': {'max_display_name_length': 30, 'max_note_length': 500,
                             'max_featured_tags': 10, 'max_pinned_statuses': 5,
                             'max_profile_fields': 4},
                'statuses': {'max_characters': TEXT_MAX, 'max_media_attachments': 4,
                             'characters_reserved_per_url': 23},
                'media_attachments': {'description_limit': 1500,
                                      'supported_mime_types': ['image/png', 'image/jpeg'],
                                      'image_size_limit': 16777216,
                                      'image_matrix_limit': 33177600},
                'polls': {'max_options': 4, 'max_characters_per_option': 50,
                          'min_expiration': 300, 'max_expiration': 2629746},
                'translation': {'enabled': False},
                'timelines_access': {
                    feed: {'local': 'public', 'remote': 'public'}
                    for feed in ('live_feeds', 'hashtag_feeds', 'trending_link_feeds')},
                'limited_federation': False,
            },
            'registrations': {'enabled': False, 'approval_required': False,
                              'reason_required': False, 'message': None, 'min_age': None,
                              'url': None},
            'api_versions': {'mastodon': 8},
            'contact': {'email': 'staff@banc.test', 'account': None}, 'rules': [],
        }

    def timeline(self, request, token):
        params = request.query
        tag = request.path.rsplit('/', 1)[1]
        limit = max(1, min(40, int(first(params, 'limit', 20))))
        bounds = {name: first(params, name) for name in ('max_id', 'since_id', 'min_id')}
        modes = {name: params.get(f'{name}[]', []) for name in ('any', 'all', 'none')}
        posts = self.world.timeline(tag, modes, truthy(first(params, 'only_media')), bounds, limit)
        if not posts and self.modes.unknown_tag_status != 200:
            raise Refusal(self.modes.unknown_tag_status, 'Record not found')
        headers = {}
        if posts and self.modes.link_header:
            headers['Link'] = self.link(tag, params, posts)
        body = [post.entity(self.world.base, reader=token is not None) for post in posts]
        return Response(200, body, headers=headers)

    def link(self, tag, params, posts):
        """As the real one: any[], all[] and none[] do not come along."""
        kept = [(name, params[name][0]) for name in ('local', 'limit', 'only_media')
                if name in params]
        where = f'{self.world.base}/api/v1/timelines/tag/{urllib.parse.quote(tag)}?'
        older = where + urllib.parse.urlencode(kept + [('max_id', posts[-1].id)])
        newer = where + urllib.parse.urlencode(kept + [('min_id', posts[0].id)])
        return f'<{older}>; rel="next", <{newer}>; rel="prev"'

    def post_of_path(self, request):
        post = self.world.posts.get(request.path.rsplit('/', 1)[1])
        if post is None or post.visibility == 'direct':
            raise Refusal(404, 'Record not found')
        return post

    def status(self, request, token):
        return self.post_of_path(request).entity(self.world.base, reader=token is not None)

    def statuses(self, request, token):
        wanted = request.query.get('id[]', [])
        if len(wanted) > IDS_MAX:
            raise Refusal(422, 'Validation failed')
        found = [self.world.posts[i] for i in dict.fromkeys(wanted) if i in self.world.posts]
        return [post.entity(self.world.base, reader=token is not None) for post in found]

    def text_of(self, params):
        text = str(first(params, 'status', ''))
        if not text.strip() and not params.get('media'):
            raise Refusal(422, 'Validation failed: Text can\'t be blank')
        if len(text) > TEXT_MAX:
            raise Refusal(422, f'Validation failed: Text character limit of {TEXT_MAX} exceeded')
        return text

    def create_status(self, request, token):
        key = request.headers.get('idempotency-key') if self.modes.idempotency else None
        known = self.world.posts.get(self.idempotent.get((token.text, key))) if key else None
        if known:
            return known.entity(self.world.base, reader=True)
        params = request.params()
        text = self.text_of(params)
        options = {name: first(params, name) for name in
                   ('visibility', 'language', 'spoiler_text', 'in_reply_to_id')}
        options['sensitive'] = truthy(first(params, 'sensitive'))
        post = self.write(token.account, text, options)
        if key:
            self.idempotent[(token.text, key)] = post.id
        return post.entity(self.world.base, reader=True)

    def own_post(self, request, token):
        post = self.post_of_path(request)
        if post.account is not token.account:
            raise Refusal(404, 'Record not found')
        return post

    def edit_status(self, request, token):
        post = self.own_post(request, token)
        params = request.params()
        self.rewrite(post, self.text_of(params), {'spoiler_text': first(params, 'spoiler_text')})
        return post.entity(self.world.base, reader=True)

    def delete_status(self, request, token):
        post = self.own_post(request, token)
        if self.modes.delete_status:
            raise Refusal(self.modes.delete_status, 'Record not found')
        self.erase(post)
        return dict(post.entity(self.world.base, reader=True), text=post.text)

    def credentials(self, request, token):
        entity = token.account.entity(self.world.base)
        return dict(entity, source={'note': '', 'fields': [], 'privacy': 'public',
                                    'sensitive': False, 'language': 'fr',
                                    'follow_requests_count': 0})

    # What the control port shares with the routes above.

    def write(self, account, text, options):
        post = self.world.create(account, text, options)
        self.streams.publish(post, 'update', self.world.base)
        return post

    def rewrite(self, post, text, options):
        self.world.edit(post, text, options)
        self.streams.publish(post, 'status.update', self.world.base)

    def erase(self, post):
        self.world.delete(post)
        self.streams.publish(post, 'delete', self.world.base)

    # Dispatch

    def route(self, method, path):
        """(function, scope, token required) or None."""
        reading = self.modes.auth_required
        if path.startswith('/api/v1/timelines/tag/'):
            exact = ('GET', self.timeline, 'read:statuses', reading)
        elif path.startswith('/api/v1/statuses/'):
            by_method = {'GET': (self.status, 'read:statuses', reading),
                         'PUT': (self.edit_status, 'write:statuses', True),
                         'DELETE': (self.delete_status, 'write:statuses', True)}
            return by_method.get(method)
        else:
            exact = {
                ('GET', '/api/v2/instance'): ('GET', self.instance, 'read', False),
                ('GET', '/api/v1/statuses'): ('GET', self.statuses, 'read:statuses', reading),
                ('POST', '/api/v1/statuses'):
                    ('POST', self.create_status, 'write:statuses', True),
                ('GET', '/api/v1/accounts/verify_credentials'):
                    ('GET', self.credentials, 'read:accounts', True),
            }.get((method, path), (None,))
        return exact[1:] if exact[0] == method else None

    def limit_headers(self, request):
        now = time.time()
        window = int(now // WINDOW_S)
        who = (self.given_token(request), window)
        self.used[who] = self.used.get(who, 0) + 1
        reset_s = self.modes.limited_until_s if self.modes.limited() else (window + 1) * WINDOW_S
        left = 0 if self.modes.limited() else max(0, LIMIT - self.used[who])
        return {'X-RateLimit-Limit': LIMIT, 'X-RateLimit-Remaining': left,
                'X-RateLimit-Reset': iso(reset_s).replace('Z', '000Z')}

    def rest(self, request):
        if self.modes.limited():
            raise Refusal(429, 'Too many requests')
        if self.modes.take_refusal('rest'):
            raise Refusal(self.modes.refuse_status, 'Not now')
        found = self.route(request.method, request.path)
        if found is None:
            raise Refusal(404, 'Record not found')
        run, scope, required = found
        answer = run(request, self.rest_token(request, scope, required))
        return answer if isinstance(answer, Response) else Response(200, answer)

    def note(self, request):
        self.requests.append({
            'method': request.method, 'target': request.target, 'at_ms': time.time() * 1000,
            'user_agent': request.headers.get('user-agent'),
            'token': self.given_token(request) is not None,
            'idempotency_key': request.headers.get('idempotency-key')})
        del self.requests[:-2000]

    async def handle(self, request, connection):
        connection.drip_ms = self.modes.drip_ms
        if request.path.startswith('/pictures/'):
            return Response(200, small_picture(request.path), kind='image/png')
        self.note(request)
        if self.modes.teapot and not request.headers.get('user-agent'):
            return Response(418, {'error': "I'm a teapot: no user-agent sent with request"})
        try:
            if request.path.startswith('/api/v1/streaming'):
                return await self.stream(request, connection)
            response = self.rest(request)
        except Refusal as refusal:
            response = refusal.response
        response.headers.update(self.limit_headers(request))
        return response
