/* SPDX-License-Identifier: GPL-3.0-or-later */
// Bluesky's own personal data server with a PLC directory in memory.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { need } from './modules.mjs'
import { installSqliteShim } from './sqlite-shim.mjs'

export const ADMIN_PASSWORD = 'rig-admin'

async function pdsSettings({ pdsPort, plcPort, appviewPort, folder, rateLimits }) {
  const { Secp256k1Keypair } = need('@atproto/crypto')
  const rotation = await Secp256k1Keypair.create({ exportable: true })
  const recovery = await Secp256k1Keypair.create()
  return {
    devMode: true,
    hostname: 'localhost',
    port: pdsPort,
    dataDirectory: folder,
    blobstoreDiskLocation: path.join(folder, 'blobs'),
    didPlcUrl: `http://127.0.0.1:${plcPort}`,
    serviceHandleDomains: ['.test'],
    inviteRequired: false,
    adminPassword: ADMIN_PASSWORD,
    jwtSecret: 'rig-jwt-secret',
    plcRotationKeyK256PrivateKeyHex: Buffer.from(await rotation.export()).toString('hex'),
    recoveryDidKey: recovery.did(),
    // An app.bsky.* request of a signed-in user goes on to our AppView double.
    bskyAppViewUrl: `http://127.0.0.1:${appviewPort}`,
    bskyAppViewDid: 'did:web:appview.test',
    bskyAppViewCdnUrlPattern: `http://127.0.0.1:${appviewPort}/img/%s/plain/%s/%s@jpeg`,
    disableSsrfProtection: true,
    rateLimitsEnabled: Boolean(rateLimits),
  }
}

// Starts both servers; the answer's stop() ends them and removes their data.
export async function startPds({ pdsPort, plcPort, appviewPort, rateLimits }) {
  installSqliteShim()
  const pds = need('@atproto/pds')
  const plc = need('@did-plc/server')
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'coulisses-rig-pds-'))

  const directory = plc.PlcServer.create({ db: plc.Database.mock(), port: plcPort })
  await directory.start()
  const env = await pdsSettings({ pdsPort, plcPort, appviewPort, folder, rateLimits })
  const server = await pds.PDS.create(pds.envToCfg(env), pds.envToSecrets(env))
  await server.start()

  return {
    async stop() {
      try {
        await server.destroy()
        await directory.destroy()
      } finally {
        fs.rmSync(folder, { recursive: true, force: true })
      }
    },
    removeData: () => fs.rmSync(folder, { recursive: true, force: true }),
  }
}
