# SPDX-License-Identifier: GPL-3.0-or-later
"""Accounts and posts of the double, and their JSON entities."""

import datetime
import time

import text as texts

CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
LIMIT_PER_MODE = 4


def iso(seconds):
    moment = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    return moment.strftime('%Y-%m-%dT%H:%M:%S.') + f'{moment.microsecond // 1000:03d}Z'


class Ids:
    """Snowflakes as Mastodon's, or ULIDs as GoToSocial's."""

    def __init__(self):
        self.ulid = False
        self.last = (0, 0)

    def next(self):
        now = int(time.time() * 1000)
        ms, serial = self.last
        self.last = (now, 0) if now > ms else (ms, serial + 1)
        ms, serial = self.last
        if not self.ulid:
            return str((ms << 16) + serial)
        value = (ms << 80) | serial
        return ''.join(CROCKFORD[(value >> shift) & 31] for shift in range(125, -1, -5))

    @staticmethod
    def key(identifier):
        """What orders two ids: (ms, serial); (0, 0) for nonsense."""
        if identifier.isdigit() and len(identifier) < 26:
            return int(identifier) >> 16, int(identifier) & 0xffff
        value = 0
        for letter in identifier.upper():
            if letter not in CROCKFORD or len(identifier) != 26:
                return 0, 0
            value = (value << 5) | CROCKFORD.index(letter)
        return value >> 80, value & ((1 << 80) - 1)


class Account:
    def __init__(self, number, username, display_name=None, bot=False, domain=None):
        self.id = str(100000 + number)
        self.username = username
        self.acct = f'{username}@{domain}' if domain else username
        self.display_name = username.capitalize() if display_name is None else display_name
        self.bot = bot
        self.created_s = time.time() - 86400 * (400 + number)
        self.posts = 0
        self.suspended = False

    def entity(self, base):
        avatar = f'{base}/pictures/avatar-{self.id}.png'
        header = f'{base}/pictures/header-{self.id}.png'
        return {
            'id': self.id, 'username': self.username, 'acct': self.acct,
            'display_name': self.display_name, 'locked': False, 'bot': self.bot,
            'discoverable': True, 'indexable': False, 'group': False,
            'created_at': iso(self.created_s)[:10] + 'T00:00:00.000Z',
            'note': '<p>Compte inventé</p>',
            'url': f'{base}/@{self.acct}', 'uri': f'{base}/users/{self.username}',
            'avatar': avatar, 'avatar_static': avatar, 'avatar_description': '',
            'header': header, 'header_static': header, 'header_description': '',
            'followers_count': 12, 'following_count': 7, 'statuses_count': self.posts,
            'last_status_at': iso(time.time())[:10], 'hide_collections': False,
            'noindex': False, 'emojis': [], 'roles': [], 'fields': [],
        }


class Post:
    def __init__(self, identifier, account, text, options):
        self.id = identifier
        self.key = Ids.key(identifier)
        self.account = account
        self.created_s = time.time()
        self.edited_s = None
        self.version = 0
        self.visibility = options.get('visibility') or 'public'
        self.language = options.get('language') or 'fr'
        self.sensitive = bool(options.get('sensitive'))
        self.spoiler_text = options.get('spoiler_text') or ''
        self.in_reply_to_id = options.get('in_reply_to_id') or None
        self.media = options.get('media') or []
        self.content = options.get('content')
        self.set_text(text)

    def set_text(self, text):
        self.text = text
        self.tags = texts.tags_of(text)
        self.version += 1

    def media_entity(self, base, number, media):
        url = media.get('url') or f'{base}/pictures/media-{self.id}-{number}.png'
        return {
            'id': f'{self.id}{number}', 'type': media.get('type', 'image'),
            'url': url, 'preview_url': url, 'remote_url': None, 'preview_remote_url': None,
            'text_url': None,
            'meta': {'original': {'width': 64, 'height': 64, 'size': '64x64', 'aspect': 1.0},
                     'small': {'width': 64, 'height': 64, 'size': '64x64', 'aspect': 1.0}},
            'description': media.get('description'),
            'blurhash': 'UA97bI{wICs.ITOFW;WWE3W;-nn%ofjsayfQ',
        }

    def entity(self, base, reader=False):
        """reader: with the members that only a signed-in reader sees."""
        url = f'{base}/@{self.account.acct}/{self.id}'
        entity = {
            'id': self.id, 'created_at': iso(self.created_s),
            'in_reply_to_id': self.in_reply_to_id, 'in_reply_to_account_id': None,
            'sensitive': self.sensitive, 'spoiler_text': self.spoiler_text,
            'visibility': self.visibility, 'language': self.language,
            'uri': f'{base}/ap/users/{self.account.id}/statuses/{self.id}', 'url': url,
            'replies_count': 0, 'reblogs_count': 0, 'favourites_count': 0, 'quotes_count': 0,
            'edited_at': iso(self.edited_s) if self.edited_s else None,
            'content': self.content or texts.to_html(self.text, base), 'reblog': None,
            'application': {'name': 'Web', 'website': None},
            'account': self.account.entity(base),
            'media_attachments': [self.media_entity(base, n, media)
                                  for n, media in enumerate(self.media)],
            'mentions': [],
            'tags': [{'name': shown, 'url': f'{base}/tags/{name}'} for name, shown in self.tags],
            'emojis': [], 'quote': None, 'card': None, 'poll': None,
            'quote_approval': {'automatic': ['public'], 'manual': [],
                               'current_user': 'automatic'},
        }
        if reader:
            entity.update(favourited=False, reblogged=False, muted=False, bookmarked=False,
                          filtered=[])
        return entity


class World:
    def __init__(self):
        self.base = ''
        self.ids = Ids()
        self.accounts = {}  # acct -> Account
        self.posts = {}  # id -> Post, in the order of writing
        self.known_tags = set()

    def account(self, username, **options):
        if username not in self.accounts:
            self.accounts[username] = Account(len(self.accounts), username, **options)
        return self.accounts[username]

    def create(self, account, text, options):
        post = Post(self.ids.next(), account, text, options)
        self.posts[post.id] = post
        self.known_tags.update(name for name, shown in post.tags)
        account.posts += 1
        return post

    def edit(self, post, text, options):
        post.set_text(text)
        post.edited_s = time.time()
        post.spoiler_text = options.get('spoiler_text') or post.spoiler_text
        self.known_tags.update(name for name, shown in post.tags)

    def delete(self, post):
        del self.posts[post.id]
        post.account.posts -= 1

    def suspend(self, account):
        """Takes the account's posts away without a word on the streams."""
        account.suspended = True
        for post in [post for post in self.posts.values() if post.account is account]:
            self.delete(post)

    def timeline(self, tag, modes, only_media, bounds, limit):
        """Newest first. modes: any, all, none; bounds: max_id, since_id, min_id.

        As the real one: nothing for a tag never seen, whatever any[] says, and
        four tags at most in each mode, the first one counted under any.
        """
        main = texts.normalize_tag(tag)
        if main not in self.known_tags:
            return []
        fold = {mode: [texts.normalize_tag(t) for t in modes.get(mode, [])]
                for mode in ('any', 'all', 'none')}
        some = set(list(dict.fromkeys([main] + fold['any']))[:LIMIT_PER_MODE])
        every, no = set(fold['all'][:LIMIT_PER_MODE]), set(fold['none'][:LIMIT_PER_MODE])
        found = []
        for post in self.posts.values():
            names = {name for name, shown in post.tags}
            if (post.visibility == 'public' and names & some and every <= names
                    and not names & no and (post.media or not only_media)):
                found.append(post)
        return page(found, bounds, limit)

    def truth(self, tag=None):
        name = texts.normalize_tag(tag) if tag else None
        return [{'id': post.id, 'text': post.text, 'version': post.version,
                 'edited_at': iso(post.edited_s) if post.edited_s else None,
                 'acct': post.account.acct, 'uri': post.entity(self.base)['uri']}
                for post in self.posts.values()
                if post.visibility == 'public'
                and (name is None or name in {n for n, shown in post.tags})]


def page(posts, bounds, limit):
    keys = {name: Ids.key(value) for name, value in bounds.items() if value}
    if 'max_id' in keys:
        posts = [post for post in posts if post.key < keys['max_id']]
    for name in ('since_id', 'min_id'):
        if name in keys:
            posts = [post for post in posts if post.key > keys[name]]
    posts.sort(key=lambda post: post.key, reverse='min_id' not in keys)
    posts = posts[:limit]
    return list(reversed(posts)) if 'min_id' in keys else posts
