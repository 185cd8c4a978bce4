// SPDX-License-Identifier: GPL-3.0-or-later
// V11: the journal shown proves that this draw is the only one of its seal, and hides no other.

const EVENT_CODES = ['declined', 'unreachable', 'under-age', 'household', ...EXCLUSIONS]
const isEventEntry = entry => entry.type === 'DECLINED' || entry.type === 'DISQUALIFIED'
const isJournal = (good, reason) => must(good, 'V11', reason)

class Journal {
  constructor (certificate, seal, n) {
    this.certificate = certificate
    this.seal = seal
    this.n = n
    this.entries = certificate.journal.entries
    this.phase = 'nothing'
    this.last = -1
    this.seals = 0
    this.result = -1
    this.rolled_s = null
    this.explained = new Set()
  }

  before (i) {
    return i > 0 ? this.entries[i - 1].entry : this.certificate.journal.prev
  }

  async checkLinks () {
    const first = this.entries[0]
    isJournal(first !== undefined, 'the journal is empty')
    isJournal((first.seq === 1) === (this.certificate.journal.prev === NO_ENTRY), 'entries of the journal are missing')
    isJournal(first.seq === 1 || first.type === 'SEAL', 'the journal is not shown from an earlier draw or from its beginning')
    this.otherDraws = first.seq > 1
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

  findOwnSeal () {
    const found = this.entries.flatMap((entry, i) => entry.type === 'SEAL' && entry.payload === this.seal.F ? [i] : [])
    isJournal(found.length === 1, 'the journal does not hold this seal exactly once')
    this.own = found[0]
    isJournal(this.before(this.own) === this.seal.journal, 'the seal does not stand behind the entry that it names')
    isJournal(timeOf(this.entries[this.own].utc) === this.seal.sealed_s, 'the journal has the seal at another time')
    isJournal(this.own > 0, 'the journal is not shown from an earlier draw or from its beginning')
  }

  enterSEAL (entry, i) {
    isJournal(this.phase !== 'sealed' && this.phase !== 'valued', 'a second seal was made before the first had an end')
    this.phase = 'sealed'
    this.last = i
    if (i <= this.own) this.seals++
  }

  async enterVALUE (entry) {
    isJournal(this.phase === 'sealed', 'the journal has a value without a seal, or two for one')
    this.phase = 'valued'
    if (this.last !== this.own) return
    isJournal(entry.payload === await H(`${this.seal.F}\n${this.certificate.value}\n`), 'the journal has another value')
    this.rolled_s = timeOf(entry.utc)
  }

  enterRESULT (entry, i) {
    isJournal(this.phase === 'valued', 'the journal has a result without a value, or two for one')
    this.phase = 'drawn'
    if (this.last === 0) this.firstDrawn = true
    if (this.last !== this.own) {
      this.otherDraws = true
      return
    }
    this.result = i
    isJournal(entry.payload === this.certificate.ranking_sha256, 'the journal has another result')
  }

  async enterVOID (entry, i) {
    isJournal(this.phase !== 'nothing', 'the journal declares a seal void that it does not hold')
    this.phase = 'nothing'
    isJournal(this.last !== this.own, 'this draw was declared void')
    if (i > this.own) return
    for (const voided of this.certificate.voided) {
      if (voided.seal_sha256 === this.entries[this.last].payload && timeOf(voided.utc) === timeOf(entry.utc) &&
        await H(`${voided.seal_sha256}\n${voided.reason}\n`) === entry.payload) {
        this.explained.add(voided)
        return
      }
    }
    isJournal(false, 'the journal has a void seal that the certificate hides')
  }

  async walk () {
    for (let i = 0; i < this.entries.length; i++) {
      const enter = this['enter' + this.entries[i].type]
      if (enter !== undefined) await enter.call(this, this.entries[i], i)
    }
    isJournal(this.entries[0].type !== 'SEAL' || this.firstDrawn === true,
      'the journal is not shown from an earlier draw or from its beginning')
    isJournal(this.result >= 0, 'the journal has no result for this seal')
    const seals = BigInt(this.seals)
    isJournal(this.entries[0].seq === 1 ? seals === this.seal.seals : seals <= this.seal.seals,
      'the seal counts other seals than the journal holds')
  }

  async checkVoided () {
    const digests = new Set()
    isJournal(BigInt(this.certificate.voided.length) < this.seal.seals, 'the seal counts other seals than the journal holds')
    for (const voided of this.certificate.voided) {
      isJournal(!digests.has(voided.seal_sha256), 'a void seal is listed twice')
      digests.add(voided.seal_sha256)
      await this.checkVoidedText(voided)
    }
  }

  async checkVoidedText (voided) {
    const seal = await parseSeal(voided.seal).catch(() => null)
    isJournal(seal !== null && seal.F === voided.seal_sha256, 'a void seal is not given in full')
    isJournal(voided.after_round_time === (seal.round !== null && timeOf(voided.utc) >= seal.round_s),
      'a void seal does not tell whether it was declared void after its round')
    const i = this.entries.findIndex((entry, at) => at < this.own && entry.type === 'SEAL' && entry.payload === seal.F)
    if (i < 0) {
      isJournal(this.entries[0].seq > 1, 'a seal that is listed as void is not in the journal')
      return
    }
    isJournal(this.before(i) === seal.journal && timeOf(this.entries[i].utc) === seal.sealed_s,
      'a void seal does not stand where it says in the journal')
    isJournal(this.explained.has(voided), 'a seal that is listed as void is not void in the journal')
  }

  async isEntryOf (entry, event) {
    const payload = await H(`${this.seal.F}\n${event.rank}\t${event.code}\t${event.replaced_by ?? '-'}\n`)
    return entry.type === event.type.toUpperCase() && timeOf(entry.utc) === timeOf(event.utc) && entry.payload === payload
  }

  // An entry of another draw cannot be read here; one of this draw that was left out can be guessed.
  async isHiddenEvent (entry) {
    const ranks = Math.min(this.certificate.ranking.length, 1000)
    for (let rank = 1; rank <= ranks; rank++) {
      for (const code of EVENT_CODES) {
        for (let j = 0; j <= this.certificate.events.length + 1; j++) {
          const next = this.seal.winners + j
          const payload = await H(`${this.seal.F}\n${rank}\t${code}\t${j > 0 && next <= this.n ? next : '-'}\n`)
          if (payload === entry.payload) return true
        }
      }
    }
    return false
  }

  async checkEvents () {
    const events = this.certificate.events
    let next = 0
    for (let i = this.result + 1; i < this.entries.length; i++) {
      const entry = this.entries[i]
      if (!isEventEntry(entry)) continue
      if (next < events.length && await this.isEntryOf(entry, events[next])) next++
      else isJournal(this.otherDraws && !await this.isHiddenEvent(entry), 'the journal has an event that the certificate does not tell')
    }
    isJournal(next === events.length, 'the certificate tells an event that is not in the journal')
  }
}

async function checkJournal (certificate, seal, n) {
  const journal = new Journal(certificate, seal, n)
  await journal.checkLinks()
  journal.findOwnSeal()
  await journal.walk()
  await journal.checkVoided()
  await journal.checkEvents()
  return journal.rolled_s
}
