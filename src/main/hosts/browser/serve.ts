import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Router } from '@orpc/server'
import { StandardRPCHandler } from '@orpc/server/standard'
import { WebSocketServer } from 'ws'
import { ProblemError } from '#shared/problem.ts'
import { loadPage, securityHeaders, type Page } from '#main/hosts/page.ts'
import { Access, hasLoopbackHost, isSameOrigin } from './access.ts'
import { enteringPage, lockedPage } from './messages.ts'
import { serveSocket } from './serveSocket.ts'

/** Largest message that the page may send: an uploaded film. */
const maximumMessageBytes = 1 << 30

export type BrowserHostOptions = {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- oRPC's own type for any router
  application: { router: Router<any, Record<never, never>> }
  /** 0 for any free one. */
  port: number
  /** Folder of the built page. */
  pageDirectory: string
}

export type BrowserHost = { /** With the token. */ url: string; close(): Promise<void> }

/**
 * Serves the page over HTTP and the application over a WebSocket at /rpc, on 127.0.0.1 only, to whoever has the token
 * in `url`. Throws `ProblemError` 'not-readable' where the port is taken or may not be used.
 */
export async function serveBrowserHost({ application, port, pageDirectory }: BrowserHostOptions): Promise<BrowserHost> {
  const access = new Access()
  const page = await loadPage(pageDirectory)
  const rpc = new StandardRPCHandler(application.router)
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maximumMessageBytes, perMessageDeflate: false })

  const server = createServer((request, response) => answer(request, response, access, page))
  server.on('upgrade', (request, socket: Duplex, head) => {
    socket.on('error', () => socket.destroy())
    const refusal = refuseSocket(request, access)
    if (refusal) return void socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
    sockets.handleUpgrade(request, socket, head, (client) => {
      // A message beyond the limit or a broken frame closes the socket, which the page sees.
      client.on('error', () => client.terminate())
      serveSocket(rpc, client)
    })
  })

  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(portProblem(port, cause)))
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/?token=${access.token}`,
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
  if (parse(url)?.pathname !== '/rpc') return '404 Not Found'
  if (!hasLoopbackHost(headers)) return '421 Misdirected Request'
  if (!isSameOrigin(headers) || !access.hasCookie(headers)) return '403 Forbidden'
  return undefined
}

function answer(request: IncomingMessage, response: ServerResponse, access: Access, page: Page): void {
  const send = (status: number, body: string | Uint8Array, headers: Record<string, string> = {}): void => {
    const type =
      typeof body === 'string' ? (body.startsWith('<') ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8') : ''
    response.writeHead(status, {
      ...securityHeaders,
      'cache-control': 'no-store',
      ...(type ? { 'content-type': type } : {}),
      'content-length': String(Buffer.byteLength(body)),
      ...headers,
    })
    response.end(request.method === 'HEAD' ? undefined : body)
  }

  if (!hasLoopbackHost(request.headers)) return send(421, 'FractureGuard answers on this machine only.\n')
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return send(405, 'Only GET and HEAD are answered here.\n', { allow: 'GET, HEAD' })
  const url = parse(request.url)
  if (!url) return send(400, 'This address cannot be read.\n')
  if (url.pathname === '/' && access.isToken(url.searchParams.get('token'))) {
    const headers = { 'set-cookie': access.cookie() }
    // A link on another site started this: its redirect would not carry a strict cookie.
    if (request.headers['sec-fetch-site'] === 'cross-site') return send(200, enteringPage, headers)
    return send(303, '', { ...headers, location: '/' })
  }
  if (!access.hasCookie(request.headers)) return send(403, lockedPage)
  const { status, headers, body } = page(url.pathname)
  send(status, body, headers)
}

function parse(url: string | undefined): URL | undefined {
  // A request line may name anything, `//` at its start included, which would be taken for a host.
  return url?.startsWith('/') && !url.startsWith('//') ? new URL(url, 'http://localhost') : undefined
}
