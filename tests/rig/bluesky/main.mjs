/* SPDX-License-Identifier: GPL-3.0-or-later */
// PLC + PDS + AppView double + Jetstream double in one process.
// Environment (0 or absent: a free port): PDS_PORT, PLC_PORT, APPVIEW_PORT,
// JETSTREAM_PORT, CONTROL_PORT; RIG_PDS=0 leaves the PDS out; RATE_LIMITS=1;
// RING; MAX_S (600); RIG_STDIN=1 ends the servers with their standard input.
// Prints "READY {json}" once every server answers.
import './loopback.mjs'
import { freePort } from './loopback.mjs'
import { startPds, ADMIN_PASSWORD } from './pds.mjs'
import { followFirehose } from './firehose.mjs'
import { Jetstream } from './jetstream.mjs'
import { Posts } from './posts.mjs'
import { AppView } from './appview.mjs'
import { startControl } from './control.mjs'

const { env } = process
const startedMs = Date.now()
const portOf = async (name) => Number(env[name]) || freePort()
const local = (port) => `http://127.0.0.1:${port}`

let pds = null
let stopping = false

async function stop(code) {
  if (stopping) return
  stopping = true
  // After many writes the PDS can take long to close; its data is thrown away.
  setTimeout(() => {
    pds?.removeData()
    process.exit(code)
  }, 3000)
  await pds?.stop()
  process.exit(code)
}

process.on('SIGTERM', () => stop(0))
process.on('SIGINT', () => stop(0))
setTimeout(() => stop(0), Number(env.MAX_S || 600) * 1000)
if (env.RIG_STDIN === '1') process.stdin.resume().on('end', () => stop(0))

const withPds = env.RIG_PDS !== '0'
const [pdsPort, plcPort, appviewPort] =
  [await portOf('PDS_PORT'), await portOf('PLC_PORT'), await portOf('APPVIEW_PORT')]
const jetstream = new Jetstream({ ringMax: Number(env.RING || 200000) })
const posts = new Posts(jetstream)
const appview = new AppView({ pdsUrl: withPds ? local(pdsPort) : null, posts })

if (withPds) {
  pds = await startPds({ pdsPort, plcPort, appviewPort, rateLimits: env.RATE_LIMITS === '1' })
  followFirehose(local(pdsPort), (event) => jetstream.push(event), (error) => {
    if (stopping) return
    console.error(`rig: the firehose ended: ${error.message}`)
    stop(2)
  })
}
await appview.listen(appviewPort)
const jetstreamPort = await jetstream.listen(Number(env.JETSTREAM_PORT) || 0)
const controlPort = await startControl(
  { port: Number(env.CONTROL_PORT) || 0, jetstream, posts, appview })

console.log('READY ' + JSON.stringify({
  pds: withPds ? local(pdsPort) : null,
  plc: withPds ? local(plcPort) : null,
  appview: appview.url,
  jetstream: `ws://127.0.0.1:${jetstreamPort}`,
  control: local(controlPort),
  admin_password: ADMIN_PASSWORD,
  ready_ms: Date.now() - startedMs,
  rss_bytes: process.memoryUsage().rss,
}))
