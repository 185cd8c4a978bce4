/* SPDX-License-Identifier: GPL-3.0-or-later */
// Jetstream's /subscribe (v1 wire) with switches for the tests.
// https://github.com/bluesky-social/jetstream
import http from 'node:http'
import { need } from './modules.mjs'

const PING_MS = 30000
const PUMP_SLICE = 500

function matches(filter, event) {
  if (filter.dids.size > 0 && !filter.dids.has(event.did)) return false
  if (event.kind !== 'commit' || filter.collections.length === 0) return true
  return filter.collections.some((wanted) => wanted.endsWith('.*')
    ? event.commit.collection.startsWith(wanted.slice(0, -1))
    : event.commit.collection === wanted)
}

function filterOf(collections, dids, maxBytes) {
  if (collections.length > 100) throw new Error('too many wanted collections')
  if (dids.length > 10000) throw new Error('too many wanted DIDs')
  return { collections, dids: new Set(dids), maxBytes: Number(maxBytes) || 0 }
}

export class Jetstream {
  constructor({ ringMax = 200000 } = {}) {
    this.ringMax = ringMax
    this.ring = [] // { event, text }, oldest first
    this.firstIndex = 0 // running number of ring[0]
    this.lastTimeUs = 0
    this.readers = new Set()
    this.paused = false
    this.refusals = { left: 0, status: 503 }
    this.counts = { connections: 0, refused: 0, frames: 0, killed: 0 }
    this.requests = []
    this.listeners = []
  }

  get endIndex() {
    return this.firstIndex + this.ring.length
  }

  // Stamps the event, keeps it for later cursors and hands it to the readers.
  push(event) {
    this.lastTimeUs = Math.max(this.lastTimeUs + 1, Date.now() * 1000)
    const { did, kind, ...rest } = event
    const stamped = { did, time_us: this.lastTimeUs, kind, ...rest }
    this.ring.push({ event: stamped, text: JSON.stringify(stamped) })
    if (this.ring.length > this.ringMax) this.trim(this.ringMax)
    for (const listener of this.listeners) listener(stamped)
    for (const reader of this.readers) this.pump(reader)
    return stamped
  }

  trim(keep) {
    const surplus = Math.max(0, this.ring.length - keep)
    this.ring.splice(0, surplus)
    this.firstIndex += surplus
  }

  // Sends what the reader has not had; slices, so that a long replay does not
  // hold up the others.
  pump(reader) {
    if (this.paused || !reader.live || reader.pumping) return
    reader.next = Math.max(reader.next, this.firstIndex)
    for (let n = 0; reader.next < this.endIndex; n++) {
      if (n === PUMP_SLICE) {
        reader.pumping = true
        setImmediate(() => {
          reader.pumping = false
          this.pump(reader)
        })
        return
      }
      const { event, text } = this.ring[reader.next - this.firstIndex]
      reader.next++
      if (!matches(reader.filter, event)) continue
      if (reader.filter.maxBytes && Buffer.byteLength(text) > reader.filter.maxBytes) continue
      reader.socket.send(text)
      this.counts.frames++
    }
  }

  // The cursor is inclusive; one before the ring begins at the ring's start
  // without a word, one in the future means "live".
  indexOfCursor(cursor) {
    const found = this.ring.findIndex(({ event }) => event.time_us >= cursor)
    return found < 0 ? this.endIndex : this.firstIndex + found
  }

  accept(socket, request) {
    const query = new URL(request.url, 'http://x').searchParams
    const cursor = query.get('cursor')
    const reader = {
      socket,
      filter: filterOf(query.getAll('wantedCollections'), query.getAll('wantedDids'),
        query.get('maxMessageSizeBytes')),
      live: query.get('requireHello') !== 'true',
      next: cursor === null ? this.endIndex : this.indexOfCursor(Number(cursor)),
      pumping: false,
      waiting: cursor === null,
    }
    this.readers.add(reader)
    socket.on('close', () => this.readers.delete(reader))
    socket.on('error', () => this.readers.delete(reader))
    socket.on('message', (data) => this.onMessage(reader, data))
    this.pump(reader)
  }

  onMessage(reader, data) {
    try {
      const message = JSON.parse(data)
      if (message.type !== 'options_update') throw new Error('unknown message type')
      const { wantedCollections = [], wantedDids = [], maxMessageSizeBytes } = message.payload
      reader.filter = filterOf(wantedCollections, wantedDids, maxMessageSizeBytes)
      if (!reader.live && reader.waiting) reader.next = this.endIndex
      reader.live = true
      this.pump(reader)
    } catch (error) {
      reader.socket.close(1002, String(error.message).slice(0, 100))
    }
  }

  onUpgrade(request, socket, head) {
    const url = new URL(request.url, 'http://x')
    this.requests.push({ url: request.url, headers: request.headers, at_ms: Date.now() })
    if (this.requests.length > 1000) this.requests.shift()
    const refuse = (status, text) => {
      this.counts.refused++
      socket.end(`HTTP/1.1 ${status} ${http.STATUS_CODES[status]}\r\nConnection: close\r\n` +
        `Content-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`)
    }
    if (this.refusals.left > 0) {
      this.refusals.left--
      return refuse(this.refusals.status, 'not now\n')
    }
    if (url.pathname !== '/subscribe') return refuse(404, 'not found\n')
    if (url.searchParams.get('compress') === 'true' || request.headers['socket-encoding']) {
      return refuse(400, 'this server does not compress\n')
    }
    try {
      filterOf(url.searchParams.getAll('wantedCollections'), url.searchParams.getAll('wantedDids'))
    } catch (error) {
      return refuse(400, `${error.message}\n`)
    }
    this.counts.connections++
    this.webSockets.handleUpgrade(request, socket, head, (ws) => this.accept(ws, request))
  }

  async listen(port) {
    const { WebSocketServer } = need('ws')
    this.webSockets = new WebSocketServer({ noServer: true, maxPayload: 10_000_000 })
    this.server = http.createServer((request, response) => {
      response.writeHead(request.url === '/' ? 200 : 404, { 'Content-Type': 'text/plain' })
      response.end('Jetstream double of the Coulisses rig\n')
    })
    this.server.on('upgrade', (request, socket, head) => this.onUpgrade(request, socket, head))
    await new Promise((resolve) => this.server.listen(port, resolve))
    setInterval(() => {
      for (const { socket } of this.readers) socket.ping()
    }, PING_MS).unref()
    return this.server.address().port
  }

  // how: "rst" and "fin" cut the connection, "close" says goodbye with a code.
  kill(how = 'fin', code = 1000) {
    const victims = [...this.readers]
    this.readers.clear()
    for (const { socket } of victims) {
      if (how === 'close') socket.close(code)
      else if (how === 'rst') socket._socket.resetAndDestroy()
      else socket._socket.destroy()
    }
    this.counts.killed += victims.length
    return victims.length
  }

  pause() {
    this.paused = true
  }

  // Readers get what was held back; with lose they go on at the live end.
  resume({ lose = false } = {}) {
    this.paused = false
    for (const reader of this.readers) {
      if (lose) reader.next = this.endIndex
      this.pump(reader)
    }
  }

  sendRaw(data, binary) {
    for (const { socket } of this.readers) socket.send(data, { binary })
    this.counts.frames += this.readers.size
    return this.readers.size
  }

  repeat(n) {
    const last = n > 0 ? this.ring.slice(-n) : []
    for (const reader of this.readers) {
      for (const { event, text } of last) {
        if (reader.live && matches(reader.filter, event)) reader.socket.send(text)
      }
    }
    return last.length
  }

  stats() {
    return { ...this.counts, readers: this.readers.size, ring: this.ring.length,
      events: this.endIndex, paused: this.paused, refusals_left: this.refusals.left,
      last_time_us: this.lastTimeUs }
  }
}
