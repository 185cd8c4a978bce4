// SPDX-License-Identifier: GPL-3.0-or-later
// The page around the checks. Strangers' words enter it as text, never as markup.

const FILES = { 'certificate.json': 'certificate', 'list.txt': 'list', 'entries.txt': 'entries', 'rules.txt': 'rules', 'activity.txt': 'activity' }
const material = {}
let language = (navigator.languages ?? []).some(name => name.startsWith('fr')) ? 'fr' : 'en'
let answer = null

const byId = id => document.getElementById(id)
const words = () => WORDS[language]

function kindOf (name, bytes) {
  if (name in FILES) return FILES[name]
  const start = new TextDecoder().decode(bytes.subarray(0, 400))
  if (name.endsWith('.json')) return 'certificate'
  if (/\t(admissible|excluded:)/.test(start)) return 'activity'
  if (/^[a-z0-9]{1,16}:[^\n]*\t[0-9TZ:-]{20}\t/.test(start)) return 'entries'
  if (/^[a-z0-9]{1,16}:/.test(start) || bytes.length === 0) return 'list'
  return 'rules'
}

// Another certificate begins anew: what lay beside the one before it would not fit.
async function takeFiles (files) {
  const given = {}
  for (const file of files) {
    const bytes = new Uint8Array(await file.arrayBuffer())
    given[kindOf(file.name, bytes)] = bytes
  }
  if (given.certificate && material.certificate) for (const kind of Object.keys(material)) delete material[kind]
  Object.assign(material, given)
  showGiven()
}

function showGiven () {
  byId('have').replaceChildren(...Object.entries(FILES).filter(([, kind]) => material[kind]).map(([name, kind]) => {
    const item = document.createElement('li')
    item.textContent = `${name}, ${material[kind].length} ${words().bytes}`
    return item
  }))
  byId('verify').disabled = !material.certificate
}

function setVerdict (id, mood, verdict, meaning) {
  const article = byId(id)
  article.className = mood
  article.querySelector('.verdict').textContent = verdict
  const place = article.querySelector('.meaning')
  if (place !== null) place.textContent = meaning
}

function showComputation () {
  const { refused } = answer
  document.querySelector('#computation .detail').textContent = refused === null ? '' : refused.reason
  if (refused === null) {
    setVerdict('computation', 'good', words().exact, isContest() ? words().exactClue : words().exactMeaning)
    return
  }
  const what = refused.check === null ? '' : ` (${refused.check}, ${words().checks[refused.check]})`
  setVerdict('computation', 'bad', words().refused + what, words().refusedMeaning)
}

const isContest = () => answer.type === 'clue'

function showAnswered () {
  setVerdict('answered', 'good', words().asSealed, words().asSealedMeaning(answer.answer.forms.join(', ')))
  setVerdict('completeness', 'open', words().notProven, words().completenessMeaning)
}

function showBeacon () {
  const result = answer.signature_check.result
  if (result === 'valid') setVerdict('beacon', 'good', words().authentic, words().authenticMeaning(answer.round))
  else if (result === 'invalid') setVerdict('beacon', 'bad', words().forged, words().forgedMeaning(answer.round))
  else setVerdict('beacon', 'open', words().dice, words().diceMeaning)
}

function showPublication () {
  if (answer.seen) setVerdict('publication', 'good', words().seen, isContest() ? words().seenClue : words().seenMeaning)
  else setVerdict('publication', 'bad', words().notProven, isContest() ? words().notProvenClue : words().notProvenMeaning)
  const lines = answer.claims.map(({ type, utc, ref }) => `${words().kinds[type]}, ${utc}: ${ref}`)
  document.querySelector('#publication .claims').replaceChildren(...(lines.length > 0 ? lines : [words().noClaims]).map(line => {
    const item = document.createElement('li')
    item.textContent = line
    return item
  }))
}

// The authority's own answer, for a tool that knows authorities.
function showStamp () {
  const stamp = answer.claims.find(({ type, token }) => type === 'rfc3161' && token !== null)
  byId('stamp').hidden = stamp === undefined
  if (stamp === undefined) return
  byId('stamp-command').textContent = `openssl ts -verify -digest ${answer.seal_sha256} -in seal.tsr -CAfile authority.pem\nopenssl ts -reply -in seal.tsr -text`
  byId('stamp-save').href = `data:application/timestamp-reply;base64,${stamp.token}`
  byId('stamp-copy').textContent = words().stampCopy
}

// Where a browser keeps the clipboard to itself, the commands are selected at least.
async function copyStamp () {
  getSelection().selectAllChildren(byId('stamp-command'))
  try {
    await navigator.clipboard.writeText(byId('stamp-command').textContent)
    byId('stamp-copy').textContent = words().stampCopied
  } catch {}
}

function showYours () {
  byId('yours').hidden = answer.handle === null
  if (answer.handle === null) return
  const { id, rank } = answer.handle
  setVerdict('yours', rank === null ? 'open' : 'good',
    rank === null ? words().absent(id) : words().rank(id, rank, rank <= answer.winners.length))
}

function showFacts () {
  const { labels, none } = words()
  const facts = isContest() ? [
    [labels.show, answer.show], [labels.organiser, answer.organiser], [labels.seal, answer.seal_sha256.match(/.{8}/g).join(' ')],
    [labels.start, answer.start], [labels.end, answer.end], [labels.entries, String(answer.entries)]
  ] : [
    [labels.show, answer.show], [labels.organiser, answer.organiser], [labels.seal, answer.seal_sha256.match(/.{8}/g).join(' ')],
    [labels.round, answer.round ?? none], [labels.value, answer.value], [labels.participants, String(answer.participants)],
    [labels.voids, String(answer.void_seals)], [labels.events, String(answer.events.length)]
  ]
  document.querySelector('#facts dl').replaceChildren(...facts.flatMap(([label, value]) => {
    const term = document.createElement('dt')
    const text = document.createElement('dd')
    term.textContent = label
    text.textContent = value
    return [term, text]
  }))
  byId('winners').replaceChildren(...answer.winners.map(({ id, key, utc, post }) => {
    const item = document.createElement('li')
    item.textContent = isContest() ? `\u2068${id}\u2069  ${utc}  ${post}` : `\u2068${id}\u2069  ${key}`
    return item
  }))
}

function showAnswer () {
  if (answer === null) return
  const exact = answer.refused === null
  byId('answer').hidden = false
  showComputation()
  for (const id of ['publication', 'facts']) byId(id).hidden = !exact
  byId('beacon').hidden = !exact || isContest()
  for (const id of ['answered', 'completeness']) byId(id).hidden = !exact || !isContest()
  byId('yours').hidden = true
  if (!exact) return
  if (isContest()) showAnswered()
  else showBeacon()
  showPublication()
  showStamp()
  showYours()
  showFacts()
}

function showWords () {
  document.documentElement.lang = language
  document.title = words().title
  for (const button of document.querySelectorAll('[data-language]')) {
    button.setAttribute('aria-pressed', String(button.dataset.language === language))
  }
  showGiven()
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = words()[element.dataset.text]
  showAnswer()
}

async function verify () {
  const digits = id => byId(id).value.replace(/\s/g, '').toLowerCase()
  const sealDigest = digits('seal-digest')
  byId('verify').disabled = true
  byId('verify').textContent = words().working
  try {
    answer = await verifyDraw({
      ...material,
      sealDigest,
      signature: digits('signature'),
      handle: byId('handle').value.trim(),
      threshold: Number(byId('threshold').value),
      top: Number(byId('top').value)
    })
    answer.seen = sealDigest !== ''
  } finally {
    byId('verify').disabled = false
    byId('verify').textContent = words().verify
  }
  showAnswer()
}

for (const button of document.querySelectorAll('[data-language]')) {
  button.addEventListener('click', () => {
    language = button.dataset.language
    showWords()
  })
}
byId('files').addEventListener('change', event => takeFiles(event.target.files))
byId('verify').addEventListener('click', verify)
byId('stamp-copy').addEventListener('click', copyStamp)
byId('given').addEventListener('keydown', event => {
  if (event.key === 'Enter' && event.target.matches('input:not([type=file])') && !byId('verify').disabled) verify()
})
tellProgress = part => {
  byId('verify').textContent = `${words().working} ${Math.round(100 * part)}\u00a0%`
}
for (const name of ['dragover', 'dragleave', 'drop']) {
  document.addEventListener(name, event => {
    event.preventDefault()
    byId('drop').classList.toggle('over', name === 'dragover')
    if (name === 'drop') takeFiles(event.dataTransfer.files)
  })
}
showWords()
