import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request, type IncomingHttpHeaders } from 'node:http'
import { connect, type Socket } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { eventIterator, oc, type ContractRouterClient } from '@orpc/contract'
import { implement } from '@orpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { serveBrowserHost, socketOptions, type BrowserHost } from '#main/hosts/browser/serve.ts'
import { expectedHeaders } from '../../../support/expectedHeaders.ts'

const contract = {
  double: oc
    .input(z.object({ blob: z.instanceof(Blob) }))
    .output(z.object({ blob: z.instanceof(Blob), bytes: z.number() })),
  count: oc.input(z.number()).output(eventIterator(z.number())),
  failing: oc.input(z.enum(['at-once', 'later', 'no-error'])).output(z.number()),
  failingEvents: oc.output(eventIterator(z.number())),
}
const os = implement(contract)
const router = os.router({
  double: os.double.handler(({ input }) => ({ blob: new Blob([input.blob, input.blob]), bytes: input.blob.size })),
  count: os.count.handler(async function* ({ input }) {
    for (let number = 1; number <= input; number++) yield number
  }),
  failing: os.failing.handler(({ input }) => {
    if (input === 'later') return Promise.reject(new Error('later'))
    throw input === 'no-error' ? null : new Error('at once')
  }),
  failingEvents: os.failingEvents.handler(async function* () {
    yield 1
    throw new Error('between events')
  }),
})

async function drained(events: Promise<AsyncIterable<number>>): Promise<number[]> {
  const seen: number[] = []
  for await (const number of await events) seen.push(number)
  return seen
}

const keyOf = (url: URL | string): string => /^#key=(.+)$/.exec(new URL(url).hash)![1]!

let folder: string
let host: BrowserHost
let origin: string
let key: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fractureguard-page-'))
  const page = join(folder, 'page')
  await mkdir(join(page, 'assets'), { recursive: true })
  await writeFile(join(page, 'index.html'), '<!doctype html><title>The page</title>')
  await writeFile(join(page, 'assets', 'main-1234.js'), 'export {}')
  await writeFile(join(folder, 'secret.txt'), 'not for the page')
  host = await serveBrowserHost({ application: { router }, port: 0, pageDirectory: page })
  const url = new URL(host.url)
  origin = url.origin
  key = keyOf(url)
})

afterAll(async () => {
  await host.close()
  await rm(folder, { recursive: true })
})

type Answer = { status: number; headers: IncomingHttpHeaders; body: string }

/** A request whose path and headers go out exactly as given: fetch would tidy the one and forbid the other. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { port } = new URL(origin)
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => (body += text))
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }))
    })
    sent.on('error', reject)
    sent.end()
  })
}

type Opening = { key?: string | undefined; headers?: Record<string, string>; path?: string; protocols?: string[] }

/** Resolves with the open socket, or the status of the refusal. */
function openSocket({
  key: with_ = key,
  headers = {},
  path = '/rpc',
  protocols,
}: Opening): Promise<WebSocket | number> {
  return new Promise((resolve, reject) => {
    const offered = protocols ?? ['fractureguard', with_]
    const socket = new WebSocket(`${origin.replace('http', 'ws')}${path}`, offered, { headers })
    socket.on('open', () => resolve(socket))
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode!))
    socket.on('error', reject)
  })
}

/** What comes back for these very bytes; the connection's end where nothing does. */
function askRaw(bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = ''
    const raw = connect(Number(new URL(origin).port), '127.0.0.1', () => raw.write(bytes))
    raw
      .on('data', (part) => {
        answer += part.toString()
        raw.end()
      })
      .on('error', () => undefined)
      .on('close', () => resolve(answer.split('\r\n')[0]!))
  })
}

async function withClient<T>(use: (client: ContractRouterClient<typeof contract>) => Promise<T>): Promise<T> {
  const socket = await openSocket({ headers: { origin } })
  if (typeof socket === 'number') throw new Error(`refused with ${socket}`)
  try {
    return await use(createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket })))
  } finally {
    socket.close()
  }
}

describe('the key', () => {
  it('has 256 bits and stands behind the # of a loopback address, which is never sent', () => {
    expect(Buffer.from(key, 'base64url')).toHaveLength(32)
    expect(new URL(host.url).hostname).toBe('127.0.0.1')
    expect(host.url).toBe(`${origin}/#key=${key}`)
  })

  it('is no cookie, since a cookie goes to whatever listens on this machine', async () => {
    for (const path of ['/', '/index.html', '/assets/main-1234.js', '/other', `/?token=${key}`, `/?key=${key}`]) {
      const { headers, body } = await ask(path)
      expect(headers).not.toHaveProperty('set-cookie')
      expect(JSON.stringify(headers) + body).not.toContain(key)
    }
  })

  it('opens the socket, and nothing else does', async () => {
    const headers = { origin }
    const open = await openSocket({ headers })
    expect(open).toBeInstanceOf(WebSocket)
    // Not the key: what the host takes up stands in its answer.
    expect((open as WebSocket).protocol).toBe('fractureguard')
    ;(open as WebSocket).close()
    for (const wrong of [key.slice(1), `${key}A`, key.toLowerCase(), 'A'.repeat(43)])
      expect(await openSocket({ headers, key: wrong }), wrong).toBe(403)
    for (const protocols of [[], ['fractureguard'], [key], [key, 'fractureguard'], ['fractureguard', 'A', key]])
      expect(await openSocket({ headers, protocols }), protocols.join()).toBe(403)
    for (const other of [{ cookie: `fractureguard=${key}` }, { authorization: `Bearer ${key}` }] as Record<
      string,
      string
    >[])
      expect(await openSocket({ headers: { ...headers, ...other }, protocols: ['fractureguard'] })).toBe(403)
    expect(await openSocket({ headers, protocols: [], path: `/rpc?key=${key}` })).toBe(403)
  })

  it('is another one at another start', async () => {
    const other = await serveBrowserHost({ application: { router }, port: 0, pageDirectory: join(folder, 'page') })
    await other.close()
    expect(keyOf(other.url)).not.toBe(key)
  })
})

describe('the page files', () => {
  it('carry the whole content security policy and the other headers, whatever is answered', async () => {
    const whole = async (path: string, given: Record<string, string> = {}, method = 'GET') => {
      const {
        date: _,
        connection: _c,
        'keep-alive': _k,
        'content-length': _l,
        'transfer-encoding': _t,
        ...rest
      } = (await ask(path, given, method)).headers
      return rest
    }
    const file = { ...expectedHeaders, 'cache-control': 'no-cache', 'content-type': 'text/html; charset=utf-8' }
    const said = { ...expectedHeaders, 'cache-control': 'no-store', 'content-type': 'text/plain; charset=utf-8' }
    expect(await whole('/')).toEqual(file)
    expect(await whole('/', {}, 'HEAD')).toEqual(file)
    expect(await whole('/none.js')).toEqual(said)
    expect(await whole('//')).toEqual(said)
    expect(await whole('/', { host: 'rebound.example' })).toEqual(said)
    expect(await whole('/', {}, 'POST')).toEqual({ ...said, allow: 'GET, HEAD' })
  })

  it('are cached for good under assets/, where names carry a hash', async () => {
    const { status, headers } = await ask('/assets/main-1234.js')
    expect(status).toBe(200)
    expect(headers['content-type']).toMatch(/^text\/javascript/)
    expect(headers['cache-control']).toContain('immutable')
  })

  it('are all that can be had', async () => {
    for (const path of [
      '/../secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e/secret.txt',
      '/assets/../../secret.txt',
      '/..\\secret.txt',
      '/assets/none.js',
    ]) {
      const { status, body } = await ask(path)
      expect({ path, status }).toEqual({ path, status: 404 })
      expect(body).not.toContain('not for the page')
    }
    expect((await ask('//example.org/')).status).toBe(400)
  })

  it('answer paths of the page with the page', async () => {
    expect((await ask('/settings')).body).toContain('The page')
  })

  it('cannot be written', async () => {
    expect((await ask('/', {}, 'POST')).status).toBe(405)
  })
})

describe('who may ask', () => {
  it('refuses other host names, as a rebound name would send', async () => {
    for (const name of ['rebound.example', '127.0.0.1.example:80', 'localhost.example', '0.0.0.0', '[::]']) {
      expect((await ask('/', { host: name })).status).toBe(421)
    }
  })

  it('accepts the other end of a tunnel with another port', async () => {
    expect((await ask('/', { host: 'localhost:9999' })).status).toBe(200)
    const socket = await openSocket({ headers: { host: 'localhost:9999', origin: 'http://localhost:9999' } })
    expect(socket).toBeInstanceOf(WebSocket)
    ;(socket as WebSocket).close()
  })

  it('refuses sockets of another origin or none, of another host name, at another path', async () => {
    expect(await openSocket({})).toBe(403)
    expect(await openSocket({ headers: { origin: 'http://localhost:1' } })).toBe(403)
    expect(await openSocket({ headers: { origin: 'null' } })).toBe(403)
    expect(await openSocket({ headers: { origin: `${origin}.example` } })).toBe(403)
    const rebound = { origin: 'http://rebound.example', host: 'rebound.example' }
    expect(await openSocket({ headers: rebound })).toBe(421)
    expect(await openSocket({ headers: { origin }, path: '/other' })).toBe(404)
  })

  it('takes no message larger than a part of a file that is handed over, and unpacks none', () => {
    const { handleProtocols, ...options } = socketOptions
    expect(options).toEqual({ noServer: true, maxPayload: 16 * 2 ** 20, perMessageDeflate: false })
    expect(handleProtocols()).toBe('fractureguard')
  })

  it('survives what is no address and what is not HTTP, asked for as a page and as a socket', async () => {
    const upgrade = 'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x\r\n'
    const targets = ['/\\', '/\\[', '/\\:x', '/\\user@', '//', '//[', '/%', '/\t', 'http://[', '*', '?', '\\', '/\\%zz']
    for (const target of targets) {
      for (const more of ['', upgrade]) {
        for (const name of ['localhost', 'rebound.example', '[', '']) {
          const status = await askRaw(`GET ${target} HTTP/1.1\r\nHost: ${name}\r\n${more}\r\n`)
          expect(status, `${target} at ${name}`).toMatch(/^HTTP\/1\.1 (400|404|421|403|200) /)
          if (name === 'rebound.example' && !status.includes('400')) expect(status, target).toContain('421')
        }
      }
    }
    expect(await askRaw('GET /\\[ HTTP/1.1\r\nHost: localhost\r\n\r\n')).toBe('HTTP/1.1 400 Bad Request')
    expect(await askRaw(`GET /\\[ HTTP/1.1\r\nHost: localhost\r\n${upgrade}\r\n`)).toBe('HTTP/1.1 400 Bad Request')
    for (const bytes of [
      '\0\0\0\r\n\r\n',
      'GET\r\n\r\n',
      `GET /rpc HTTP/1.1\r\n${upgrade}\r\n`,
      'CONNECT a:1 HTTP/1.1\r\n\r\n',
    ])
      await askRaw(bytes)
    expect((await ask('/')).status).toBe(200)
  })

  it('survives who goes away in the middle, who breaks frames, and who sends too much', async () => {
    const port = Number(new URL(origin).port)
    const asking = `GET /rpc HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`
    for (let i = 0; i < 20; i++) {
      await new Promise<void>((resolve) => {
        const raw = connect(port, '127.0.0.1', () => raw.write(asking, () => raw.resetAndDestroy()))
        raw.on('error', () => undefined).on('close', () => resolve())
      })
    }
    const closing = async (send: (socket: WebSocket) => void): Promise<number> => {
      const socket = (await openSocket({ headers: { origin } })) as WebSocket
      const closed = new Promise<number>((resolve) => socket.on('close', resolve))
      socket.on('error', () => undefined)
      send(socket)
      return closed
    }
    // A frame with bits that mean nothing, and one that nobody masked.
    const rawOf = (socket: WebSocket) => (socket as unknown as { _socket: Socket })._socket
    expect(await closing((socket) => rawOf(socket).write(Buffer.of(0xff, 0xff, 0xff, 0xff)))).toBe(1002)
    expect(await closing((socket) => rawOf(socket).resetAndDestroy())).toBe(1006)
    expect(await closing((socket) => socket.send(Buffer.alloc(16 * 2 ** 20 + 1)))).toBe(1009)
    expect(await withClient((client) => drained(client.count(2)))).toEqual([1, 2])
  })

  it('does not listen on the machine’s outer addresses', async () => {
    const outer = Object.values(networkInterfaces())
      .flat()
      .filter((at) => at && !at.internal && at.family === 'IPv4')
    for (const { address } of outer as { address: string }[]) {
      const reached = new Promise((resolve) => {
        const raw = connect(Number(new URL(origin).port), address, () => resolve('reached'))
        raw.on('error', () => resolve('refused'))
      })
      expect(await reached).toBe('refused')
    }
  })

  it('says so when its port is taken', async () => {
    const port = Number(new URL(origin).port)
    await expect(
      serveBrowserHost({ application: { router }, port, pageDirectory: join(folder, 'page') }),
    ).rejects.toMatchObject({
      name: 'ProblemError',
      message: expect.stringContaining(`Port ${port} cannot be used`),
    })
  })
})

describe('the application behind the socket', () => {
  it('carries 15 MB there and twice that back', async () => {
    const bytes = new Uint8Array(15_000_000).map((_, index) => index % 251)
    const answer = await withClient((client) => client.double({ blob: new Blob([bytes]) }))
    expect(answer.bytes).toBe(bytes.length)
    const back = new Uint8Array(await answer.blob.arrayBuffer())
    expect(back).toHaveLength(2 * bytes.length)
    expect([back[250], back[251], back[bytes.length - 1], back[bytes.length]]).toEqual([
      250,
      0,
      bytes[bytes.length - 1],
      0,
    ])
  })

  it('streams events one by one', async () => {
    const numbers = await withClient(async (client) => {
      const seen: number[] = []
      for await (const number of await client.count(50)) seen.push(number)
      return seen
    })
    expect(numbers).toEqual(Array.from({ length: 50 }, (_, index) => index + 1))
  })

  it('ends a call that throws, and nothing else', async () => {
    await withClient(async (client) => {
      for (const how of ['at-once', 'later', 'no-error', 'between-events'] as const) {
        const failing = how === 'between-events' ? drained(client.failingEvents()) : client.failing(how)
        await expect(failing, how).rejects.toThrow()
      }
      expect(await drained(client.count(3))).toEqual([1, 2, 3])
    })
  })

  it('ends its sockets when it closes', async () => {
    const other = await serveBrowserHost({ application: { router }, port: 0, pageDirectory: join(folder, 'page') })
    const { origin: at } = new URL(other.url)
    const protocols = ['fractureguard', keyOf(other.url)]
    const socket = new WebSocket(`${at.replace('http', 'ws')}/rpc`, protocols, { headers: { origin: at } })
    await new Promise((resolve) => socket.on('open', resolve))
    const closed = new Promise((resolve) => socket.on('close', resolve))
    await other.close()
    await closed
    await expect(fetch(at)).rejects.toThrow()
  })
})
