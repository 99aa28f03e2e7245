import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Router } from '@orpc/server'
import { StandardRPCHandler } from '@orpc/server/standard'
import { WebSocketServer, type ServerOptions } from 'ws'
import { socketProtocol } from '#shared/browserKey.ts'
import { ProblemError } from '#shared/problem.ts'
import { loadPage, securityHeaders, type Page } from '#main/hosts/page.ts'
import { Access, hasLoopbackHost, isSameOrigin } from './access.ts'
import { serveSocket } from './serveSocket.ts'

export type BrowserHostOptions = {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- oRPC's own type for any router
  application: { router: Router<any, Record<never, never>>; connection?(state: 'opened' | 'closed'): void }
  /** 0 for any free one. */
  port: number
  /** Folder of the built page. */
  pageDirectory: string
}

export type BrowserHost = { /** With the key. */ url: string; close(): Promise<void> }

/** Of the page's sockets. A file is handed over in parts (see `studies.upload`), so that no message is large. */
export const socketOptions = {
  noServer: true,
  maxPayload: 16 * 2 ** 20,
  perMessageDeflate: false,
  handleProtocols: () => socketProtocol,
} satisfies ServerOptions

/**
 * Serves the page over HTTP to every browser on this machine, for it holds nothing but the program, and the application
 * over a WebSocket at /rpc, on 127.0.0.1 only, to whoever has the key in `url`. Whatever a request asks for, it ends at
 * most itself. Throws `ProblemError` 'not-readable' where the port is taken or may not be used.
 */
export async function serveBrowserHost({ application, port, pageDirectory }: BrowserHostOptions): Promise<BrowserHost> {
  const access = new Access()
  const page = await loadPage(pageDirectory)
  const rpc = new StandardRPCHandler(application.router)
  const sockets = new WebSocketServer(socketOptions)

  const server = createServer((request, response) => {
    response.on('error', () => response.destroy())
    try {
      answer(request, response, page)
    } catch {
      if (response.headersSent) response.destroy()
      else response.writeHead(500, { ...securityHeaders, 'cache-control': 'no-store' }).end()
    }
  })
  server.on('upgrade', (request, socket: Duplex, head) => {
    socket.on('error', () => socket.destroy())
    try {
      const refusal = refuseSocket(request, access)
      if (refusal) return void socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      sockets.handleUpgrade(request, socket, head, (client) => {
        // A message beyond the limit or a broken frame closes the socket, which the page sees.
        client.on('error', () => client.terminate())
        application.connection?.('opened')
        client.once('close', () => application.connection?.('closed'))
        serveSocket(rpc, client)
      })
    } catch {
      socket.destroy()
    }
  })

  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(portProblem(port, cause)))
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: access.address((server.address() as AddressInfo).port),
    close: () =>
      new Promise((resolve) => {
        for (const client of sockets.clients) client.terminate()
        sockets.close()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function portProblem(port: number, cause: unknown): ProblemError {
  return new ProblemError('port-not-usable', { port }, { cause })
}

/** Status line for a socket that is not wanted. */
function refuseSocket({ url, headers }: IncomingMessage, access: Access): string | undefined {
  if (!hasLoopbackHost(headers)) return '421 Misdirected Request'
  const pathname = pathOf(url)
  if (pathname === undefined) return '400 Bad Request'
  if (pathname !== '/rpc') return '404 Not Found'
  if (!isSameOrigin(headers) || !access.hasKey(headers)) return '403 Forbidden'
  return undefined
}

function answer(request: IncomingMessage, response: ServerResponse, page: Page): void {
  const send = (status: number, body: string | Uint8Array, headers: Record<string, string> = {}): void => {
    response.writeHead(status, {
      ...securityHeaders,
      'cache-control': 'no-store',
      ...(typeof body === 'string' ? { 'content-type': 'text/plain; charset=utf-8' } : {}),
      'content-length': String(Buffer.byteLength(body)),
      ...headers,
    })
    response.end(request.method === 'HEAD' ? undefined : body)
  }

  if (!hasLoopbackHost(request.headers)) return send(421, 'FractureGuard answers on this machine only.\n')
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return send(405, 'Only GET and HEAD are answered here.\n', { allow: 'GET, HEAD' })
  const pathname = pathOf(request.url)
  if (pathname === undefined) return send(400, 'This address cannot be read.\n')
  const { status, headers, body } = page(pathname)
  send(status, body, headers)
}

/**
 * The path of a request's target; undefined for what is none. A request line may name anything: `//` at its start,
 * which would be taken for a host, or what no URL can be made of.
 */
function pathOf(target: string | undefined): string | undefined {
  if (!target?.startsWith('/') || target.startsWith('//')) return undefined
  const url = URL.parse(target, 'http://localhost')
  return url?.host === 'localhost' ? url.pathname : undefined
}
