/* SPDX-License-Identifier: GPL-3.0-or-later */
// The PDS and the PLC directory listen on every interface and offer no setting
// for it. Imported first, this sends every TCP listener of the process to
// 127.0.0.1, whatever host the caller gave.
import net from 'node:net'

const listen = net.Server.prototype.listen

net.Server.prototype.listen = function (...args) {
  const [first] = args
  const isOptions = typeof first === 'object' && first !== null
  if (isOptions && ('path' in first || 'fd' in first || '_handle' in first)) {
    return listen.apply(this, args)
  }
  const done = args.findLast((a) => typeof a === 'function')
  const options = isOptions ? { ...first } : { port: Number(first) || 0 }
  options.host = '127.0.0.1'
  return listen.call(this, options, done)
}

// A port that is free now; the caller binds it at once.
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer()
    probe.on('error', reject)
    probe.listen(0, () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}
