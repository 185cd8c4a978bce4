/* SPDX-License-Identifier: GPL-3.0-or-later */
// A small double of Bluesky's AppView: getPosts, getProfile(s), resolveHandle
// and pictures. It stores nothing: the truth is asked of the PDS each time.
import http from 'node:http'
import { POST } from './posts.mjs'

const MAX_ITEMS = 25
const DOWN = new Set(['!takedown', '!suspend'])

class XrpcError extends Error {
  constructor(status, error, message) {
    super(message)
    this.status = status
    this.error = error
  }
}

export class AppView {
  constructor({ pdsUrl, posts }) {
    this.pdsUrl = pdsUrl
    this.posts = posts
    this.labels = [] // { src, uri, val, cts }
    this.hidden = new Set()
    this.fault = { left: 0, status: 503, delayMs: 0 }
    this.requests = []
  }

  async askPds(nsid, query) {
    if (!this.pdsUrl) return null
    const answer = await fetch(`${this.pdsUrl}/xrpc/${nsid}?${new URLSearchParams(query)}`,
      { signal: AbortSignal.timeout(10000) })
    if (answer.ok) return answer.json()
    await answer.arrayBuffer()
    if (answer.status >= 500) throw new XrpcError(502, 'UpstreamFailure', 'Upstream Failure')
    return null // unknown, deleted, taken down, deactivated
  }

  labelsOf(uri) {
    return this.labels.filter((label) => label.uri === uri)
  }

  image(preset, did, blob) {
    const cid = blob?.ref?.$link
    return cid ? `${this.url}/img/${preset}/plain/${did}/${cid}@jpeg` : undefined
  }

  // null: there is no such account, or it is not active
  async profile(did) {
    if (this.labelsOf(did).some(({ val }) => DOWN.has(val))) return null
    let handle = this.posts.madeUp.get(did)
    let value = {}
    if (handle) value = { displayName: `Invented ${handle.split('.')[0]}` }
    else {
      const repo = await this.askPds('com.atproto.repo.describeRepo', { repo: did })
      if (!repo) return null
      handle = repo.handleIsCorrect ? repo.handle : 'handle.invalid'
      const record = await this.askPds('com.atproto.repo.getRecord',
        { repo: did, collection: 'app.bsky.actor.profile', rkey: 'self' })
      value = record?.value ?? {}
    }
    return { did, handle, value, labels: this.labelsOf(did) }
  }

  profileBasic({ did, handle, value, labels }) {
    const view = { did, handle }
    if (value.displayName !== undefined) view.displayName = value.displayName
    const avatar = this.image('avatar', did, value.avatar)
    if (avatar) view.avatar = avatar
    return { ...view, labels, createdAt: value.createdAt ?? '2024-01-01T00:00:00.000Z' }
  }

  profileDetailed(profile) {
    const { did, value } = profile
    const postsCount = [...this.posts.live.values()].filter((post) => post.did === did).length
    return { ...this.profileBasic(profile), description: value.description ?? '',
      followersCount: 0, followsCount: 0, postsCount, indexedAt: new Date().toISOString() }
  }

  async record(did, rkey, collection = POST) {
    if (this.posts.madeUp.has(did)) {
      const post = this.posts.live.get(`at://${did}/${collection}/${rkey}`)
      return post && { uri: `at://${did}/${collection}/${rkey}`, cid: post.cid, value: post.record }
    }
    return this.askPds('com.atproto.repo.getRecord', { repo: did, collection, rkey })
  }

  async quoted(uri) {
    const view = await this.post(uri, 1)
    if (!view) return { $type: 'app.bsky.embed.record#viewNotFound', uri, notFound: true }
    const { record, embed, bookmarkCount, ...rest } = view
    return { $type: 'app.bsky.embed.record#viewRecord', ...rest, value: record,
      embeds: embed ? [embed] : [] }
  }

  async embed(did, embed, depth) {
    const type = `${embed?.$type}#view`
    switch (embed?.$type) {
      case 'app.bsky.embed.images':
        return { $type: type, images: embed.images.map(({ alt, image, aspectRatio }) => ({
          thumb: this.image('feed_thumbnail', did, image),
          fullsize: this.image('feed_fullsize', did, image),
          alt, ...(aspectRatio && { aspectRatio }) })) }
      case 'app.bsky.embed.external': {
        const { uri, title, description, thumb } = embed.external
        return { $type: type, external: { uri, title, description,
          ...(thumb && { thumb: this.image('feed_thumbnail', did, thumb) }) } }
      }
      case 'app.bsky.embed.record':
        return depth > 0 ? undefined : { $type: type, record: await this.quoted(embed.record.uri) }
      case 'app.bsky.embed.recordWithMedia':
        return { $type: type, media: await this.embed(did, embed.media, depth),
          ...(depth === 0 && { record: { record: await this.quoted(embed.record.record.uri) } }) }
      default:
        return undefined
    }
  }

  // null when the post must not be shown: the answer then leaves it out
  async post(uri, depth = 0) {
    const [, did, collection, rkey] = /^at:\/\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(uri) ?? []
    if (collection !== POST || this.hidden.has(uri)) return null
    const labels = this.labelsOf(uri)
    if (labels.some(({ val }) => DOWN.has(val))) return null
    const profile = await this.profile(did)
    const record = profile && await this.record(did, rkey)
    if (!record) return null
    const seenUs = this.posts.live.get(uri)?.seenUs
    const embed = await this.embed(did, record.value.embed, depth)
    return {
      uri: record.uri, cid: record.cid, author: this.profileBasic(profile), record: record.value,
      ...(embed && { embed }),
      bookmarkCount: 0, replyCount: 0, repostCount: 0, likeCount: 0, quoteCount: 0,
      indexedAt: seenUs ? new Date(seenUs / 1000).toISOString() : record.value.createdAt,
      labels,
    }
  }

  list(query, name) {
    const values = query.getAll(name)
    if (values.length === 0) {
      throw new XrpcError(400, 'InvalidRequest', `Error: Params must have the property "${name}"`)
    }
    if (values.length > MAX_ITEMS) {
      throw new XrpcError(400, 'InvalidRequest', `Error: ${name} must not have more than ${MAX_ITEMS} elements`)
    }
    return values
  }

  async didOf(actor) {
    if (actor.startsWith('did:')) return actor
    for (const [did, handle] of this.posts.madeUp) if (handle === actor) return did
    const found = await this.askPds('com.atproto.identity.resolveHandle', { handle: actor })
    return found?.did
  }

  async profiles(actors) {
    const found = await Promise.all(actors.map(async (actor) => {
      const did = await this.didOf(actor)
      return did ? this.profile(did) : null
    }))
    return found.filter(Boolean).map((profile) => this.profileDetailed(profile))
  }

  async answer(nsid, query, signedIn) {
    switch (nsid) {
      case 'app.bsky.feed.getPosts': {
        const found = await Promise.all(this.list(query, 'uris').map((uri) => this.post(uri)))
        const posts = found.filter(Boolean)
        if (signedIn) posts.forEach((post) => { post.viewer = { embeddingDisabled: false } })
        return { posts }
      }
      case 'app.bsky.actor.getProfiles':
        return { profiles: await this.profiles(this.list(query, 'actors')) }
      case 'app.bsky.actor.getProfile': {
        const [profile] = await this.profiles([query.get('actor') ?? ''])
        if (!profile) throw new XrpcError(400, 'InvalidRequest', 'Profile not found')
        return profile
      }
      case 'com.atproto.identity.resolveHandle': {
        const did = await this.didOf(query.get('handle') ?? '')
        if (!did) throw new XrpcError(400, 'InvalidRequest', 'Unable to resolve handle')
        return { did }
      }
      case 'app.bsky.feed.searchPosts': // the public AppView refuses it to strangers
        throw new XrpcError(403, 'Forbidden', 'Forbidden')
      default:
        throw new XrpcError(501, 'MethodNotImplemented', 'Method Not Implemented')
    }
  }

  async picture(response, did, cid) {
    const answer = await fetch(`${this.pdsUrl}/xrpc/com.atproto.sync.getBlob?` +
      new URLSearchParams({ did, cid }), { signal: AbortSignal.timeout(10000) })
    const body = Buffer.from(await answer.arrayBuffer())
    response.writeHead(answer.ok ? 200 : 404, {
      'Content-Type': answer.ok ? answer.headers.get('content-type') : 'application/json',
      'Content-Length': body.length })
    response.end(body)
  }

  async serve(request, response) {
    const url = new URL(request.url, 'http://x')
    this.requests.push({ url: request.url, method: request.method, headers: request.headers,
      at_ms: Date.now() })
    if (this.requests.length > 1000) this.requests.shift()
    const send = (status, body) => {
      const text = Buffer.from(JSON.stringify(body))
      response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8',
        'Content-Length': text.length })
      response.end(text)
    }
    try {
      if (this.fault.delayMs) await new Promise((done) => setTimeout(done, this.fault.delayMs))
      if (this.fault.left > 0) {
        this.fault.left--
        throw new XrpcError(this.fault.status, 'UpstreamFailure', 'Upstream Failure')
      }
      const image = /^\/img\/[a-z_]+\/plain\/([^/]+)\/([^/@]+)@jpeg$/.exec(url.pathname)
      if (image) return await this.picture(response, image[1], image[2])
      const [, nsid] = /^\/xrpc\/([\w.]+)$/.exec(url.pathname) ?? []
      if (!nsid) throw new XrpcError(404, 'NotFound', 'Not Found')
      send(200, await this.answer(nsid, url.searchParams, Boolean(request.headers.authorization)))
    } catch (error) {
      send(error.status ?? 500, { error: error.error ?? 'InternalServerError', message: error.message })
    }
  }

  async listen(port) {
    this.server = http.createServer((request, response) => {
      this.serve(request, response).catch((error) => response.destroy(error))
    })
    await new Promise((resolve) => this.server.listen(port, resolve))
    this.url = `http://127.0.0.1:${this.server.address().port}`
    return this.url
  }
}
