# SPDX-License-Identifier: GPL-3.0-or-later
"""People who post, edit and delete on the rig's servers."""

import base64
import datetime
import re
import struct
import zlib

import net

POST = 'app.bsky.feed.post'
TAG = re.compile(r'#(\w*[^\W\d_]\w*)')


def now_iso():
    moment = datetime.datetime.now(datetime.timezone.utc)
    return moment.strftime('%Y-%m-%dT%H:%M:%S.') + f'{moment.microsecond // 1000:03d}Z'


def picture(width=64, height=36, colour=(180, 30, 60)):
    """A plain PNG."""
    def part(kind, data):
        return (struct.pack('>I', len(data)) + kind + data
                + struct.pack('>I', zlib.crc32(kind + data)))

    rows = (b'\0' + bytes(colour) * width) * height
    return (b'\x89PNG\r\n\x1a\n'
            + part(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0))
            + part(b'IDAT', zlib.compress(rows)) + part(b'IEND', b''))


def tag_facets(text):
    """Facets count UTF-8 bytes; the range holds the sign #, the tag does not."""
    facets = []
    for match in TAG.finditer(text):
        start = len(text[:match.start()].encode())
        facets.append({
            'index': {'byteStart': start, 'byteEnd': start + len(match.group(0).encode())},
            'features': [{'$type': 'app.bsky.richtext.facet#tag', 'tag': match.group(1)}]})
    return facets


def rkey_of(uri):
    return uri.rsplit('/', 1)[1]


class BlueskyUser:
    def __init__(self, pds, handle, password, session):
        self.pds = pds
        self.handle = handle
        self.password = password
        self.did = session['did']
        self.token = session['accessJwt']

    @classmethod
    def create(cls, info, name):
        handle, password = f'{name}.test', f'rig-{name}-secret'
        session = net.must('POST', f'{info["pds"]}/xrpc/com.atproto.server.createAccount', {
            'handle': handle, 'email': f'{name}@example.test', 'password': password})
        return cls(info['pds'], handle, password, session)

    def call(self, nsid, value=None, kind=None):
        headers = {'Authorization': f'Bearer {self.token}'}
        if kind:
            headers['Content-Type'] = kind
        return net.must('POST', f'{self.pds}/xrpc/{nsid}', value, headers)

    def get(self, nsid_and_query):
        return net.ask('GET', f'{self.pds}/xrpc/{nsid_and_query}',
                       headers={'Authorization': f'Bearer {self.token}'})

    def app_password(self, name='coulisses'):
        return self.call('com.atproto.server.createAppPassword', {'name': name})['password']

    def blob(self, data=None, kind='image/png'):
        return self.call('com.atproto.repo.uploadBlob', data or picture(), kind)['blob']

    def record(self, text, images=(), langs=('fr',), **members):
        """images: pairs (alternative text, PNG bytes)."""
        record = {'$type': POST, 'text': text, 'createdAt': now_iso(), 'langs': list(langs),
                  **members}
        facets = tag_facets(text)
        if facets:
            record.setdefault('facets', facets)
        if images:
            record['embed'] = {'$type': 'app.bsky.embed.images', 'images': [
                {'alt': alt, 'image': self.blob(data),
                 'aspectRatio': {'width': 64, 'height': 36}} for alt, data in images]}
        return record

    def post(self, text, images=(), langs=('fr',), **members):
        """Returns {uri, cid}."""
        return self.call('com.atproto.repo.createRecord', {
            'repo': self.did, 'collection': POST,
            'record': self.record(text, images, langs, **members)})

    def post_many(self, texts):
        """One commit for up to 200 posts; returns their uris."""
        done = self.call('com.atproto.repo.applyWrites', {'repo': self.did, 'writes': [
            {'$type': 'com.atproto.repo.applyWrites#create', 'collection': POST,
             'value': self.record(text)} for text in texts]})
        return [result['uri'] for result in done['results']]

    def edit(self, uri, text):
        return self.call('com.atproto.repo.putRecord', {
            'repo': self.did, 'collection': POST, 'rkey': rkey_of(uri),
            'record': self.record(text)})

    def delete(self, uri):
        self.call('com.atproto.repo.deleteRecord', {
            'repo': self.did, 'collection': POST, 'rkey': rkey_of(uri)})

    def profile(self, display_name, avatar=None):
        record = {'$type': 'app.bsky.actor.profile', 'displayName': display_name,
                  'createdAt': now_iso()}
        if avatar is not None:
            record['avatar'] = self.blob(avatar)
        self.call('com.atproto.repo.putRecord', {
            'repo': self.did, 'collection': 'app.bsky.actor.profile', 'rkey': 'self',
            'record': record})

    def deactivate(self):
        self.call('com.atproto.server.deactivateAccount', {})

    def activate(self):
        self.call('com.atproto.server.activateAccount')


def bluesky_takedown(info, did, applied):
    basic = base64.b64encode(f'admin:{info["admin_password"]}'.encode()).decode()
    net.must('POST', f'{info["pds"]}/xrpc/com.atproto.admin.updateSubjectStatus', {
        'subject': {'$type': 'com.atproto.admin.defs#repoRef', 'did': did},
        'takedown': {'applied': applied, 'ref': 'rig'}},
        {'Authorization': f'Basic {basic}'})


class MastodonUser:
    def __init__(self, api, acct, token):
        self.api = api
        self.acct = acct
        self.token = token

    @classmethod
    def create(cls, server, name, scopes, options):
        made = server.post('account', {'username': name, 'scopes': scopes, **options})
        return cls(server.info['api'], made['acct'], made['token'])

    def headers(self, **more):
        return {'Authorization': f'Bearer {self.token}', **more}

    def ask(self, method, path, value=None, **headers):
        return net.ask(method, f'{self.api}/api/{path}', value, self.headers(**headers))

    def post(self, text, **members):
        """members: visibility, language, sensitive, spoiler_text, in_reply_to_id."""
        return net.must('POST', f'{self.api}/api/v1/statuses', {'status': text, **members},
                        self.headers())

    def edit(self, identifier, text):
        return net.must('PUT', f'{self.api}/api/v1/statuses/{identifier}', {'status': text},
                        self.headers())

    def delete(self, identifier):
        return net.must('DELETE', f'{self.api}/api/v1/statuses/{identifier}',
                        headers=self.headers())

    def stream(self, tag):
        return net.EventStream(f'{self.api}/api/v1/streaming/hashtag?tag={tag}', self.headers())
