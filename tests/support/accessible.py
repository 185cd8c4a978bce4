# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads what applications tell a screen reader, from the accessibility bus itself (the AT-SPI interfaces, described at
https://gitlab.gnome.org/GNOME/at-spi2-core/-/tree/main/xml). Nothing is remembered: each property asks the application as it is now.
What has gone meanwhile has no name, no text and no children; an application that does not answer for PATIENCE_MS is an error.

    for application in accessible.applications():
        print(application.process_id, application.name, application.children())
"""

import functools

import gi

gi.require_version('Gio', '2.0')
from gi.repository import Gio, GLib  # noqa: E402

PATIENCE_MS = 15000
MAX_DEPTH = 40
ATSPI = 'org.a11y.atspi.'
REGISTRY = ATSPI + 'Registry'
FOCUSED = 1 << 12  # among the states
ROOT = '/org/a11y/atspi/accessible/root'

# The roles that GTK 4 tells by number. Their names in words differ between versions of GTK and of AT-SPI.
ROLES = {
    0: 'invalid', 2: 'alert', 7: 'check box', 8: 'check menu item', 11: 'combo box', 16: 'dialog', 20: 'filler', 23: 'frame', 27: 'image',
    29: 'label', 31: 'list', 32: 'list item', 33: 'menu', 34: 'menu bar', 35: 'menu item', 36: 'option pane', 37: 'page tab',
    38: 'page tab list', 39: 'panel', 40: 'password text', 42: 'progress bar', 43: 'push button', 44: 'radio button',
    45: 'radio menu item', 47: 'row header', 48: 'scroll bar', 49: 'scroll pane', 50: 'separator', 51: 'slider', 52: 'spin button',
    53: 'split pane', 54: 'status bar', 55: 'table', 56: 'table cell', 57: 'table column header', 60: 'terminal', 61: 'text',
    62: 'toggle button', 63: 'tool bar', 64: 'tool tip', 65: 'tree', 66: 'tree table', 69: 'window', 73: 'paragraph', 75: 'application',
    79: 'entry', 81: 'caption', 83: 'heading', 85: 'section', 87: 'form', 88: 'link', 90: 'table row', 91: 'tree item',
    94: 'document text', 97: 'comment', 98: 'list box', 99: 'grouping', 101: 'notification', 103: 'level bar', 105: 'block quote',
    109: 'article', 110: 'landmark', 111: 'log', 112: 'marquee', 113: 'math', 115: 'timer', 116: 'static', 124: 'footnote', 130: 'switch',
}


class Error(Exception):
    pass


def _ask_all(bus, questions):
    """The answers to many questions (name, path, method with its interface, arguments), all asked at once: a busy window answers them
    together. None stands for what is not there or cannot do that."""
    answers, failed = [None] * len(questions), []

    def answered(bus, result, index):
        left.discard(index)
        try:
            answers[index] = bus.call_finish(result).unpack()
        except GLib.Error as error:
            if error.matches(Gio.io_error_quark(), Gio.IOErrorEnum.TIMED_OUT) or bus.is_closed():
                failed.append(f'{" ".join(questions[index][:3])}: {error.message}')

    left = set(range(len(questions)))
    for index, (name, path, method, arguments) in enumerate(questions):
        interface, _, member = method.rpartition('.')
        bus.call(name, path, interface, member, arguments, None, Gio.DBusCallFlags.NONE, PATIENCE_MS, None, answered, index)
    while left:
        GLib.MainContext.default().iteration(True)
    if failed:
        raise Error(failed[0])
    return answers


def _ask(bus, name, path, method, arguments=None):
    return _ask_all(bus, [(name, path, method, arguments)])[0]


@functools.cache
def _bus():
    session = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    answer = _ask(session, 'org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus.GetAddress')
    if answer is None:
        raise Error('There is no accessibility bus: is at-spi2-core installed?')
    flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
    bus = Gio.DBusConnection.new_for_address_sync(answer[0], flags, None, None)
    # Applications tell what changes only if somebody listens, and a screen reader does.
    for event in ('object:', 'window:', 'focus:'):
        _ask(bus, REGISTRY, '/org/a11y/atspi/registry', REGISTRY + '.RegisterEvent', GLib.Variant('(sass)', (event, [], '')))
    return bus


class Accessible:
    def __init__(self, name, path):
        self.address = (name, path)

    def __eq__(self, other):
        return isinstance(other, Accessible) and self.address == other.address

    def __hash__(self):
        return hash(self.address)

    def _call(self, method, arguments=None):
        answer = _ask(_bus(), *self.address, ATSPI + method, arguments)
        return answer[0] if answer else None

    def _get(self, interface, name):
        answer = _ask(_bus(), *self.address, 'org.freedesktop.DBus.Properties.Get', GLib.Variant('(ss)', (ATSPI + interface, name)))
        return answer[0] if answer else None

    @property
    def process_id(self):
        answer = _ask(_bus(), 'org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus.GetConnectionUnixProcessID',
                      GLib.Variant('(s)', self.address[:1]))
        return answer[0] if answer else None

    @property
    def name(self):
        return self._get('Accessible', 'Name') or ''

    @property
    def description(self):
        return self._get('Accessible', 'Description') or ''

    @property
    def role_name(self):
        role = self._call('Accessible.GetRole')
        return '' if role is None else ROLES.get(role, f'role {role}')

    @property
    def has_focus(self):
        states = self._call('Accessible.GetState')
        return bool(states and states[0] & FOCUSED)

    @property
    def parent(self):
        return _at(self._get('Accessible', 'Parent'))

    @property
    def interfaces(self):
        """What it can do besides, for example {'Accessible', 'Text'}."""
        return {name.removeprefix(ATSPI) for name in self._call('Accessible.GetInterfaces') or ()}

    def children(self):
        return children_of([self])[0]

    def do_action(self, index=0):
        """Whether it was done."""
        return bool(self._call('Action.DoAction', GLib.Variant('(i)', (index,))))

    @property
    def text(self):
        """What is written in it, or nothing where nothing can be."""
        if 'Text' not in self.interfaces:
            return ''
        return self._call('Text.GetText', GLib.Variant('(ii)', (0, self._get('Text', 'CharacterCount') or 0))) or ''

    def set_text(self, text):
        """Whether it could be written in."""
        return bool(self._call('EditableText.SetTextContents', GLib.Variant('(s)', (text,))))


def _at(address):
    """The thing at an address, or None for what has none."""
    return Accessible(*address) if address and address[0] and not address[1].endswith('/null') else None


def _call_all(nodes, method, arguments=None):
    return [answer[0] if answer else None
            for answer in _ask_all(_bus(), [(*node.address, ATSPI + method, arguments) for node in nodes])]


def _child_of_each(nodes, index):
    return [_at(address) for address in _call_all(nodes, 'Accessible.GetChildAtIndex', GLib.Variant('(i)', (index,)))]


def children_of(nodes):
    """The children of each node."""
    found = [[_at(address) for address in addresses or ()] for addresses in _call_all(nodes, 'Accessible.GetChildren')]
    inner = [index for index, node in enumerate(nodes) if found[index] and node.address[1] != ROOT]
    # GTK 4.8 leaves the pages of a stack, which are between it and what they hold, out of the list.
    for index, first in zip(inner, _child_of_each([nodes[index] for index in inner], 0)):
        if first not in (None, found[index][0]):
            found[index] = [_child_of_each([nodes[index]], place)[0] for place in range(len(found[index]))]
    return [[child for child in children if child is not None] for children in found]


def names(nodes):
    """The name of each node."""
    arguments = GLib.Variant('(ss)', (ATSPI + 'Accessible', 'Name'))
    answers = _ask_all(_bus(), [(*node.address, 'org.freedesktop.DBus.Properties.Get', arguments) for node in nodes])
    found = [answer[0] if answer else '' for answer in answers]
    # GTK 4.18 has no name for what changes by itself: its text is what is read.
    nameless = [index for index, name in enumerate(found) if not name]
    for index, role in zip(nameless, role_names([nodes[index] for index in nameless])):
        if role == 'status bar':
            found[index] = nodes[index].text
    return found


def role_names(nodes):
    """The role of each node."""
    return ['' if role is None else ROLES.get(role, f'role {role}') for role in _call_all(nodes, 'Accessible.GetRole')]


def applications():
    return Accessible(REGISTRY, ROOT).children()


def descend(node):
    """A node and everything under it, in the order of reading."""
    below, level = {}, [node]
    for _ in range(MAX_DEPTH):
        found = children_of(level)
        below.update(zip(level, found))
        level = [child for children in found for child in children if child not in below]
        if not level:
            break

    def flatten(parent):
        yield parent
        for child in below.get(parent, ()):
            yield from flatten(child)
    return list(flatten(node))
