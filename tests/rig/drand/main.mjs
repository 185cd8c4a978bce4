// SPDX-License-Identifier: GPL-3.0-or-later
// A drand beacon of the scheme and the times of quicknet, with a key of its own, behind several relays that
// misbehave when told to. Relays listen on different loopback addresses, which stand for different organisations.
// Environment: SECRET (64 hex digits: the same key at each start), MAX_S, RIG_STDIN=1. Prints "READY {json}".
//   GET  /<chain hash>/public/<round>   and /info                 on each relay
//   POST /control/mood?relay=0&mood=…                             on the first
//   GET  /control/asked                                            every request since the last time

import crypto from 'node:crypto'
import http from 'node:http'
import path from 'node:path'
import { createRequire } from 'node:module'

const require = createRequire(path.join(process.env.RIG_MODULES, 'package.json'))
const { bls12_381: bls } = require('@noble/curves/bls12-381')

const CHAIN = '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971'
const GENESIS_S = 1692803367
const PERIOD_S = 3
const DST = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_'
const HOSTS = ['127.0.0.1', '127.0.0.2', '127.0.0.1']

const order = bls.fields.Fr.ORDER
const seed = process.env.SECRET ?? crypto.randomBytes(32).toString('hex')
const secret = (BigInt('0x' + seed) % (order - 1n)) + 1n
const hex = bytes => Buffer.from(bytes).toString('hex')
const sha256 = bytes => crypto.createHash('sha256').update(bytes).digest()
const publicKey = hex(bls.G2.ProjectivePoint.BASE.multiply(secret).toRawBytes(true))
const latest = () => Math.floor((Date.now() / 1000 - GENESIS_S) / PERIOD_S) + 1

const moods = HOSTS.map(() => 'good')
let asked = []

function beacon (round) {
  const number = Buffer.alloc(8)
  number.writeBigUInt64BE(BigInt(round))
  const signature = bls.G1.hashToCurve(sha256(number), { DST }).multiply(secret).toRawBytes(true)
  return { round, randomness: hex(sha256(signature)), signature: hex(signature) }
}

// Each gives [status, body] or null to hang up.
const ANSWERS = {
  good: round => [200, JSON.stringify(beacon(round))],
  'not-yet-404': () => [404, '{}'],
  'not-yet-425': () => [425, '{}'],
  broken: () => [500, 'oops'],
  'other-round': round => [200, JSON.stringify(beacon(round + 1))],
  forged: round => [200, JSON.stringify({ ...beacon(round + 1), round })],
  'wrong-randomness': round => [200, JSON.stringify({ ...beacon(round), randomness: '0'.repeat(64) })],
  twice: round => [200, JSON.stringify(beacon(round)).replace('{', `{"round":${round},`)],
  huge: round => [200, JSON.stringify({ ...beacon(round), previous: 'x'.repeat(1 << 20) })],
  'not-json': () => [200, '<html>'],
  dead: () => null
}

function info () {
  return JSON.stringify({
    public_key: publicKey, period: PERIOD_S, genesis_time: GENESIS_S, hash: CHAIN, groupHash: CHAIN,
    schemeID: 'bls-unchained-g1-rfc9380', metadata: { beaconID: 'quicknet' }
  })
}

function control (url, response) {
  if (url.pathname === '/control/mood') moods[Number(url.searchParams.get('relay'))] = url.searchParams.get('mood')
  response.end(JSON.stringify(asked))
  if (url.pathname === '/control/asked') asked = []
}

function serve (relay, request, response) {
  const url = new URL(request.url, 'http://relay')
  const round = url.pathname.match(/\/public\/(latest|\d+)$/)?.[1]
  response.setHeader('content-type', 'application/json')
  if (url.pathname.startsWith('/control/')) return control(url, response)
  if (url.pathname.endsWith('/info')) return response.end(info())
  if (round === undefined) return response.writeHead(404).end('{}')
  const number = round === 'latest' || round === '0' ? latest() : Number(round)
  asked.push({ relay, path: url.pathname, at_ms: Date.now(), agent: request.headers['user-agent'], cache: request.headers['cache-control'] })
  const answer = number > latest() ? [425, '{}'] : ANSWERS[moods[relay]](number)
  if (answer === null) return request.socket.destroy()
  response.writeHead(answer[0], { 'cache-control': 'public, max-age=2' }).end(answer[1])
}

async function listen (relay) {
  const server = http.createServer((request, response) => serve(relay, request, response))
  await new Promise(resolve => server.listen(0, HOSTS[relay], resolve))
  return `http://${HOSTS[relay]}:${server.address().port}`
}

const relays = await Promise.all(HOSTS.map((host, relay) => listen(relay)))
console.log('READY ' + JSON.stringify({ relays, control: relays[0], public_key: publicKey, chain: CHAIN }))
setTimeout(() => process.exit(0), Number(process.env.MAX_S ?? 600) * 1000)
if (process.env.RIG_STDIN === '1') {
  process.stdin.on('end', () => process.exit(0))
  process.stdin.resume()
}
