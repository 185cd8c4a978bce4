// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a signature is that of a round of the beacon (scheme bls-unchained-g1-rfc9380). Plain script: it needs
// the vendored `noble` and nothing else, so that it runs in a browser and in the app's helper process.

const BEACON_METHOD = '@noble/curves 1.6.0'

function checkBeacon (round, signature, publicKey) {
  const { bls12_381: bls, sha256 } = noble
  const DST = Uint8Array.from('BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_', c => c.charCodeAt(0))

  if (!/^[0-9a-f]{96}$/.test(signature) || !/^[0-9a-f]{192}$/.test(publicKey)) return false
  const message = new Uint8Array(8)
  new DataView(message.buffer).setBigUint64(0, BigInt(round))
  try {
    const point = bls.G1.ProjectivePoint.fromHex(signature)
    // Parsing refuses x ≥ p, points off the curve and outside the subgroup; it lets infinity pass.
    if (point.equals(bls.G1.ProjectivePoint.ZERO)) return false
    point.assertValidity()
    return bls.verifyShortSignature(point, sha256(message), publicKey, { DST }) === true
  } catch (error) {
    return false
  }
}
