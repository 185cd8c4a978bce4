/* SPDX-License-Identifier: GPL-3.0-or-later */
// The tests' switches for the Jetstream and AppView doubles (README.md).
import http from 'node:http'

const BODY_MAX = 64 * 1024 * 1024

async function readBody(request) {
  const chunks = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > BODY_MAX) throw new Error('body too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const number = (query, name, otherwise) =>
  query.has(name) ? Number(query.get(name)) : otherwise

function jetstreamSwitches(jetstream) {
  return {
    'POST kill': (query) => ({ killed: jetstream.kill(query.get('how') ?? 'fin',
      number(query, 'code', 1000)) }),
    'POST pause': () => jetstream.pause(),
    'POST resume': (query) => jetstream.resume({ lose: query.get('lose') === '1' }),
    'POST refuse': (query) => {
      jetstream.refusals = { left: number(query, 'n', 1), status: number(query, 'status', 503) }
    },
    'POST inject': (query, body) =>
      ({ readers: jetstream.sendRaw(query.get('binary') === '1' ? body : body.toString(),
        query.get('binary') === '1') }),
    'POST event': (query, body) => jetstream.push(JSON.parse(body)),
    'POST repeat': (query) => ({ repeated: jetstream.repeat(number(query, 'n', 1)) }),
    'POST trim': (query) => jetstream.trim(number(query, 'keep', 0)),
  }
}

function postSwitches(posts) {
  const summary = ({ id, done, total, made }) =>
    ({ id, done, total, ...(total <= 100 && { posts: made.map(({ uri, text }) => ({ uri, text })) }) })
  const known = (uri) => {
    const post = posts.live.get(uri)
    if (!post) throw new Error(`no such post: ${uri}`)
    return post
  }
  return {
    'GET truth': (query) => posts.truth(query.get('tag')),
    'GET jobs': () => posts.jobs.map(summary),
    'POST post': async (query, body) => {
      const job = posts.start(JSON.parse(body))
      if (query.get('wait') !== '0') await job.finished
      return summary(job)
    },
    'POST edit': (query, body) => {
      const { uri, text } = JSON.parse(body)
      posts.edit(known(uri), text)
    },
    'POST delete': (query, body) => posts.remove(known(JSON.parse(body).uri)),
  }
}

function appviewSwitches(appview) {
  return {
    'POST label': (query, body) => {
      const { uri, val, src = 'did:plc:labelerlabelerlabeler22', neg } = JSON.parse(body)
      appview.labels = appview.labels.filter((label) => label.uri !== uri || label.val !== val)
      if (!neg) appview.labels.push({ src, uri, val, cts: new Date().toISOString() })
    },
    'POST hide': (query, body) => {
      const { uri, hidden = true } = JSON.parse(body)
      if (hidden) appview.hidden.add(uri)
      else appview.hidden.delete(uri)
    },
    'POST appview': (query) => {
      appview.fault = { left: number(query, 'n', 0), status: number(query, 'status', 503),
        delayMs: number(query, 'delay_ms', 0) }
    },
  }
}

export async function startControl({ port, jetstream, posts, appview }) {
  const table = {
    ...jetstreamSwitches(jetstream), ...postSwitches(posts), ...appviewSwitches(appview),
    'GET stats': () => ({ ...jetstream.stats(), posts: posts.live.size,
      appview_requests: appview.requests.length, rss_bytes: process.memoryUsage().rss }),
    'GET requests': () => ({ jetstream: jetstream.requests, appview: appview.requests }),
  }
  const server = http.createServer(async (request, response) => {
    const url = new URL(request.url, 'http://x')
    const send = (status, value) => {
      response.writeHead(status, { 'Content-Type': 'application/json' })
      response.end(JSON.stringify(value ?? {}))
    }
    const run = table[`${request.method} ${url.pathname.replace(/^\/control\//, '')}`]
    if (!run) return send(404, { error: 'no such control', known: Object.keys(table) })
    try {
      send(200, await run(url.searchParams, await readBody(request)))
    } catch (error) {
      send(400, { error: error.message })
    }
  })
  await new Promise((resolve) => server.listen(port, resolve))
  return server.address().port
}
