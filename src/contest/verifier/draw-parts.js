// SPDX-License-Identifier: GPL-3.0-or-later
// SEALED-DRAW/1: digests, texts, seal, list, activity file. Everything refuses; nothing repairs.

const CHAIN = '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971'
const BEACON_KEY = '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d' +
  '1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a'
const GENESIS_S = 1692803367n
const PERIOD_S = 3n
const MIN_LEAD_S = 6
const MAX_LEAD_S = 7 * 24 * 60 * 60

class Refusal extends Error {
  constructor (check, reason) {
    super(reason)
    this.check = check
  }
}

function must (good, check, reason) {
  if (!good) throw new Refusal(check, reason)
}

// Digests

const encoder = new TextEncoder()

function hexOf (bytes) {
  let hex = ''
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0')
  return hex
}

function bytesOfHex (hex) {
  return Uint8Array.from(hex.match(/../g), pair => parseInt(pair, 16))
}

async function H (data) {
  const bytes = typeof data === 'string' ? encoder.encode(data) : data
  return hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
}

// Who wants to know how far a long computation is.
let tellProgress = () => {}

// Many at a time: each costs a visit to another thread.
async function eachOf (count, make) {
  const results = new Array(count)
  for (let start = 0; start < count; start += 4096) {
    const some = []
    for (let i = start; i < Math.min(start + 4096, count); i++) some.push(make(i))
    const done = await Promise.all(some)
    for (let i = 0; i < done.length; i++) results[start + i] = done[i]
    if (count > 4096) tellProgress(Math.min(start + 4096, count) / count)
  }
  return results
}

// Texts

const isHex64 = text => /^[0-9a-f]{64}$/.test(text)
const isSignature = text => /^[0-9a-f]{96}$/.test(text)
const isControl = c => c < 0x20 || (c >= 0x7f && c <= 0x9f)

function isText (text) {
  const length = encoder.encode(text).length
  return length >= 1 && length <= 200 && !text.startsWith(' ') && !text.endsWith(' ') &&
    ![...text].some(c => isControl(c.codePointAt(0)))
}

function decimal (text, max) {
  if (!/^(0|[1-9][0-9]{0,18})$/.test(text)) return null
  const number = BigInt(text)
  return number <= BigInt(max) ? number : null
}

// Seconds since 1970, or null.
function timeOf (text) {
  const match = typeof text === 'string' ? /^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})Z$/.exec(text) : null
  if (match === null) return null
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number)
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  if (year < 1 || date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day ||
    hour > 23 || minute > 59 || second > 59) return null
  return date.getTime() / 1000 + hour * 3600 + minute * 60 + second
}

// The seal

const isDigestOrDash = text => text === '-' || isHex64(text)
const SEAL_LINES = [
  ['draw', v => /^[A-Za-z0-9._-]{1,64}$/.test(v)],
  ['organiser', isText],
  ['show', isText],
  ['rules-sha256', isHex64],
  ['activity-sha256', isDigestOrDash],
  ['list-sha256', isHex64],
  ['list-count', v => decimal(v, 0xffffffff) !== null],
  ['list-form', v => v === 'clear' || /^pseudonym:[0-9a-f]{64}$/.test(v)],
  ['weighting', v => v === 'none' || v === 'tickets'],
  ['winners', v => decimal(v, 1000) !== null && v !== '0'],
  ['alternates', v => decimal(v, 1000) !== null],
  ['anchor', v => v === 'dice' || (v.startsWith(`drand-quicknet:${CHAIN}:`) &&
    decimal(v.slice(`drand-quicknet:${CHAIN}:`.length), 2n ** 60n - 1n) > 0n)],
  ['anchor-time', v => v === '-' || timeOf(v) !== null],
  ['stage-input', v => v === '-' || /^[0-9A-Z]{1,128}$/.test(v)],
  ['commitment', isDigestOrDash],
  ['journal', isHex64],
  ['journal-seals', v => decimal(v, 2n ** 63n - 1n) > 0n],
  ['sealed-at', v => timeOf(v) !== null],
  ['software', isText]
]

function checkBeaconAnchor (seal) {
  const lead = seal.round_s - seal.sealed_s
  must(BigInt(seal.round_s ?? -1) === GENESIS_S + (seal.round - 1n) * PERIOD_S, 'V4', 'anchor-time is not the time of the round')
  must(lead >= MIN_LEAD_S && lead <= MAX_LEAD_S, 'V4', 'the round must come 6 seconds to 7 days after the sealing')
  must(seal.commitment === null, 'V4', 'a draw with the beacon has no commitment')
}

function checkDiceAnchor (seal) {
  must(seal.round_s === null, 'V4', 'a draw with dice has no anchor-time')
  must(seal.stage === null, 'V4', 'a draw with dice has no stage-input')
  must(seal.commitment !== null, 'V4', 'a draw with dice needs a commitment')
}

async function parseSeal (text) {
  const lines = text.split('\n')
  const value = {}
  must(encoder.encode(text).length <= 8192, 'V2', 'a seal is a short text')
  must(lines.length === SEAL_LINES.length + 2 && lines[lines.length - 1] === '', 'V2', 'a seal has exactly 20 lines')
  must(lines[0] !== 'SEALED-DRAW/1 REHEARSAL', 'V2', 'this is a rehearsal: it counts for nothing')
  must(lines[0] === 'SEALED-DRAW/1', 'V2', 'the first line is not "SEALED-DRAW/1"')
  SEAL_LINES.forEach(([key, test], i) => {
    must(lines[i + 1].startsWith(key + ': '), 'V2', `line ${i + 2} is not "${key}"`)
    value[key] = lines[i + 1].slice(key.length + 2)
    must(test(value[key]), key === 'anchor' ? 'V4' : 'V2', `"${key}" has a value that it cannot have`)
  })
  const orNull = key => value[key] === '-' ? null : value[key]
  const seal = {
    text,
    F: await H(text),
    draw: value.draw,
    organiser: value.organiser,
    show: value.show,
    rules: value['rules-sha256'],
    activity: orNull('activity-sha256'),
    list: value['list-sha256'],
    n: Number(value['list-count']),
    salt: value['list-form'] === 'clear' ? null : value['list-form'].slice('pseudonym:'.length),
    tickets: value.weighting === 'tickets',
    winners: Number(value.winners),
    alternates: Number(value.alternates),
    round: value.anchor === 'dice' ? null : BigInt(value.anchor.split(':')[2]),
    round_s: timeOf(value['anchor-time']),
    stage: orNull('stage-input'),
    commitment: orNull('commitment'),
    journal: value.journal,
    seals: BigInt(value['journal-seals']),
    sealed_s: timeOf(value['sealed-at'])
  }
  if (seal.round !== null) checkBeaconAnchor(seal)
  else checkDiceAnchor(seal)
  return seal
}

// Ids and the list

const INVISIBLE = /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\u{e0000}-\u{e007f}\u{e0100}-\u{e01ef}]/u
const SPACE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/

function isClearId (id) {
  const match = /^([a-z0-9]{1,16}):(.+)$/su.exec(id)
  if (match === null || match[1] === 'h') return false
  const handle = match[2]
  if (encoder.encode(handle).length > 200 || /[A-Z#]/.test(handle) || INVISIBLE.test(handle)) return false
  if (/^[@\uff20]/.test(handle) || handle.startsWith(' ') || handle.endsWith(' ')) return false
  return ![...handle].some(c => isControl(c.codePointAt(0)) || (c !== ' ' && SPACE.test(c)))
}

function compareBytes (a, b) {
  const shorter = Math.min(a.length, b.length)
  for (let i = 0; i < shorter; i++) if (a[i] !== b[i]) return a[i] - b[i]
  return a.length - b.length
}

function decode (bytes, check, what) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (error) {
    throw new Refusal(check, `${what} is not UTF-8`)
  }
}

function linesOf (bytes, check, what) {
  if (bytes.length === 0) return []
  const lines = decode(bytes, check, what).split('\n')
  must(lines.pop() === '', check, `the last line of ${what} is not ended by a line feed`)
  return lines
}

function splitTickets (line, number) {
  const [id, tickets, ...more] = line.split('\t')
  const count = tickets === undefined ? null : decimal(tickets, 1000)
  must(more.length === 0 && count !== null && count > 0n, 'V5', `line ${number} of the list does not name 1 to 1000 tickets`)
  return [id, Number(count)]
}

function parseList (bytes, salt, tickets) {
  const names = []
  let before = null
  linesOf(bytes, 'V5', 'the list').forEach((line, i) => {
    const [id, count] = tickets ? splitTickets(line, i + 1) : [line, null]
    must(salt !== null ? /^h:[0-9a-f]{64}$/.test(id) : isClearId(id), 'V5', `line ${i + 1} of the list is not an id that can take part`)
    const key = encoder.encode(id)
    must(before === null || compareBytes(before, key) < 0, 'V5', `line ${i + 1} of the list is not in order, or is there twice`)
    before = key
    names.push({ id, tickets: count })
  })
  return names
}

// The activity file

const EXCLUSIONS = ['staff', 'partner', 'official', 'recent-winner', 'bot', 'invalid-id', 'new-account', 'moderation',
  'country', 'opt-out', 'duplicate']

function parseActivity (bytes) {
  let before = null
  return linesOf(bytes, 'V12', 'the activity file').map((line, i) => {
    const [id, score, kept, rejected, first, last, status, ...more] = line.split('\t')
    const code = status?.startsWith('excluded:') ? status.slice('excluded:'.length) : null
    must(more.length === 0 && status !== undefined && isClearId(id) &&
      [score, kept, rejected].every(number => decimal(number, 0xffffffff) !== null) && timeOf(first) !== null && timeOf(last) !== null &&
      (status === 'admissible' || (EXCLUSIONS.includes(code) && code !== 'invalid-id')),
    'V12', `line ${i + 1} of the activity file is not as it must be`)
    const key = encoder.encode(id)
    must(before === null || compareBytes(before, key) < 0, 'V12', `line ${i + 1} of the activity file is not in order, or is there twice`)
    before = key
    return { id, score: Number(score), admissible: status === 'admissible' }
  })
}

// Threshold, then the best N with everyone who is level with the last of them.
function chooseActive (rows, threshold, top) {
  const chosen = rows.filter(row => row.admissible && row.score >= threshold).sort((a, b) => b.score - a.score)
  if (top === 0 || chosen.length <= top) return chosen
  return chosen.filter(row => row.score >= chosen[top - 1].score)
}
