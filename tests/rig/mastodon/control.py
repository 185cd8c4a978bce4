# SPDX-License-Identifier: GPL-3.0-or-later
"""The tests' switches, on a port of their own (README.md)."""

import asyncio
import dataclasses
import resource
import time

from api import first, truthy
from httpd import Response


class Job:
    """Writes posts at a rate, with edits and deletions of its own posts mixed in."""

    def __init__(self, number, api, options):
        self.number = number
        self.api = api
        self.count = int(options.get('count', 1))
        self.rate = float(options.get('rate', 0))
        self.tag = options.get('tag', 'coulisses')
        self.text = options.get('text')
        self.authors = max(1, int(options.get('accounts', 20)))
        self.edits_percent = int(options.get('edits_percent', 0))
        self.deletes_percent = int(options.get('deletes_percent', 0))
        self.options = {name: options[name] for name in
                        ('visibility', 'language', 'sensitive', 'spoiler_text', 'media', 'content')
                        if name in options}
        self.done = 0
        self.made = []

    def step(self):
        n = self.done
        self.done += 1
        account = self.api.world.account(f'voix{n % self.authors}')
        text = self.text or f'Message {n} 🎭 à l’entracte #{self.tag}'
        self.made.append(self.api.write(account, text, self.options))
        if len(self.made) < 4:
            return
        victim = self.made[(n * 7919) % (len(self.made) - 1)]
        if victim.id not in self.api.world.posts:
            return
        if n % 100 < self.deletes_percent:
            self.made.remove(victim)
            self.api.erase(victim)
        elif n % 100 >= 100 - self.edits_percent:
            self.api.rewrite(victim, f'{victim.text[:400]} (corrigé {n})', {})

    async def run(self):
        start = time.monotonic()
        while self.done < self.count:
            due = self.count
            if self.rate > 0:
                due = min(due, 1 + int((time.monotonic() - start) * self.rate))
            for _ in range(min(200, due - self.done)):
                self.step()
            await asyncio.sleep(0.002 if self.rate > 0 else 0)

    def summary(self):
        found = {'id': self.number, 'done': self.done, 'total': self.count}
        if self.count <= 100:
            found['posts'] = [{'id': post.id, 'text': post.text} for post in self.made]
        return found


class Control:
    def __init__(self, api):
        self.api = api
        self.modes = api.modes
        self.jobs = []
        self.tasks = set()
        self.connections = set()  # of the API's port; set by main

    # Reading

    def get_truth(self, query, body):
        return self.api.world.truth(first(query, 'tag'))

    def get_stats(self, query, body):
        return {**self.api.streams.counts, 'readers': len(self.api.streams.readers),
                'posts': len(self.api.world.posts), 'requests': len(self.api.requests),
                'max_rss_bytes': resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}

    def get_requests(self, query, body):
        return self.api.requests

    def get_jobs(self, query, body):
        return [job.summary() for job in self.jobs]

    def get_modes(self, query, body):
        return dataclasses.asdict(self.modes)

    # Modes

    def post_set(self, query, body):
        self.modes.set(body)
        return dataclasses.asdict(self.modes)

    def flag(self, query):
        return truthy(first(query, 'on', '1'))

    def post_silent(self, query, body):
        self.modes.silent = self.flag(query)

    def post_no_streaming(self, query, body):
        status = int(first(query, 'status', 404))
        self.modes.stream_status = status if self.flag(query) else 0

    def post_heartbeat_ms(self, query, body):
        self.modes.heartbeat_ms = int(first(query, 'value', 15000))

    def post_disorder(self, query, body):
        self.modes.disorder_ms = float(first(query, 'ms', 3))

    def post_drip(self, query, body):
        self.modes.drip_ms = int(first(query, 'ms', 0))

    def post_teapot(self, query, body):
        self.modes.teapot = self.flag(query)

    def post_ulid(self, query, body):
        self.api.world.ids.ulid = self.flag(query)

    def post_rate_limit(self, query, body):
        self.modes.limited_until_s = time.time() + float(first(query, 'seconds', 3))

    def post_refuse(self, query, body):
        what = first(query, 'what', 'stream')
        self.modes.set({f'refuse_{what}_n': first(query, 'n', 1),
                        'refuse_status': first(query, 'status', 503)})

    # Acts

    def post_kill(self, query, body):
        how = first(query, 'how', 'fin')
        killed = self.api.streams.kill(how)
        if first(query, 'what') == 'all':
            for connection in list(self.connections):
                connection.cut(how)
        return {'killed': killed}

    def post_raw(self, query, body):
        """Text or bytes as they are, between two frames of every open stream."""
        return {'readers': self.api.streams.send_raw(body)}

    def post_account(self, query, body):
        account = self.api.world.account(body['username'], **{
            name: body[name] for name in ('display_name', 'bot', 'domain') if name in body})
        token = self.api.new_token(account, body.get('scopes', 'read write'))
        return {'id': account.id, 'acct': account.acct, 'token': token.text}

    def post_revoke(self, query, body):
        text = first(query, 'token')
        for token in [self.api.tokens[text]] if text else list(self.api.tokens.values()):
            token.revoked = True
            self.api.streams.end_token(token.text)

    def post_suspend(self, query, body):
        self.api.world.suspend(self.api.world.accounts[body['acct']])

    def post_delete(self, query, body):
        self.api.erase(self.api.world.posts[body['id']])

    def post_edit(self, query, body):
        self.api.rewrite(self.api.world.posts[body['id']], body['text'], {})

    async def post_post(self, query, body):
        job = Job(len(self.jobs) + 1, self.api, body)
        self.jobs.append(job)
        task = asyncio.create_task(job.run())
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        if truthy(first(query, 'wait', '1')):
            await task
        return job.summary()

    async def handle(self, request, connection):
        name = request.path.removeprefix('/control/').replace('-', '_')
        run = getattr(self, f'{request.method.lower()}_{name}', None)
        if run is None:
            return Response(404, {'error': f'no such control: {request.method} {name}'})
        body = request.body if name == 'raw' else request.json()
        answer = run(request.query, body)
        if asyncio.iscoroutine(answer):
            answer = await answer
        return Response(200, {} if answer is None else answer)
