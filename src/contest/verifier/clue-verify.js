// SPDX-License-Identifier: GPL-3.0-or-later
// SEALED-CLUE/1: a clue contest. The checks have the numbers of a draw's; the verdicts are its own.

const CLUE_FORMAT = 'SEALED-CLUE/1 certificate'
const CLUE_MAX_S = 31 * 24 * 60 * 60

// The normal form of answers and posts

const ALONE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

function clueWords (text) {
  const plain = text.normalize('NFKD').toUpperCase().normalize('NFKD').replace(/\p{Script=Inherited}/gu, '')
  let words = ''
  let gap = false
  for (const c of plain) {
    if (!/[\p{L}\p{M}\p{N}]/u.test(c)) {
      gap = true
      continue
    }
    const alone = ALONE.test(c)
    if ((gap || alone) && words !== '') words += ' '
    words += c
    gap = alone
  }
  return words
}

const clueHolds = (words, form) => form !== '' && ` ${words} `.includes(` ${form} `)

// The certificate and the seal

const CLUE_CERTIFICATE = {
  format: v => v === CLUE_FORMAT,
  revision: isNumber(1),
  seal: isString,
  seal_sha256: isHex,
  answer: v => isShaped(v, { nonce: isHex, forms: forms => Array.isArray(forms) && forms.every(isString) }),
  entries_sha256: isHex,
  entries_count: isNumber(0),
  status: isString,
  ranking: listOf({
    rank: isRank,
    utc: isTime,
    key: isHex,
    id: isString,
    role: oneOf(['winner', 'alternate', 'reserve']),
    post: isString,
    text: isString
  }),
  ranking_sha256: isHex,
  prior_publication: CERTIFICATE.prior_publication,
  journal: CERTIFICATE.journal,
  software: v => isShaped(v, { name: isString })
}

const CLUE_LINES = [
  ['contest', v => /^[A-Za-z0-9._-]{1,64}$/.test(v)],
  ['organiser', isText],
  ['show', isText],
  ['rules-sha256', isHex64],
  ['commitment', isHex64],
  ['forms', v => decimal(v, 20) !== null && v !== '0'],
  ['winners', v => decimal(v, 1000) !== null && v !== '0'],
  ['alternates', v => decimal(v, 1000) !== null],
  ['starts-at', v => timeOf(v) !== null],
  ['ends-at', v => timeOf(v) !== null],
  ['journal', isHex64],
  ['sealed-at', v => timeOf(v) !== null],
  ['software', isText]
]

async function parseClueSeal (text) {
  const lines = text.split('\n')
  const value = {}
  must(encoder.encode(text).length <= 8192, 'V2', 'a seal is a short text')
  must(lines.length === CLUE_LINES.length + 2 && lines[lines.length - 1] === '', 'V2', 'a seal has exactly 14 lines')
  must(lines[0] !== 'SEALED-CLUE/1 REHEARSAL', 'V2', 'this is a rehearsal: it counts for nothing')
  must(lines[0] === 'SEALED-CLUE/1', 'V2', 'the first line is not "SEALED-CLUE/1"')
  CLUE_LINES.forEach(([key, test], i) => {
    must(lines[i + 1].startsWith(key + ': '), 'V2', `line ${i + 2} is not "${key}"`)
    value[key] = lines[i + 1].slice(key.length + 2)
    must(test(value[key]), 'V2', `"${key}" has a value that it cannot have`)
  })
  const seal = {
    F: await H(text),
    contest: value.contest,
    organiser: value.organiser,
    show: value.show,
    rules: value['rules-sha256'],
    commitment: value.commitment,
    forms: Number(value.forms),
    winners: Number(value.winners),
    alternates: Number(value.alternates),
    start_s: timeOf(value['starts-at']),
    end_s: timeOf(value['ends-at']),
    journal: value.journal,
    sealed_s: timeOf(value['sealed-at'])
  }
  must(seal.start_s >= seal.sealed_s, 'V4', 'answers count before the seal was made')
  must(seal.end_s > seal.start_s && seal.end_s - seal.start_s <= CLUE_MAX_S, 'V4', 'the contest must end after it begins, within 31 days')
  return seal
}

async function checkClueAnswer (certificate, seal) {
  const { nonce, forms } = certificate.answer
  must(forms.length === seal.forms, 'V6', 'the answer has not as many forms as the seal says')
  forms.forEach((form, i) => must(form !== '' && clueWords(form) === form &&
    (i === 0 || compareBytes(encoder.encode(forms[i - 1]), encoder.encode(form)) < 0),
  'V6', 'the forms of the answer are not in their normal form, or not in order'))
  must(await H(`SEALED-CLUE/1 answer\n${nonce}\n${forms.join('\n')}\n`) === seal.commitment, 'V6', 'the answer is not the one that was sealed')
}

// The entries

const isPost = text => {
  const length = encoder.encode(text).length
  return length >= 1 && length <= 500 && !text.includes(' ') && ![...text].some(c => isControl(c.codePointAt(0)))
}

function parseEntries (bytes, seal) {
  let before = null
  return linesOf(bytes, 'V5', 'the entries').map((line, i) => {
    const [id, utc, post, digest, ...more] = line.split('\t')
    const time = timeOf(utc)
    const good = more.length === 0 && digest !== undefined && isClearId(id) && time !== null && isPost(post) && isHex64(digest) &&
      time >= seal.start_s && time < seal.end_s
    must(good, 'V5', `line ${i + 1} of the entries is not as it must be, or not in order`)
    const key = encoder.encode(id)
    must(before === null || compareBytes(before, key) < 0, 'V5', `line ${i + 1} of the entries is not as it must be, or not in order`)
    before = key
    return { id, utc, time, post, digest }
  })
}

// A certificate that shows everybody holds the entries, in another order.
async function rebuildEntries (certificate) {
  if (certificate.ranking.length !== certificate.entries_count) return null
  const lines = await Promise.all(certificate.ranking.map(async place => `${place.id}\t${place.utc}\t${place.post}\t${await H(place.text)}\n`))
  const idOf = line => encoder.encode(line.slice(0, line.indexOf('\t')))
  return encoder.encode(lines.sort((a, b) => compareBytes(idOf(a), idOf(b))).join(''))
}

async function checkEntries (certificate, seal, given) {
  const bytes = given ?? await rebuildEntries(certificate)
  must(bytes !== null, null, 'the entries are needed: add the file entries.txt')
  const entries = parseEntries(bytes, seal)
  must(await H(bytes) === certificate.entries_sha256 && entries.length === certificate.entries_count, 'V5',
    'the entries are not those of the certificate')
  return entries
}

// By the second; within one by keys that nobody could know before the secret number was told.
async function rankEntries (certificate, seal, entries) {
  const seed = await H(`SEALED-CLUE/1 seed\n${seal.F}\n${certificate.answer.nonce}\n`)
  const keys = await eachOf(entries.length, i => H(`${seed}:${entries[i].id}`))
  return entries.map((entry, i) => ({ ...entry, key: keys[i], at: i }))
    .sort((a, b) => a.time - b.time || (a.key < b.key ? -1 : a.key > b.key ? 1 : a.at - b.at))
}

async function checkClueRanking (certificate, seal, ranked) {
  const shown = certificate.ranking
  must(shown.length === Math.min(ranked.length, seal.winners + seal.alternates), 'V8', 'the ranking does not show every winner and alternate')
  for (const [i, place] of shown.entries()) {
    const entry = ranked[i]
    must(place.rank === i + 1, 'V8', `the ranking says ${place.rank} where rank ${i + 1} must be`)
    must(place.id === entry.id, 'V8', `rank ${i + 1} belongs to another account`)
    must(place.key === entry.key, 'V8', `the key of rank ${i + 1} is wrong`)
    must(place.role === roleOf(seal, i + 1), 'V8', `the role of rank ${i + 1} is wrong`)
    must(timeOf(place.utc) === entry.time && place.post === entry.post && await H(place.text) === entry.digest, 'V8',
      `the post of rank ${i + 1} is not the one in the entries`)
    const words = clueWords(place.text)
    must(certificate.answer.forms.some(form => clueHolds(words, form)), 'V8', `the post of rank ${i + 1} does not hold the answer`)
  }
}

async function checkClueSummary (certificate, seal, ranked) {
  const n = ranked.length
  const status = n === 0 ? 'no-participants' : n < seal.winners ? 'fewer-participants-than-prizes' : 'ok'
  const digest = await H(ranked.map((place, i) => `${i + 1}\t${place.utc}\t${place.key}\t${place.id}\n`).join(''))
  must(certificate.ranking_sha256 === digest, 'V9', 'the digest of the ranking is wrong')
  must(certificate.status === status, 'V9', 'the status is wrong')
}

async function checkClueJournal (certificate, seal) {
  const { prev, entries } = certificate.journal
  const result = await H(`SEALED-CLUE/1 result\n${seal.F}\n${certificate.answer.nonce}\n${certificate.entries_sha256}\n${certificate.ranking_sha256}\n`)
  let seals = 0
  let results = 0
  let before = prev
  for (const [i, { seq, utc, type, payload, entry }] of entries.entries()) {
    isJournal(i === 0 || seq === entries[i - 1].seq + 1, 'entries of the journal are missing')
    isJournal((type === 'GENESIS') === (seq === 1), 'a journal begins with GENESIS, and has it nowhere else')
    isJournal(entry === await H(`SEALED-DRAW/1 journal\n${before}\n${seq}\n${utc}\n${type}\n${payload}\n`), `entry ${seq} of the journal was changed`)
    before = entry
    if (type !== 'IMPORT') continue
    if (payload === seal.F) seals += i === 0 && timeOf(utc) === seal.sealed_s ? 1 : 2
    if (payload === result) results += timeOf(utc) >= seal.end_s ? 1 : 2
  }
  isJournal(seals === 1 && prev === seal.journal, 'the journal does not begin with this seal, at its time, behind the entry that it names')
  isJournal(results === 1, 'the journal does not hold this result once, after the end')
}

const isClue = bytes => new TextDecoder().decode(bytes).includes(CLUE_FORMAT)

async function verifyClueOrThrow (material) {
  const certificate = parseShaped(material.certificate, CLUE_CERTIFICATE)
  const seal = await parseClueSeal(certificate.seal)
  must(seal.F === certificate.seal_sha256, 'V3', 'seal_sha256 is not the fingerprint of the seal')
  await checkClueAnswer(certificate, seal)
  const entries = await checkEntries(certificate, seal, material.entries ?? null)
  const ranked = await rankEntries(certificate, seal, entries)
  await checkClueRanking(certificate, seal, ranked)
  await checkClueSummary(certificate, seal, ranked)
  await checkClueJournal(certificate, seal)
  if (material.rules) must(await H(material.rules) === seal.rules, 'V12', 'the rules are not the ones that were sealed')
  if (material.sealDigest) must(material.sealDigest === seal.F, 'R1', 'the fingerprint of the seal is not the one that you saw')
  const rank = ranked.findIndex(place => place.id === material.handle) + 1
  return {
    type: 'clue',
    verdicts: { computation: 'exact', answer: 'as sealed', prior_publication: 'not proven', completeness: 'not proven' },
    refused: null,
    contest: seal.contest,
    show: seal.show,
    organiser: seal.organiser,
    seal_sha256: seal.F,
    answer: certificate.answer,
    start: certificate.seal.match(/^starts-at: (.*)$/m)[1],
    end: certificate.seal.match(/^ends-at: (.*)$/m)[1],
    entries: ranked.length,
    ranking_sha256: certificate.ranking_sha256,
    status: certificate.status,
    winners: ranked.slice(0, seal.winners),
    claims: certificate.prior_publication.filter(proof => timeOf(proof.utc) < seal.start_s).map(({ type, utc, ref, token }) => ({ type, utc, ref, token })),
    handle: material.handle ? { id: material.handle, rank: rank > 0 ? rank : null } : null
  }
}
