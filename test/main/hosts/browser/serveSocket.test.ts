import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createORPCClient } from '@orpc/client'
import { oc, type ContractRouterClient } from '@orpc/contract'
import { implement } from '@orpc/server'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { serveBrowserHost, type BrowserHost } from '#main/hosts/browser/serve.ts'
import { newFolder } from '../../../support/folder.ts'
import { takeKey } from '#renderer/base/connection/browserKey.ts'
import { ConnectionLostError } from '#renderer/base/connection/connection.ts'
import type { Transport } from '#renderer/base/connection/transport.ts'
import { openWebSocketTransport } from '#renderer/base/connection/webSocketTransport.ts'

const samples = 2500 * 3000
const sample = (seed: number, index: number) => (index * 31_337 + seed) % 65_521
const film = (seed: number) => Uint16Array.from({ length: samples }, (_, index) => sample(seed, index))
const isFilm = (seed: number, values: Uint16Array) =>
  values.length === samples && values.every((value, index) => value === sample(seed, index))

const contract = {
  film: oc
    .input(z.number())
    .output(
      z.object({ name: z.string(), values: z.instanceof(Uint16Array), planes: z.array(z.instanceof(Uint8Array)) }),
    ),
  waiting: oc.output(z.null()),
  turned: oc.input(z.instanceof(Blob)).output(z.object({ blob: z.instanceof(Blob) })),
}
const os = implement(contract)
/** What became of the call that waits. */
const fate: string[] = []
const router = os.router({
  film: os.film.handler(({ input }) => ({
    name: `Röntgen ${input}`,
    values: film(input),
    planes: [Uint8Array.of(input, 5), new Uint8Array()],
  })),
  waiting: os.waiting.handler(async ({ signal }) => {
    fate.push('begun')
    await sleep(60_000, undefined, { signal }).catch(() => fate.push('given up'))
    return null
  }),
  turned: os.turned.handler(async ({ input }) => ({
    blob: new Blob([new Uint8Array(await input.arrayBuffer()).reverse()]),
  })),
})

let host: BrowserHost
const replaceState = vi.fn()
const sockets: WebSocket[] = []
const transports: Transport[] = []

beforeAll(async () => {
  const pageDirectory = await newFolder()
  await writeFile(join(pageDirectory, 'index.html'), '')
  host = await serveBrowserHost({ application: { router }, port: 0, pageDirectory })
  const { origin, host: name, hash, pathname } = new URL(host.url)
  // What a browser adds by itself.
  class PageSocket extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols, { headers: { origin } })
      sockets.push(this)
    }
  }
  const kept = new Map<string, string>()
  vi.stubGlobal('location', { protocol: 'http:', host: name, hash, pathname })
  vi.stubGlobal('sessionStorage', { getItem: (name: string) => kept.get(name) ?? null, setItem: kept.set.bind(kept) })
  vi.stubGlobal('history', { state: null, replaceState })
  vi.stubGlobal('WebSocket', PageSocket)
  expect(takeKey()).toBe(true)
  expect(replaceState.mock.calls).toEqual([[null, '', '/']])
})
afterEach(() => transports.splice(0).forEach((transport) => transport.close()))
afterAll(async () => {
  vi.unstubAllGlobals()
  await host.close()
})

async function connect(): Promise<{
  client: ContractRouterClient<typeof contract>
  socket: WebSocket
  transport: Transport
}> {
  const transport = await openWebSocketTransport()
  transports.push(transport)
  return { client: createORPCClient(transport.link), socket: sockets.at(-1)!, transport }
}

describe('films on their way to the page', () => {
  it('arrive byte for byte, in the type that they have', async () => {
    const { name, values, planes } = await (await connect()).client.film(7)
    expect(name).toBe('Röntgen 7')
    expect(isFilm(7, values)).toBe(true)
    expect(planes).toEqual([Uint8Array.of(7, 5), new Uint8Array()])
  })

  it('do not get mixed up, two at once and among other answers', async () => {
    const { client } = await connect()
    const [first, blob, second] = await Promise.all([client.film(1), client.turned(new Blob(['abc'])), client.film(2)])
    expect([isFilm(1, first.values), isFilm(2, second.values), await blob.blob.text()]).toEqual([true, true, 'cba'])
  })

  it('are no longer waited for once their call is given up', async () => {
    const { client } = await connect()
    const given = new AbortController()
    const film = client.film(3, { signal: given.signal })
    const waiting = client.waiting(undefined, { signal: given.signal })
    await expect.poll(() => fate).toEqual(['begun'])
    given.abort()
    await expect(film).rejects.toThrow('abort')
    await expect(waiting).rejects.toThrow('abort')
    await expect.poll(() => fate).toEqual(['begun', 'given up'])
    expect((await client.film(4)).name).toBe('Röntgen 4')
  })

  it('cost nobody else anything when their page goes away in the middle of one', async () => {
    const { client, socket, transport } = await connect()
    const lost = client.film(5).catch((thrown: Error) => thrown.name)
    await sleep(20)
    socket.terminate()
    expect(await lost).toBe('AbortError')
    await transport.closed
    await expect(client.film(5)).rejects.toBeInstanceOf(ConnectionLostError)
    expect(isFilm(6, (await (await connect()).client.film(6)).values)).toBe(true)
  })
})

describe('what is no message', () => {
  it('ends its socket and not the program', async () => {
    for (const bytes of [
      '{',
      'null',
      Uint8Array.of(0, 0, 0, 0, 255, 255, 255, 255, 1),
      Uint8Array.of(255),
      '{"i":"1","p":{"u":5}}',
    ]) {
      const { socket } = await connect()
      const closed = once(socket, 'close')
      socket.send(bytes)
      await closed
    }
    expect((await (await connect()).client.turned(new Blob(['ab']))).blob.size).toBe(2)
  })
})
