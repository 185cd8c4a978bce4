// SPDX-License-Identifier: GPL-3.0-or-later
// check.mjs URL PUBLIC-KEY CHAIN: the official client verifies a round and the newest one.

import path from 'node:path'
import { createRequire } from 'node:module'

const require = createRequire(path.join(process.env.RIG_MODULES, 'package.json'))
const { fetchBeacon, HttpCachingChain, HttpChainClient } = require('drand-client')

const [url, publicKey, chainHash] = process.argv.slice(2)
const options = { disableBeaconVerification: false, noCache: false, chainVerificationParams: { chainHash, publicKey } }
const client = new HttpChainClient(new HttpCachingChain(url, options), options)
for (const round of [5, undefined]) console.log('verified', (await fetchBeacon(client, round)).round)
