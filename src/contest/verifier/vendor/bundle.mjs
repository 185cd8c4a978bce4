// SPDX-License-Identifier: GPL-3.0-or-later
// What of the two packages goes into noble-bls12-381.js.
export { bls12_381 } from '@noble/curves/bls12-381'
export { sha256 } from '@noble/hashes/sha256'
