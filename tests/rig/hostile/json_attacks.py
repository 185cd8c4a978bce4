# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON bodies that hurt a parser. n sets the size where there is one."""


def arrays(n):
    return b'[' * n


def arrays_closed(n):
    return b'[' * n + b']' * n


def objects(n):
    return b'{"a":' * n


def objects_closed(n):
    return b'{"a":' * n + b'1' + b'}' * n


def ints(n):
    return b'[' + b','.join([b'1'] * n) + b']'


def long_key(n):
    return b'{"' + b'k' * n + b'":1}'


FIXED = {
    'lone-surrogate': b'[{"id":"1","content":"a\\ud83db"},{"id":"2","content":"ok"}]',
    'surrogates-swapped': b'{"content":"\\ude00\\ud83d"}',
    'escaped-nul': b'{"content":"before\\u0000after"}',
    'raw-nul': b'{"content":"before\x00after"}',
    'raw-control': b'{"content":"a\x01\x1b[31mb"}',
    'invalid-utf8': b'{"content":"a\xff\xc3\x28\xed\xa0\x80b"}',
    'overlong-utf8': b'{"content":"\xc0\xaf\xf8\x88\x80\x80\x80"}',
    'utf16': '{"content":"a"}'.encode('utf-16'),
    'bom': b'\xef\xbb\xbf{"content":"a"}',
    'empty': b'',
    'spaces': b' \n\t ',
    'two-roots': b'{"id":"1"}{"id":"2"}',
    'number-root': b'3{"a":1}',
    'null-root': b'null',
    'big-int': b'{"id":123456789012345678901234567890}',
    'big-float': b'{"n":1e400,"m":-1e400}',
    'nan': b'{"n":NaN,"m":Infinity}',
    'leading-zero': b'{"n":007}',
    'single-quotes': b"{'a':'b'}",
    'unclosed': b'[{"id":"1","content":"cut in the mid',
    'same-key': b'{"id":"1","id":"2"}',
    'wrong-types': b'[{"id":1,"content":[],"account":"x","tags":{},"created_at":false,'
                   b'"media_attachments":null,"visibility":{},"edited_at":[1]}]',
    'nulls': b'[{"id":null,"content":null,"account":null,"tags":null,"created_at":null}]',
    'strange-dates': b'[{"id":"1","created_at":"9999999-99-99T99:99:99Z",'
                     b'"edited_at":"-0001-13-32"}]',
}

SIZED = {
    'depth-arrays': (arrays, 100000), 'depth-arrays-closed': (arrays_closed, 100000),
    'depth-objects': (objects, 100000), 'depth-objects-closed': (objects_closed, 100000),
    'ints': (ints, 5000000), 'long-key': (long_key, 5000000),
}


def attack(name):
    async def run(wire):
        if name in FIXED:
            body = FIXED[name]
        else:
            make, size = SIZED[name]
            body = make(min(wire.number('n', size), 20000000))
        await wire.whole(body)
    return run


PATHS = {f'/json/{name}': attack(name) for name in [*FIXED, *SIZED]}
