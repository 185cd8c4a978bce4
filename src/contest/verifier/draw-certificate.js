// SPDX-License-Identifier: GPL-3.0-or-later
// V1: a certificate is JSON of the right format, no key twice, every member of its kind.

const LEVELS = ['unconfirmed', 'two-relays', 'signature-verified', 'not-applicable']
const ENTRY_TYPES = ['GENESIS', 'IMPORT', 'EXCLUSION', 'SEAL', 'VOID', 'VALUE', 'RESULT', 'DECLINED', 'DISQUALIFIED', 'EXPORT']
const NO_ENTRY = '0'.repeat(64)

const isString = v => typeof v === 'string'
const isNumber = min => v => typeof v === 'number' && v >= min
const isRank = v => isNumber(1)(v) && v <= 0x7fffffff
const isTime = v => timeOf(v) !== null
const orNull = test => v => v === null || test(v)
const orMissing = test => v => v === undefined || test(v)
const oneOf = words => v => words.includes(v)
const isHex = v => isString(v) && isHex64(v)
const listOf = shape => v => Array.isArray(v) && v.every(element => isShaped(element, shape))
const isObject = v => v !== null && typeof v === 'object' && !Array.isArray(v) && !(v instanceof JsonOther)

function isShaped (value, shape) {
  return isObject(value) && Object.entries(shape).every(([member, test]) => test(value[member]))
}

const isBase64 = v => isString(v) && v.length > 0 && v.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(v)

function areExclusions (v) {
  return isObject(v) && 'manual' in v &&
    Object.entries(v).every(([code, count]) => (code === 'manual' || EXCLUSIONS.includes(code)) && isNumber(0)(count))
}

const CERTIFICATE = {
  format: v => v === 'SEALED-DRAW/1 certificate',
  revision: isNumber(1),
  seal: isString,
  seal_sha256: isHex,
  value: isString,
  signature: orNull(v => isString(v) && isSignature(v)),
  relays: listOf({ url: isString, fetched_utc: isString, http_date: orMissing(orNull(isString)) }),
  beacon_check: v => isShaped(v, { level: oneOf(LEVELS), method: orNull(isString) }),
  seed: isHex,
  status: isString,
  ranking: listOf({
    rank: isRank,
    key: isHex,
    id: isString,
    role: oneOf(['winner', 'alternate', 'reserve']),
    proofs: v => Array.isArray(v) && v.every(isString)
  }),
  cutoff_key: orNull(isHex),
  ranking_sha256: isHex,
  exclusions: areExclusions,
  import: listOf({ platform: isString, announced: orNull(isNumber(0)), received: orNull(isNumber(0)) }),
  prior_publication: listOf({
    type: oneOf(['rfc3161', 'publication', 'witness', 'broadcast']),
    utc: isTime,
    ref: isString,
    token: orNull(isBase64)
  }),
  events: listOf({
    type: oneOf(['declined', 'disqualified']),
    rank: isRank,
    code: v => isString(v) && /^[a-z-]{1,32}$/.test(v),
    utc: isTime,
    replaced_by: orNull(isRank)
  }),
  voided: listOf({ seal: isString, seal_sha256: isHex, reason: isString, utc: isTime, after_round_time: v => typeof v === 'boolean' }),
  journal: v => isShaped(v, {
    prev: isHex,
    entries: listOf({ seq: isNumber(1), utc: isTime, type: oneOf(ENTRY_TYPES), payload: isHex, entry: isHex })
  }),
  software: v => isShaped(v, { name: isString, binary_sha256: orNull(isHex) })
}

function parseShaped (bytes, shape) {
  let certificate
  try {
    certificate = StrictJson.parse(decode(bytes, 'V1', 'the certificate'))
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal('V1', error.message)
  }
  must(isObject(certificate), 'V1', 'this is not a certificate of a draw')
  for (const [member, test] of Object.entries(shape)) {
    must(test(certificate[member]), 'V1', `"${member}" of the certificate is missing or of another kind`)
  }
  return certificate
}

const parseCertificate = bytes => parseShaped(bytes, CERTIFICATE)
