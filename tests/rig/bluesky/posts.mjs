/* SPDX-License-Identifier: GPL-3.0-or-later */
// What exists: every live post that went over the stream, and made-up posts for
// load, whose authors have no account on the PDS.
import crypto from 'node:crypto'

export const POST = 'app.bsky.feed.post'
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'
const SORTABLE32 = '234567abcdefghijklmnopqrstuvwxyz'

function base32(bytes) {
  let bits = 0
  let value = 0
  let text = ''
  for (const byte of bytes) {
    value = (value << 8) | byte
    for (bits += 8; bits >= 5; bits -= 5) text += BASE32[(value >> (bits - 5)) & 31]
    value &= (1 << bits) - 1
  }
  return bits ? text + BASE32[(value << (5 - bits)) & 31] : text
}

const sha256 = (text) => crypto.createHash('sha256').update(text).digest()

// Well-formed, but the digest is of the JSON text, not of DAG-CBOR.
function madeUpCid(record) {
  const head = Buffer.from([1, 0x71, 0x12, 0x20])
  return 'b' + base32(Buffer.concat([head, sha256(JSON.stringify(record))]))
}

let lastTid = 0n
export function nextTid() {
  const now = BigInt(Date.now()) * 1000n << 10n
  lastTid = now > lastTid ? now : lastTid + 1n
  let text = ''
  for (let shift = 60n; shift >= 0n; shift -= 5n) text += SORTABLE32[Number(lastTid >> shift & 31n)]
  return text
}

export function tagFacets(text) {
  const facets = []
  for (const found of text.matchAll(/#([\p{L}\p{N}_]+)/gu)) {
    const byteStart = Buffer.byteLength(text.slice(0, found.index))
    facets.push({
      index: { byteStart, byteEnd: byteStart + Buffer.byteLength(found[0]) },
      features: [{ $type: 'app.bsky.richtext.facet#tag', tag: found[1] }],
    })
  }
  return facets
}

export function tagsOf(record) {
  const tags = Array.isArray(record?.tags) ? [...record.tags] : []
  for (const facet of Array.isArray(record?.facets) ? record.facets : []) {
    for (const feature of Array.isArray(facet?.features) ? facet.features : []) {
      if (feature?.$type === 'app.bsky.richtext.facet#tag') tags.push(feature.tag)
    }
  }
  return tags.filter((tag) => typeof tag === 'string').map((tag) => tag.toLowerCase())
}

export class Posts {
  constructor(jetstream) {
    this.jetstream = jetstream
    this.live = new Map() // uri -> { did, rkey, cid, record, version, seenUs }
    this.madeUp = new Map() // did -> handle
    this.jobs = []
    jetstream.listeners.push((event) => this.note(event))
  }

  note(event) {
    if (event.kind === 'account' && event.account?.active === false) {
      for (const [uri, post] of this.live) if (post.did === event.did) this.live.delete(uri)
    }
    if (event.kind !== 'commit' || event.commit.collection !== POST) return
    const { operation, rkey, cid, record } = event.commit
    const uri = `at://${event.did}/${POST}/${rkey}`
    const old = this.live.get(uri)
    if (operation === 'delete') this.live.delete(uri)
    else {
      this.live.set(uri, { did: event.did, rkey, cid, record,
        version: old ? old.version + 1 : 1, seenUs: old?.seenUs ?? event.time_us })
    }
  }

  truth(tag) {
    const wanted = tag?.toLowerCase()
    const found = []
    for (const [uri, { did, rkey, cid, record, version }] of this.live) {
      if (wanted && !tagsOf(record).includes(wanted)) continue
      found.push({ uri, did, rkey, cid, text: record?.text ?? '', version })
    }
    return found
  }

  author(number) {
    const did = 'did:plc:' + base32(sha256(`made-up author ${number}`)).slice(0, 24)
    this.madeUp.set(did, `invented-${number}.test`)
    return did
  }

  commit(did, operation, rkey, record) {
    const commit = { rev: nextTid(), operation, collection: POST, rkey }
    if (record) Object.assign(commit, { record, cid: madeUpCid(record) })
    return this.jetstream.push({ did, kind: 'commit', commit })
  }

  record(text, langs) {
    return { $type: POST, createdAt: new Date().toISOString(), facets: tagFacets(text), langs, text }
  }

  create(number, { tag, text, langs = ['fr'] }, n) {
    const did = this.author(number)
    const body = text ?? `Message ${n} 🎭 à l’entracte${tag ? ` #${tag}` : ''}`
    const rkey = nextTid()
    this.commit(did, 'create', rkey, this.record(body, langs))
    return { did, rkey, uri: `at://${did}/${POST}/${rkey}`, text: body, langs }
  }

  edit({ did, rkey, langs }, text) {
    this.commit(did, 'update', rkey, this.record(text, langs ?? ['fr']))
  }

  remove({ did, rkey }) {
    this.commit(did, 'delete', rkey)
  }

  // One step of a load job: a post, now and then followed by an edit or a
  // deletion of an earlier post of the same job.
  step(job) {
    const { options, made } = job
    const n = job.done++
    made.push(this.create(n % options.accounts, options, n))
    for (let i = 0; i < options.noise; i++) {
      this.create(options.accounts + i, { text: `Rien à voir ${n}/${i}` }, n)
    }
    if (made.length < 4) return
    const pick = (n * 7919) % (made.length - 1)
    if (n % 100 < options.deletes_percent) {
      this.remove(made[pick])
      made.splice(pick, 1)
    } else if (n % 100 >= 100 - options.edits_percent) {
      this.edit(made[pick], `${made[pick].text} (corrigé ${n})`)
    }
  }

  // rate 0: all at once.
  start({ count = 1, rate = 0, tag, text, accounts = 20, noise = 0,
    edits_percent = 0, deletes_percent = 0 }) {
    const job = { id: this.jobs.length + 1, done: 0, total: count, made: [], finished: null,
      options: { tag, text, accounts, noise, edits_percent, deletes_percent } }
    this.jobs.push(job)
    const startedMs = performance.now()
    job.finished = new Promise((resolve) => {
      const tick = () => {
        const elapsed = performance.now() - startedMs
        const due = rate > 0 ? Math.min(count, 1 + Math.floor(elapsed * rate / 1000)) : count
        while (job.done < due) this.step(job)
        if (job.done >= count) resolve()
        else setTimeout(tick, 2)
      }
      tick()
    })
    return job
  }
}
