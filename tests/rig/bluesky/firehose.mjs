/* SPDX-License-Identifier: GPL-3.0-or-later */
// The PDS's firehose (binary frames of DAG-CBOR) as Jetstream events.
// https://atproto.com/specs/event-stream
// https://github.com/bluesky-social/jetstream
import { need } from './modules.mjs'

async function commitEvents(body) {
  const { readCar, cborToLexRecord } = need('@atproto/repo')
  const { lexToJson } = need('@atproto/lexicon')
  const { blocks } = await readCar(body.blocks, { skipCidVerification: true })
  const events = []
  for (const op of body.ops) {
    const slash = op.path.indexOf('/')
    const commit = {
      rev: body.rev,
      operation: op.action,
      collection: op.path.slice(0, slash),
      rkey: op.path.slice(slash + 1),
    }
    if (op.action !== 'delete') {
      const block = op.cid && blocks.get(op.cid)
      if (!block) continue
      commit.record = lexToJson(cborToLexRecord(block))
      commit.cid = op.cid.toString()
    }
    events.push({ did: body.repo, kind: 'commit', commit })
  }
  return events
}

// #identity and #account: the same members, without those that are not set.
function plainEvent(kind, names, body) {
  const inner = {}
  for (const name of names) {
    if (body[name] !== undefined && body[name] !== null) inner[name] = body[name]
  }
  return { did: body.did, kind, [kind]: inner }
}

export async function eventsOfFrame(bytes) {
  const { Frame } = need('@atproto/xrpc-server')
  const frame = Frame.fromBytes(bytes)
  if (!frame.isMessage()) return []
  switch (frame.type) {
    case '#commit':
      return commitEvents(frame.body)
    case '#identity':
      return [plainEvent('identity', ['did', 'handle', 'seq', 'time'], frame.body)]
    case '#account':
      return [plainEvent('account', ['active', 'did', 'seq', 'status', 'time'], frame.body)]
    default:
      return [] // #sync and #info have no form on the v1 wire
  }
}

// Reads the firehose from its beginning; onEvent gets the events in order.
export function followFirehose(pdsUrl, onEvent, onEnd) {
  const { WebSocket } = need('ws')
  const socket = new WebSocket(
    `${pdsUrl.replace('http', 'ws')}/xrpc/com.atproto.sync.subscribeRepos?cursor=0`)
  // Reading a CAR is asynchronous: one frame after the other keeps the order.
  let last = Promise.resolve()
  socket.on('message', (bytes) => {
    last = last.then(async () => {
      for (const event of await eventsOfFrame(bytes)) onEvent(event)
    }).catch((error) => onEnd(error))
  })
  socket.on('error', (error) => onEnd(error))
  socket.on('close', () => onEnd(new Error('the PDS closed its firehose')))
  return socket
}
