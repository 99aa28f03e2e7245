import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request, type IncomingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { eventIterator, oc, type ContractRouterClient } from '@orpc/contract'
import { implement } from '@orpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { serveBrowserHost, type BrowserHost } from '#main/hosts/browser/serve.ts'

const contract = {
  double: oc
    .input(z.object({ blob: z.instanceof(Blob) }))
    .output(z.object({ blob: z.instanceof(Blob), bytes: z.number() })),
  count: oc.input(z.number()).output(eventIterator(z.number())),
}
const os = implement(contract)
const router = os.router({
  double: os.double.handler(({ input }) => ({ blob: new Blob([input.blob, input.blob]), bytes: input.blob.size })),
  count: os.count.handler(async function* ({ input }) {
    for (let number = 1; number <= input; number++) yield number
  }),
})

let folder: string
let host: BrowserHost
let origin: string
let token: string

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
  token = url.searchParams.get('token')!
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

async function enter(): Promise<string> {
  const answer = await ask(`/?token=${token}`)
  return answer.headers['set-cookie']![0]!.split(';')[0]!
}

/** Resolves with the open socket, or the status of the refusal. */
function openSocket(headers: Record<string, string>, path = '/rpc'): Promise<WebSocket | number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${origin.replace('http', 'ws')}${path}`, { headers })
    socket.on('open', () => resolve(socket))
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode!))
    socket.on('error', reject)
  })
}

async function withClient<T>(use: (client: ContractRouterClient<typeof contract>) => Promise<T>): Promise<T> {
  const socket = await openSocket({ cookie: await enter(), origin })
  if (typeof socket === 'number') throw new Error(`refused with ${socket}`)
  try {
    return await use(createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket })))
  } finally {
    socket.close()
  }
}

describe('the key', () => {
  it('has 256 bits and is printed with a loopback address', () => {
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(new URL(host.url).hostname).toBe('127.0.0.1')
  })

  it('is refused entry without it, with a page that says what to do', async () => {
    for (const path of [
      '/',
      '/index.html',
      '/assets/main-1234.js',
      '/?token=',
      `/?token=${token.slice(1)}`,
      `/other?token=${token}`,
    ]) {
      const { status, body } = await ask(path)
      expect({ path, status }).toEqual({ path, status: 403 })
      expect(body).toContain('Open the whole address that was printed')
      expect(body).not.toContain(token)
    }
  })

  it('becomes a cookie that scripts cannot read and other sites cannot use', async () => {
    const { status, headers } = await ask(`/?token=${token}`)
    expect(status).toBe(303)
    expect(headers.location).toBe('/')
    expect(headers['set-cookie']![0]).toMatch(
      /^fractureguard-[0-9a-f]{12}=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    )
  })

  it('is taken from a link of another site by a page, not by a redirect', async () => {
    const { status, body } = await ask(`/?token=${token}`, { 'sec-fetch-site': 'cross-site' })
    expect(status).toBe(200)
    expect(body).toContain('http-equiv="refresh"')
  })

  it('opens the page, whatever other cookies there are', async () => {
    const { status, body } = await ask('/', { cookie: `other=1; ${await enter()}; more=2` })
    expect(status).toBe(200)
    expect(body).toContain('The page')
    expect((await ask('/', { cookie: `${(await enter()).slice(0, -1)}` })).status).toBe(403)
  })

  it('is another one at another start', async () => {
    const other = await serveBrowserHost({ application: { router }, port: 0, pageDirectory: join(folder, 'page') })
    await other.close()
    expect(new URL(other.url).searchParams.get('token')).not.toBe(token)
  })
})

describe('the page files', () => {
  it('carry the content security policy and the other headers', async () => {
    const { headers } = await ask('/', { cookie: await enter() })
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'")
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['cache-control']).toBe('no-cache')
  })

  it('are cached for good under assets/, where names carry a hash', async () => {
    const { status, headers } = await ask('/assets/main-1234.js', { cookie: await enter() })
    expect(status).toBe(200)
    expect(headers['content-type']).toMatch(/^text\/javascript/)
    expect(headers['cache-control']).toContain('immutable')
  })

  it('are all that can be had', async () => {
    const cookie = await enter()
    for (const path of [
      '/../secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e/secret.txt',
      '/assets/../../secret.txt',
      '/..\\secret.txt',
      '/assets/none.js',
    ]) {
      const { status, body } = await ask(path, { cookie })
      expect({ path, status }).toEqual({ path, status: 404 })
      expect(body).not.toContain('not for the page')
    }
    expect((await ask('//example.org/', { cookie })).status).toBe(400)
  })

  it('answer paths of the page with the page', async () => {
    expect((await ask('/settings', { cookie: await enter() })).body).toContain('The page')
  })

  it('cannot be written', async () => {
    expect((await ask('/', { cookie: await enter() }, 'POST')).status).toBe(405)
  })
})

describe('who may ask', () => {
  it('refuses other host names, as a rebound name would send', async () => {
    for (const name of ['rebound.example', '127.0.0.1.example:80', 'localhost.example', '0.0.0.0', '[::]']) {
      expect((await ask('/', { cookie: await enter(), host: name })).status).toBe(421)
    }
  })

  it('accepts the other end of a tunnel with another port', async () => {
    expect((await ask('/', { cookie: await enter(), host: 'localhost:9999' })).status).toBe(200)
    const socket = await openSocket({ cookie: await enter(), host: 'localhost:9999', origin: 'http://localhost:9999' })
    expect(socket).toBeInstanceOf(WebSocket)
    ;(socket as WebSocket).close()
  })

  it('refuses sockets without cookie, of another origin or none, of another host name, at another path', async () => {
    const cookie = await enter()
    expect(await openSocket({ origin })).toBe(403)
    expect(await openSocket({ cookie })).toBe(403)
    expect(await openSocket({ cookie, origin: 'http://localhost:1' })).toBe(403)
    expect(await openSocket({ cookie, origin: 'null' })).toBe(403)
    expect(await openSocket({ cookie, origin: `${origin}.example` })).toBe(403)
    expect(await openSocket({ cookie, origin: 'http://rebound.example', host: 'rebound.example' })).toBe(421)
    expect(await openSocket({ cookie, origin }, '/other')).toBe(404)
  })

  it('survives what is not HTTP', async () => {
    const { port } = new URL(origin)
    for (const bytes of [
      'GET http://[ HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
      '\0\0\0\r\n\r\n',
    ]) {
      await new Promise<void>((resolve) => {
        const raw = connect(Number(port), '127.0.0.1', () => raw.write(bytes))
        raw
          .on('data', () => raw.end())
          .on('error', () => undefined)
          .on('close', () => resolve())
      })
    }
    expect((await ask('/')).status).toBe(403)
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

  it('ends its sockets when it closes', async () => {
    const other = await serveBrowserHost({ application: { router }, port: 0, pageDirectory: join(folder, 'page') })
    const { origin: at, searchParams } = new URL(other.url)
    const entered = await fetch(`${at}/?token=${searchParams.get('token')}`, { redirect: 'manual' })
    const cookie = entered.headers.get('set-cookie')!.split(';')[0]!
    const socket = new WebSocket(`${at.replace('http', 'ws')}/rpc`, { headers: { cookie, origin: at } })
    await new Promise((resolve) => socket.on('open', resolve))
    const closed = new Promise((resolve) => socket.on('close', resolve))
    await other.close()
    await closed
    await expect(fetch(at)).rejects.toThrow()
  })
})
