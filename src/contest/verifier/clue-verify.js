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
  events: CERTIFICATE.events,
  voided: listOf({ seal: isString, seal_sha256: isHex, reason: isString, utc: isTime }),
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
  const called = checkPrizeEvents(certificate, seal, ranked.length)
  must(shown.length === Math.min(ranked.length, Math.max(called, seal.winners + seal.alternates)), 'V8',
    'the ranking does not show exactly the winners, alternates and whoever was called')
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

const voidMark = F => H(`SEALED-CLUE/1 void\n${F}\n`)
const voidReason = (F, reason) => H(`SEALED-CLUE/1 reason\n${F}\n${reason}\n`)
const eventPayload = (F, type, rank, code, next) => H(`SEALED-CLUE/1 ${type}\n${F}\n${rank}\t${code}\t${next ?? '-'}\n`)

// V11: a clue contest stands in the journal of draws as things that came in.
class ClueJournal {
  constructor (certificate, seal, n) {
    this.certificate = certificate
    this.seal = seal
    this.n = n
    this.entries = certificate.journal.entries
  }

  before (i) {
    return i > 0 ? this.entries[i - 1].entry : this.certificate.journal.prev
  }

  find (payload, from = 0) {
    return this.entries.flatMap((entry, i) => i >= from && entry.type === 'IMPORT' && entry.payload === payload ? [i] : [])
  }

  standsAsSealed (i, seal) {
    return timeOf(this.entries[i].utc) === seal.sealed_s && this.before(i) === seal.journal
  }

  async checkLinks () {
    isJournal(this.entries.length > 0, 'the journal is empty')
    isJournal(this.entries[0].seq === 1 && this.certificate.journal.prev === NO_ENTRY, 'the journal is not shown from its beginning')
    const digests = await eachOf(this.entries.length, i => {
      const { seq, utc, type, payload } = this.entries[i]
      return H(`SEALED-DRAW/1 journal\n${this.before(i)}\n${seq}\n${utc}\n${type}\n${payload}\n`)
    })
    this.entries.forEach((entry, i) => {
      isJournal(i === 0 || entry.seq === this.entries[i - 1].seq + 1, 'entries of the journal are missing')
      isJournal((entry.type === 'GENESIS') === (entry.seq === 1), 'a journal begins with GENESIS, and has it nowhere else')
      isJournal(entry.entry === digests[i], `entry ${entry.seq} of the journal was changed`)
    })
  }

  async checkOwn () {
    const { answer, entries_sha256: entries, ranking_sha256: ranking } = this.certificate
    const seals = this.find(this.seal.F)
    isJournal(seals.length === 1 && this.standsAsSealed(seals[0], this.seal),
      'the journal does not hold this seal once, at its time, behind the entry that it names')
    const results = this.find(await H(`SEALED-CLUE/1 result\n${this.seal.F}\n${answer.nonce}\n${entries}\n${ranking}\n`))
    isJournal(results.length === 1 && results[0] > seals[0] && timeOf(this.entries[results[0]].utc) >= this.seal.end_s,
      'the journal does not hold this result once, after the end')
    this.own = seals[0]
    this.result = results[0]
  }

  async checkVoided () {
    let at = 0
    for (const voided of this.certificate.voided) {
      const seal = await parseClueSeal(voided.seal).catch(() => null)
      isJournal(seal !== null && seal.F === voided.seal_sha256, 'a void seal is not given in full')
      const seals = this.find(seal.F)
      isJournal(seals.length === 1 && seals[0] < this.own && seals[0] >= at && this.standsAsSealed(seals[0], seal),
        'a void seal does not stand where it says in the journal')
      const marks = this.find(await voidMark(seal.F), seals[0])
      const why = marks.length === 1 ? this.entries[marks[0] + 1] : undefined
      isJournal(why !== undefined && why.type === 'IMPORT' && why.payload === await voidReason(seal.F, voided.reason) &&
        timeOf(this.entries[marks[0]].utc) === timeOf(voided.utc), 'a seal that is listed as void is not void in the journal')
      at = seals[0] + 1
    }
    await this.checkNothingHidden()
  }

  // A void seal that is not told leaves its mark all the same: every entry could be a seal.
  async checkNothingHidden () {
    const imports = this.entries.filter(entry => entry.type === 'IMPORT')
    const payloads = new Set(imports.map(entry => entry.payload))
    const listed = new Set(this.certificate.voided.map(voided => voided.seal_sha256))
    for (let i = 0; i <= this.own; i++) {
      const { type, payload } = this.entries[i]
      if (type !== 'IMPORT' || !payloads.has(await voidMark(payload))) continue
      isJournal(i !== this.own, 'this contest was declared void')
      isJournal(listed.has(payload), 'the journal has a void seal that the certificate hides')
    }
  }

  // Ranks and codes are few: what is in the journal and not told can be guessed.
  async guessEvents () {
    const ranks = Math.min(this.certificate.ranking.length, 1000)
    const most = Math.min(this.certificate.events.length, ranks)
    const guesses = new Set()
    for (let rank = 1; rank <= ranks; rank++) {
      for (const code of EVENT_CODES) {
        for (let j = 0; j <= most + 1; j++) {
          const next = j > 0 && this.seal.winners + j <= this.n ? this.seal.winners + j : null
          guesses.add(await eventPayload(this.seal.F, 'declined', rank, code, next))
          guesses.add(await eventPayload(this.seal.F, 'disqualified', rank, code, next))
        }
      }
    }
    return guesses
  }

  async checkEvents () {
    const { events } = this.certificate
    let guesses = null
    let next = 0
    for (const entry of this.entries.slice(this.result + 1)) {
      if (entry.type !== 'IMPORT') continue
      const event = events[next]
      if (event !== undefined && timeOf(entry.utc) === timeOf(event.utc) &&
        entry.payload === await eventPayload(this.seal.F, event.type, event.rank, event.code, event.replaced_by)) {
        next++
        continue
      }
      guesses ??= await this.guessEvents()
      isJournal(!guesses.has(entry.payload), 'the journal has an event that the certificate does not tell')
    }
    isJournal(next === events.length, 'the certificate tells an event that is not in the journal')
  }
}

async function checkClueJournal (certificate, seal, n) {
  const journal = new ClueJournal(certificate, seal, n)
  await journal.checkLinks()
  await journal.checkOwn()
  await journal.checkVoided()
  await journal.checkEvents()
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
  await checkClueJournal(certificate, seal, ranked.length)
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
    void_seals: certificate.voided.length,
    events: certificate.events,
    claims: certificate.prior_publication.filter(proof => timeOf(proof.utc) < seal.start_s).map(({ type, utc, ref, token }) => ({ type, utc, ref, token })),
    handle: material.handle ? { id: material.handle, rank: rank > 0 ? rank : null } : null
  }
}
