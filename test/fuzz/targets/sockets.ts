import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { encodeRequestMessage, MessageType } from '@orpc/standard-server-peer'
import { WebSocket } from 'ws'
import { createApplication } from '#main/app/application.ts'
import { serveBrowserHost } from '#main/hosts/browser/serve.ts'
import { socketProtocol } from '#shared/browserKey.ts'
import { requests } from '../../shared/contract/requests.ts'
import { newHome } from '../../support/home.ts'
import { launchFake } from '../../support/launchFake.ts'
import type { Taker, Target } from '../target.ts'
import { answerTo } from './answerTo.ts'

/** Not asked here: what goes to the network, tries engines in processes, or writes tens of megabytes. */
const left = /^(runtimes|engines|privacy)\.|^models\.(export|download|import|delete)$|^training\.estimate$/

/** The whole program behind its browser host, but for decoding and computing. */
async function served(): Promise<{ url: URL; key: string; stop(): Promise<void> }> {
  const home = await newHome()
  const pageDirectory = join(home, 'page-of-nothing')
  await mkdir(pageDirectory)
  await writeFile(join(pageDirectory, 'index.html'), '')
  // Relative paths of requests lie here.
  process.chdir(home)
  const application = await createApplication({ host: 'browser', home, launchCompute: launchFake })
  const host = await serveBrowserHost({ application, port: 0, pageDirectory })
  const url = new URL(host.url)
  return {
    url,
    key: url.hash.slice('#key='.length),
    stop: async () => {
      await host.close()
      await application.stop()
    },
  }
}

const target = (path: string): URL => new URL(`http://orpc/${path.replaceAll('.', '/')}`)
const asks = async (id: string, path: string, body: unknown): Promise<Uint8Array> => {
  const message = await encodeRequestMessage(id, MessageType.REQUEST, {
    url: target(path),
    headers: {},
    method: 'POST',
    body: { json: body },
  })
  return typeof message === 'string' ? new TextEncoder().encode(message) : new Uint8Array(message as ArrayBuffer)
}

export const socketMessages: Target = {
  name: 'socket message',
  text: true,
  seeds: async () => {
    const routes = Object.entries(requests).filter(([route]) => !left.test(route))
    const all = routes.flatMap(([route, { accepted, refused }]) =>
      [...accepted, ...refused.map(([request]) => request)].map((request) => asks('7', route, request)),
    )
    return Promise.all(all)
  },
  start: async (): Promise<Taker> => {
    const { url, key, stop } = await served()
    let socket: WebSocket | undefined
    const open = async (): Promise<WebSocket> => {
      if (socket?.readyState === WebSocket.OPEN) return socket
      socket = new WebSocket(`ws://${url.host}/rpc`, [socketProtocol, key], { headers: { origin: url.origin } })
      socket.on('error', () => undefined)
      await once(socket, 'open')
      return socket
    }
    return {
      take: async (bytes, index) => {
        const to = await open()
        const answered = Promise.withResolvers<string>()
        const hear = (data: Buffer): void => {
          const text = data.toString()
          if (text.includes('"code":"internal"'))
            answered.reject(new Error(`An error without a code: ${text.slice(0, 300)}`))
          // The answer to the question behind it: the program is there and hears this socket.
          if (text.includes(`"last${index}"`)) answered.resolve('answered')
        }
        const closed = (): void => answered.resolve('closed')
        to.on('message', hear)
        to.once('close', closed)
        // As a page sends it: text where it is text.
        if (index % 2 === 0) to.send(Buffer.from(bytes).toString('utf8'))
        else to.send(bytes)
        to.send(Buffer.from(await asks(`last${index}`, 'studies.list', undefined)).toString())
        try {
          return await answered.promise
        } finally {
          to.off('message', hear)
          to.off('close', closed)
        }
      },
      stop: async () => {
        socket?.terminate()
        await stop()
      },
    }
  },
}

const request = (line: string, host: string, more = ''): Uint8Array =>
  new TextEncoder().encode(`${line}\r\nHost: ${host}\r\n${more}\r\n`)

export const httpTargets: Target = {
  name: 'HTTP request',
  text: true,
  seeds: async () => {
    const upgrade = `Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${'A'.repeat(22)}==\r\n`
    return [
      request('GET / HTTP/1.1', '127.0.0.1:8080'),
      request('HEAD /index.html?x=1 HTTP/1.1', 'localhost'),
      request('GET /assets/index-abc.js HTTP/1.1', '[::1]:8080', 'Accept: */*\r\n'),
      request('POST /rpc HTTP/1.1', '127.0.0.1', 'Content-Length: 4\r\n'),
      request('GET /rpc HTTP/1.1', '127.0.0.1', `${upgrade}Origin: http://127.0.0.1\r\n`),
    ]
  },
  start: async (): Promise<Taker> => {
    const { url, stop } = await served()
    return {
      take: (bytes) => answerTo(url.origin, bytes, '/'),
      stop,
    }
  },
}
