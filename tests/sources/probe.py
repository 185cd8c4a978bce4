# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives ingest-probe: what a source reports, against the server's truth."""

import json
import os
import subprocess
import threading
import time

PATIENCE_S = 20


class Probe:
    """A running source. events holds what it reported, in order."""

    def __init__(self, *arguments, **properties):
        command = [os.environ['INGEST_PROBE'], *arguments,
                   *(f'{name.replace("_", "-")}={value}' for name, value in properties.items())]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.events = []
        self.states = []
        self.answers = []
        self.position = None
        self.refused = 0
        self.sign_in = False
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        for line in self.process.stdout:
            said = json.loads(line)
            if 'event' in said:
                self.events.append(said)
            elif 'position' in said:
                self.position = said['position']
            elif 'answer' in said:
                self.answers.append(said)
            else:
                self.states.append((said['state'], said.get('reason')))
                self.refused = said['refused']
                self.sign_in = said['sign-in']

    def tell(self, command):
        self.process.stdin.write(command + '\n')
        self.process.stdin.flush()

    def ask(self, command):
        """The answer to a command that has one."""
        before = len(self.answers)
        self.tell(command)
        self.until(lambda: len(self.answers) > before, 'an answer to ' + command)
        return self.answers[-1]

    def until(self, condition, what, timeout_s=PATIENCE_S):
        deadline = time.monotonic() + timeout_s
        while not condition():
            if self.process.poll() is not None:
                raise AssertionError(f'the probe ended with {self.process.returncode}')
            if time.monotonic() > deadline:
                raise AssertionError(f'waited in vain for {what}; states: {self.states[-5:]}; '
                                     f'last events: {[(e["event"], e["id"]) for e in self.events[-5:]]}')
            time.sleep(0.01)

    def state(self):
        return self.states[-1] if self.states else (None, None)

    def until_state(self, wanted, timeout_s=PATIENCE_S):
        self.until(lambda: self.state()[0] == wanted, f'state {wanted}', timeout_s)
        return self.state()[1]

    def of(self, kind):
        return [event for event in self.events if event['event'] == kind]

    def live(self):
        """What is there after all events, as the show file would keep it: id → text. A deletion is for good."""
        found, gone = {}, set()
        for event in list(self.events):
            if event['event'] in ('post', 'edit') and event['id'] not in gone:
                found[event['id']] = event['text']
            elif event['event'] == 'delete':
                gone.add(event['id'])
                found.pop(event['id'], None)
            elif event['event'] == 'account-gone':
                for identifier in [i for i in found if i.startswith(f'at://{event["id"]}/')]:
                    found.pop(identifier)
        return found

    def doubled(self):
        """Forms of posts that were reported more than once."""
        seen, twice = set(), []
        for event in list(self.events):
            form = (event['id'], event.get('version'))
            if event['event'] in ('post', 'edit'):
                if form in seen:
                    twice.append(form)
                seen.add(form)
        return twice

    def until_equal(self, truth, timeout_s=PATIENCE_S):
        """truth: a function that answers id → text."""
        wanted = {}

        def equal():
            nonlocal wanted
            wanted = truth()
            return wanted == self.live()

        try:
            self.until(equal, 'the truth', timeout_s)
        except AssertionError as error:
            live = self.live()
            missing = [i for i in wanted if i not in live]
            surplus = [i for i in live if i not in wanted]
            other = [i for i in wanted if i in live and live[i] != wanted[i]]
            raise AssertionError(f'{len(wanted)} posts are true; missing {missing[:5]} ({len(missing)}), surplus '
                                 f'{surplus[:5]} ({len(surplus)}), different {other[:5]} ({len(other)}). {error}')

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.process.stdin.close()
        try:
            code = self.process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError('the probe did not end')
        self.reader.join(PATIENCE_S)
        if code != 0 and error[0] is None:
            raise AssertionError(f'the probe ended with {code}')
