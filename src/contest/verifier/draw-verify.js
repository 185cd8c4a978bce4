// SPDX-License-Identifier: GPL-3.0-or-later
// Checks V2 to V12 of SEALED-DRAW/1, R1 and R2, and the verdicts.

async function checkSeal (certificate) {
  const seal = await parseSeal(certificate.seal)
  must(seal.F === certificate.seal_sha256, 'V3', 'seal_sha256 is not the fingerprint of the seal')
  return seal
}

// A certificate that ranks everybody holds the list, in another order.
function rebuildList (certificate, seal) {
  if (seal.tickets || certificate.ranking.length !== seal.n) return null
  const keys = certificate.ranking.map(place => encoder.encode(place.id + '\n')).sort(compareBytes)
  const bytes = new Uint8Array(keys.reduce((sum, key) => sum + key.length, 0))
  keys.reduce((at, key) => { bytes.set(key, at); return at + key.length }, 0)
  return bytes
}

async function checkList (certificate, seal, given) {
  const bytes = given ?? rebuildList(certificate, seal)
  must(bytes !== null, null, 'the list is needed: add the file list.txt')
  const names = parseList(bytes, seal.salt, seal.tickets)
  must(names.length === seal.n, 'V5', `the list holds ${names.length} accounts, the seal says ${seal.n}`)
  must(await H(bytes) === seal.list, 'V5', 'the list is not the one that was sealed')
  return names
}

async function checkValue (certificate, seal) {
  const { value, signature, beacon_check: { level } } = certificate
  if (seal.round !== null) {
    must(signature !== null, 'V6', 'the signature of the beacon is missing')
    must(await H(bytesOfHex(signature)) === value, 'V6', 'the value is not the digest of the signature')
    must(level !== 'not-applicable', 'V6', 'a draw with the beacon says how the beacon was checked')
    return
  }
  must(signature === null && level === 'not-applicable', 'V6', 'a draw with dice has no signature and no beacon to check')
  const match = /^[0-9A-Z]{12,128}\/([0-9a-f]{64})$/.exec(value)
  must(match !== null && !value.includes('\n'), 'V6', 'the value is not dice, a slash and a secret number')
  must(await H(`SEALED-DRAW/1 commitment\n${match[1]}\n`) === seal.commitment, 'V6', 'the secret number is not the committed one')
}

async function keyOf (seed, name) {
  if (name.tickets === null) return H(`${seed}:${name.id}`)
  let smallest = null
  for (let j = 1; j <= name.tickets; j++) {
    const key = await H(`${seed}:${name.id}#${j}`)
    if (smallest === null || key < smallest) smallest = key
  }
  return smallest
}

async function rankNames (seed, names) {
  const keys = await eachOf(names.length, i => keyOf(seed, names[i]))
  const order = names.map((name, i) => i).sort((a, b) => keys[a] < keys[b] ? -1 : keys[a] > keys[b] ? 1 : a - b)
  return order.map(i => ({ key: keys[i], id: names[i].id }))
}

function roleOf (seal, rank) {
  return rank <= seal.winners ? 'winner' : rank <= seal.winners + seal.alternates ? 'alternate' : 'reserve'
}

function checkRanking (certificate, seal, ranked) {
  const shown = certificate.ranking
  must(shown.length >= Math.min(seal.winners + seal.alternates, ranked.length) && shown.length <= ranked.length,
    'V8', 'the ranking does not show every winner and alternate')
  shown.forEach((place, i) => {
    must(place.rank === i + 1, 'V8', `the ranking says ${place.rank} where rank ${i + 1} must be`)
    must(place.id === ranked[i].id, 'V8', `rank ${i + 1} belongs to another account`)
    must(place.key === ranked[i].key, 'V8', `the key of rank ${i + 1} is wrong`)
    must(place.role === roleOf(seal, i + 1), 'V8', `the role of rank ${i + 1} is wrong`)
  })
}

async function checkSummary (certificate, seal, ranked) {
  const n = ranked.length
  const status = n === 0 ? 'no-participants' : n < seal.winners ? 'fewer-participants-than-prizes' : 'ok'
  const digest = await H(ranked.map((place, i) => `${i + 1}\t${place.key}\t${place.id}\n`).join(''))
  must(certificate.cutoff_key === (n > 0 ? ranked[Math.min(seal.winners, n) - 1].key : null), 'V9', 'the cut-off key is wrong')
  must(certificate.ranking_sha256 === digest, 'V9', 'the digest of the ranking is wrong')
  must(certificate.status === status, 'V9', 'the status is wrong')
}

// The prize goes to the lowest rank that never held one; nobody else is moved.
function checkPrizeEvents (certificate, seal, n) {
  const givenUp = new Set()
  let called = Math.min(seal.winners, n)
  for (const event of certificate.events) {
    const next = called < n ? called + 1 : null
    must(event.rank <= called && !givenUp.has(event.rank), 'V10', `rank ${event.rank} gives up a prize that it does not hold`)
    must(event.replaced_by === next, 'V10', `the prize of rank ${event.rank} did not go to the next rank`)
    givenUp.add(event.rank)
    if (next !== null) called = next
  }
  return called
}

async function checkDocuments (seal, names, material) {
  if (material.rules) must(await H(material.rules) === seal.rules, 'V12', 'the rules are not the ones that were sealed')
  if (!material.activity) return
  must(await H(material.activity) === seal.activity, 'V12', 'the activity file is not the one that was sealed')
  const rows = parseActivity(material.activity)
  const listed = new Set(names.map(name => name.id))
  const sealedIds = await eachOf(rows.length, async i => seal.salt === null ? rows[i].id : 'h:' + await H(`${seal.salt}:${rows[i].id}`))
  rows.forEach((row, i) => { row.listed = listed.has(sealedIds[i]) })
  const known = material.threshold > 0 || material.top > 0
  if (names.length === 0 && !known) return
  const lowest = rows.reduce((least, row) => row.listed ? Math.min(least, row.score) : least, 0xffffffff)
  const chosen = chooseActive(rows, known ? material.threshold : lowest, material.top)
  must(chosen.length === names.length, 'V12', `by the activity file ${chosen.length} accounts take part, by the list ${names.length}`)
  must(chosen.every(row => row.listed), 'V12', 'the list leaves out an account that takes part by the activity file')
}

function checkReader (certificate, seal, material) {
  if (material.sealDigest) must(material.sealDigest === seal.F, 'R1', 'the fingerprint of the seal is not the one that you saw')
  if (material.signature) must(material.signature === certificate.signature, 'R2', 'the signature is not the one that you fetched')
}

// Verdicts

function beaconVerdict (certificate, seal) {
  if (seal.round === null) return { verdict: 'dice', result: 'not made' }
  if (checkBeacon(seal.round, certificate.signature, BEACON_KEY)) return { verdict: 'authentic', result: 'valid' }
  return { verdict: 'not authenticated', result: 'invalid' }
}

// What the operator says was public before; a browser without network can look at none of it, and does not check time stamps.
function claimsOf (certificate, limit_s) {
  return certificate.prior_publication
    .filter(proof => limit_s === null || timeOf(proof.utc) < limit_s)
    .map(({ type, utc, ref, token }) => ({ type, utc, ref, token }))
}

async function rankOf (handle, seal, ranked) {
  const id = seal.salt === null ? handle : 'h:' + await H(`${seal.salt}:${handle}`)
  const index = ranked.findIndex(place => place.id === id)
  return index >= 0 ? index + 1 : null
}

async function verifyOrThrow (material) {
  const certificate = parseCertificate(material.certificate)
  const seal = await checkSeal(certificate)
  const names = await checkList(certificate, seal, material.list ?? null)
  await checkValue(certificate, seal)
  must(await H(`SEALED-DRAW/1 seed\n${seal.F}\n${certificate.value}\n`) === certificate.seed, 'V7', 'the seed does not come from this seal and this value')
  const ranked = await rankNames(certificate.seed, names)
  checkRanking(certificate, seal, ranked)
  await checkSummary(certificate, seal, ranked)
  must(checkPrizeEvents(certificate, seal, ranked.length) <= certificate.ranking.length, 'V8', 'the ranking does not show every rank that was called')
  const rolled_s = await checkJournal(certificate, seal, ranked.length)
  await checkDocuments(seal, names, { threshold: 0, top: 0, ...material })
  checkReader(certificate, seal, material)
  const beacon = beaconVerdict(certificate, seal)
  return {
    verdicts: { computation: 'exact', beacon: beacon.verdict, prior_publication: 'not proven' },
    refused: null,
    draw: seal.draw,
    show: seal.show,
    organiser: seal.organiser,
    seal_sha256: seal.F,
    round: seal.round === null ? null : String(seal.round),
    signature: certificate.signature,
    value: certificate.value,
    seed: certificate.seed,
    ranking_sha256: certificate.ranking_sha256,
    status: certificate.status,
    participants: names.length,
    void_seals: certificate.voided.length,
    winners: ranked.slice(0, seal.winners),
    events: certificate.events,
    signature_check: { result: beacon.result, method: beacon.result === 'not made' ? null : BEACON_METHOD },
    claims: claimsOf(certificate, seal.round_s ?? rolled_s),
    handle: material.handle ? { id: material.handle, rank: await rankOf(material.handle, seal, ranked) } : null
  }
}

/* material: bytes of certificate, list, rules, activity, entries; texts sealDigest, signature, handle; numbers threshold, top.
   Everything but the certificate may be left out. */
async function verifyDraw (material) {
  const clue = isClue(material.certificate)
  try {
    return await (clue ? verifyClueOrThrow(material) : verifyOrThrow(material))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return {
      ...(clue ? { type: 'clue' } : {}),
      verdicts: { computation: 'refused', beacon: null, prior_publication: null },
      refused: { check: error.check, reason: error.message }
    }
  }
}
