#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stand-alone verifier in Chromium, opened from a file: the same draws and the same manipulations as "draw verify"."""

import base64
import json
import os
import pathlib
import sys
import tempfile

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, '..', 'rig'), os.path.join(HERE, '..', 'support')]

import cases  # noqa: E402
import clue_cases  # noqa: E402
import chromium  # noqa: E402
import tap  # noqa: E402
from reference import SIGNATURE_42, Draw, GENESIS_S, H, Journal, names, simple  # noqa: E402

PAGE = pathlib.Path(sys.argv[1]).resolve()
CHUNK = 16

RUN = '''(async () => {
  const bytes = text => text === null ? null : Uint8Array.from(atob(text), c => c.charCodeAt(0))
  const answers = []
  for (const given of %s) {
    for (const name of ['certificate', 'list', 'rules', 'activity', 'entries']) given[name] = bytes(given[name])
    answers.push(await verifyDraw(given))
  }
  return JSON.stringify(answers)
})()'''


def material(case, handle=None):
    coded = lambda data: None if data is None else base64.b64encode(data).decode()  # noqa: E731
    return {'certificate': coded(case.text()), 'list': coded(case.list), 'rules': coded(case.rules),
            'activity': coded(case.activity), 'entries': coded(getattr(case, 'entries', None)), 'sealDigest': case.seal_digest, 'signature': case.signature,
            'threshold': case.threshold, 'top': case.top, 'handle': handle}


def verify(page, *materials):
    return json.loads(page.evaluate(RUN % json.dumps(materials)))


def verify_all(page, table):
    names_, answers = list(table), []
    for start in range(0, len(names_), CHUNK):
        answers += verify(page, *(material(table[name]) for name in names_[start:start + CHUNK]))
    return dict(zip(names_, answers))


def genuine(page):
    """Every genuine draw is exact."""
    for name, answer in verify_all(page, {name: make() for name, make in cases.GENUINE.items()}).items():
        assert answer['refused'] is None, f'{name}: {answer["refused"]}'
        tap.same(answer['verdicts']['computation'], 'exact')


def manipulations(page):
    """Every manipulation is refused by its check."""
    answers = verify_all(page, {name: make() for name, (_, make) in cases.MANIPULATIONS.items()})
    assert len(answers) >= 60
    missed = [f'{name}: wanted {check}, saw {answers[name]["refused"]}'
              for name, (check, _) in cases.MANIPULATIONS.items()
              if answers[name]['verdicts']['computation'] != 'refused' or answers[name]['refused']['check'] != check]
    assert not missed, '\n'.join(missed)


def clues(page):
    """Clue contests have their own verdicts, and every manipulation of one is refused by its check."""
    for name, answer in verify_all(page, {name: make() for name, make in clue_cases.GENUINE.items()}).items():
        assert answer['refused'] is None, f'{name}: {answer["refused"]}'
        tap.same((answer['type'], answer['verdicts']['answer'], answer['verdicts']['completeness']), ('clue', 'as sealed', 'not proven'))
    answers = verify_all(page, {name: make() for name, (_, make) in clue_cases.MANIPULATIONS.items()})
    assert len(answers) >= 60
    missed = [f'{name}: wanted {check}, saw {answers[name]["refused"]}'
              for name, (check, _) in clue_cases.MANIPULATIONS.items()
              if answers[name]['verdicts']['computation'] != 'refused' or answers[name]['refused']['check'] != check]
    assert not missed, '\n'.join(missed)


def signatures(page):
    """A genuine signature is authentic, every other one is not."""
    draw = lambda signature: Draw(Journal(GENESIS_S - 600), names(10), 3, 3, signature=signature).seal().draw()  # noqa: E731
    point_not_on_curve = '8' + '0' * 94 + '5'
    for signature, result in ((SIGNATURE_42, 'valid'), (SIGNATURE_42[:-1] + 'b', 'invalid'), ('c' + '0' * 95, 'invalid'),
                              ('f' * 96, 'invalid'), (point_not_on_curve, 'invalid')):
        answer, = verify(page, material(cases.case_of(draw(signature))))
        tap.same((signature, answer['signature_check']['result']), (signature, result))
        tap.same(answer['verdicts']['beacon'], 'authentic' if result == 'valid' else 'not authenticated')
    answer, = verify(page, material(cases.case_of(simple(dice=cases.DICE))))
    tap.same(answer['verdicts']['beacon'], 'dice')


def handles(page):
    """Anybody finds his own rank, also among pseudonyms."""
    draw = simple(salt=cases.SALT)
    first = next(name for name in names(10) if 'h:' + H(f'{cases.SALT}:{name}') == draw.ranking[0]['id'])
    found, lost = verify(page, material(cases.case_of(draw), first), material(cases.case_of(draw), 'x:nobody'))
    tap.same(found['handle'], {'id': first, 'rank': 1})
    tap.same(lost['handle'], {'id': 'x:nobody', 'rank': None})


def many(page):
    """Twenty thousand take part."""
    draw = simple(20000)
    answer, = verify(page, material(cases.case_of(draw)))
    tap.same(answer['ranking_sha256'], draw.digest)


def put_files(page, folder, case):
    entries = getattr(case, 'entries', None)
    second = ('list.txt', case.list) if entries is None else ('entries.txt', entries)
    for name, data in (('certificate.json', case.text()), second, ('rules.txt', case.rules)):
        with open(os.path.join(folder, name), 'wb') as file:
            file.write(data)
    page.evaluate("document.getElementById('verify').disabled = true")  # until the files have been read
    root = page.call('DOM.getDocument')['root']['nodeId']
    node = page.call('DOM.querySelector', nodeId=root, selector='#files')['nodeId']
    page.call('DOM.setFileInputFiles', nodeId=node,
              files=[os.path.join(folder, name) for name in ('certificate.json', second[0], 'rules.txt')])
    page.until("!document.getElementById('verify').disabled")


def press(page):
    page.evaluate("document.getElementById('answer').hidden = true; document.getElementById('verify').click()")
    page.until("!document.getElementById('answer').hidden")


def verdict(page, part):
    return page.evaluate(f"document.querySelector('#{part} .verdict').textContent")


def person(page):
    """A person chooses files, types what they know, and reads three verdicts apart."""
    draw = simple()
    with tempfile.TemporaryDirectory(prefix='coulisses-verifier-') as folder:
        put_files(page, folder, cases.case_of(draw))
        page.evaluate("document.querySelector('[data-language=fr]').click()")
        page.evaluate(f"document.getElementById('handle').value = '{draw.ranking[0]['id']}'")
        press(page)
        tap.same([verdict(page, part) for part in ('computation', 'beacon', 'publication')],
                 ['Exact', 'Authentique', 'Non prouvée par cette page'])
        assert 'rang 1, gagnant' in verdict(page, 'yours')
        groups = ' '.join(draw.F[i:i + 8] for i in range(0, 64, 8))
        page.evaluate(f"document.getElementById('seal-digest').value = '{groups}'")
        press(page)
        tap.same(verdict(page, 'publication'), 'Prouvée pour vous')
        if os.environ.get('COULISSES_SCREENSHOTS'):
            with open(os.path.join(os.environ['COULISSES_SCREENSHOTS'], 'draw-verifier.png'), 'wb') as file:
                file.write(page.screenshot())
        page.evaluate("document.getElementById('seal-digest').value = '0'.repeat(64)")
        press(page)
        assert verdict(page, 'computation').startswith('Refusé (R1'), verdict(page, 'computation')
        assert page.evaluate("document.getElementById('beacon').hidden")


def stamped(page):
    """A time stamp is not checked by the page: it says so, and hands over what checks it."""
    draw, token = simple(), base64.b64encode(b'an answer of an authority').decode()
    proof = {'type': 'rfc3161', 'utc': '2023-08-23T15:11:05Z', 'ref': 'Time stamps, 2A', 'token': token}
    page.evaluate("document.getElementById('handle').value = document.getElementById('seal-digest').value = ''")
    for proofs in ([proof], [{**proof, 'token': None}], [{**proof, 'utc': '2023-08-23T23:00:00Z'}], []):
        case = cases.case_of(draw)
        case.certificate['prior_publication'] = proofs
        with tempfile.TemporaryDirectory(prefix='coulisses-verifier-') as folder:
            put_files(page, folder, case)
        press(page)
        tap.same(verdict(page, 'computation'), 'Exact')
        tap.same(verdict(page, 'publication'), 'Non prouvée par cette page')
        tap.same(page.evaluate("document.getElementById('stamp').hidden"), proofs != [proof])
        if proofs != [proof]:
            continue
        assert 'ne vérifie pas l’horodatage' in page.evaluate("document.getElementById('stamp').textContent")
        tap.same(page.evaluate("document.getElementById('stamp-command').textContent").splitlines()[0],
                 f'openssl ts -verify -digest {draw.F} -in seal.tsr -CAfile authority.pem')
        tap.same(page.evaluate("document.getElementById('stamp-save').href"), f'data:application/timestamp-reply;base64,{token}')
        page.evaluate("document.getElementById('stamp-copy').click()")
        tap.same(page.evaluate('getSelection().toString()').splitlines()[1], 'openssl ts -reply -in seal.tsr -text')
        if os.environ.get('COULISSES_SCREENSHOTS'):
            with open(os.path.join(os.environ['COULISSES_SCREENSHOTS'], 'stamp-verifier.png'), 'wb') as file:
                file.write(page.screenshot())


def person_with_clue(page):
    """A person opens a clue contest and reads that it is one."""
    made = clue_cases.contest()
    with tempfile.TemporaryDirectory(prefix='coulisses-verifier-') as folder:
        put_files(page, folder, clue_cases.case_of(made))
        page.evaluate("document.getElementById('seal-digest').value = ''")
        page.evaluate(f"document.getElementById('handle').value = '{made.ranking[1]['id']}'")
        press(page)
        tap.same([verdict(page, part) for part in ('computation', 'answered', 'publication', 'completeness')],
                 ['Exact', 'Telle qu’elle a été scellée', 'Non prouvée par cette page', 'Non prouvée par cette page'])
        assert page.evaluate("document.getElementById('beacon').hidden")
        assert 'pas un tirage' in page.evaluate("document.querySelector('#computation .meaning').textContent")
        assert 'rang 2, gagnant' in verdict(page, 'yours')
        if os.environ.get('COULISSES_SCREENSHOTS'):
            with open(os.path.join(os.environ['COULISSES_SCREENSHOTS'], 'clue-verifier.png'), 'wb') as file:
                file.write(page.screenshot())
        put_files(page, folder, cases.case_of(simple()))
        page.evaluate("document.getElementById('handle').value = ''")
        press(page)
        assert not page.evaluate("document.getElementById('beacon').hidden")
        assert page.evaluate("document.getElementById('answered').hidden && document.getElementById('completeness').hidden")


def keys(page):
    """Without a mouse: the files' frame shows the focus, Enter verifies, the language tells that it is chosen."""
    with tempfile.TemporaryDirectory(prefix='coulisses-verifier-') as folder:
        put_files(page, folder, cases.case_of(simple()))
        page.evaluate("document.getElementById('answer').hidden = true; document.getElementById('handle').focus()")
        for kind in ('keyDown', 'keyUp'):
            page.call('Input.dispatchKeyEvent', type=kind, key='Enter', code='Enter', windowsVirtualKeyCode=13, text='\r')
        page.until("!document.getElementById('answer').hidden")
        page.evaluate("document.querySelector('[data-language=fr]').focus()")
        page.call('Input.dispatchKeyEvent', type='keyDown', key='Tab', code='Tab', windowsVirtualKeyCode=9)
        page.call('Input.dispatchKeyEvent', type='keyUp', key='Tab', code='Tab', windowsVirtualKeyCode=9)
        page.call('Input.dispatchKeyEvent', type='keyDown', key='Tab', code='Tab', windowsVirtualKeyCode=9)
        page.call('Input.dispatchKeyEvent', type='keyUp', key='Tab', code='Tab', windowsVirtualKeyCode=9)
        tap.same(page.evaluate("document.activeElement.id"), 'files')
        tap.same(page.evaluate("getComputedStyle(document.getElementById('drop')).outlineStyle"), 'solid')
        tap.same(page.evaluate("document.querySelector('[data-language=fr]').getAttribute('aria-pressed')"), 'true')
    unnamed = page.evaluate("[...document.querySelectorAll('input')].filter(i => i.labels.length === 0).length")
    tap.same(unnamed, 0)


def dropped(page):
    """Files are dropped anywhere on the page, and another certificate begins anew."""
    draw, made = simple(), clue_cases.contest()
    for case, names_ in ((cases.case_of(draw), ['certificate.json', 'list.txt']), (clue_cases.case_of(made), ['certificate.json', 'entries.txt'])):
        texts = [base64.b64encode(case.text()).decode(), base64.b64encode(getattr(case, 'entries', None) or case.list).decode()]
        page.evaluate('''(() => {
          const names = %s, texts = %s, transfer = new DataTransfer()
          names.forEach((name, i) => transfer.items.add(new File([Uint8Array.from(atob(texts[i]), c => c.charCodeAt(0))], name)))
          document.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }))
        })()''' % (json.dumps(names_), json.dumps(texts)))
        page.until(f"[...document.querySelectorAll('#have li')].map(li => li.textContent.split(',')[0]).join() === '{','.join(names_)}'")
        press(page)
        tap.same(verdict(page, 'computation'), 'Exact')


def alone(page):
    """It asks nobody for anything and breaks no rule of its own."""
    asked = [url for url in page.requests if not url.startswith('file://')]
    tap.same((asked, page.errors, page.reports, page.dialogs), ([], [], [], []))
    assert len(page.requests) == 1, page.requests
    assert page.evaluate("fetch('http://127.0.0.1:9/').then(() => 'went', () => 'refused')") == 'refused'


def hostile_words(page):
    """Words of strangers are shown as text."""
    draw = Draw(Journal(GENESIS_S - 600), ['x:<img src=a onerror=alert(1)>', 'x:<script>alert(1)</script>'], 1, 1)
    fields = draw.fields()
    draw.fields = lambda: {**fields, 'show': '<b onmouseover=alert(1)>x</b>', 'list-sha256': H(draw.list_bytes())}
    draw.seal().draw()
    with tempfile.TemporaryDirectory(prefix='coulisses-verifier-') as folder:
        put_files(page, folder, cases.case_of(draw))
        page.evaluate("document.getElementById('seal-digest').value = ''")
        press(page)
        tap.same(verdict(page, 'computation'), 'Exact')
        tap.same(page.evaluate("document.querySelectorAll('#answer img, #answer script, #answer b').length"), 0)
    tap.same(page.dialogs, [])


def main():
    with chromium.Browser() as browser:
        page = browser.open(PAGE.as_uri(), 1000, 1400)
        page.call('DOM.enable')
        return tap.run([genuine, manipulations, clues, signatures, handles, many, person, stamped, person_with_clue, keys, dropped, hostile_words, alone], page)


if __name__ == '__main__':
    sys.exit(min(1, main()))
