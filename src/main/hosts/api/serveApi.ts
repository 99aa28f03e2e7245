import { createServer as createPlain, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecure } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { ProblemError } from '#shared/problem.ts'
import { Api, type ApiOptions } from './api.ts'
import { problemAnswer, type Answer } from './answer.ts'
import { isLoopback } from './loopback.ts'

export type ServeApiOptions = ApiOptions & {
  host: string
  /** 0 for any free one. */
  port: number
  /** PEM. */
  tls?: { cert: string; key: string } | undefined
}

export type ApiHost = { /** Without a path. */ url: string; close(): Promise<void> }

/** For the head of a request, and for all of it, milliseconds. */
const timeouts = { head: 15_000, whole: 10 * 60_000 }
/** How long a body that nobody wants may still come, so that its sender sees the answer, milliseconds. */
const longestDrain = 2_000

const securityHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
}

/**
 * Serves the HTTP API. Beyond this machine's own interface it must be encrypted, or stand behind a proxy that does it.
 * Throws 'wrong-use' where it would not, or its certificate cannot be used, 'not-readable' where the port is taken.
 */
export async function serveApi(options: ServeApiOptions): Promise<ApiHost> {
  const { host, port, tls, behindProxy } = options
  if (!tls && !behindProxy && !isLoopback(host)) throw new ProblemError('api-host-unprotected')
  const api = new Api(options)
  const server = made(tls, (request, response) => void respond(api, request, response))
  server.headersTimeout = timeouts.head
  server.requestTimeout = timeouts.whole
  // Whoever asks before sending a film is told at once what speaks against it.
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    void respond(api, request, response, () => response.writeContinue())
  })
  server.on('clientError', (_error, socket: Duplex) => refuse(socket))
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(new ProblemError('port-not-usable', { port }, { cause })))
    server.listen(port, host, resolve)
  })
  const at = server.address() as AddressInfo
  return {
    url: `${tls ? 'https' : 'http'}://${at.family === 'IPv6' ? `[${at.address}]` : at.address}:${at.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function made(
  tls: ServeApiOptions['tls'],
  onRequest: (request: IncomingMessage, response: ServerResponse) => void,
): Server {
  if (!tls) return createPlain(onRequest)
  try {
    return createSecure({ ...tls, minVersion: 'TLSv1.2' }, onRequest) as unknown as Server
  } catch (cause) {
    throw new ProblemError('api-certificate-unusable', { cause })
  }
}

async function respond(
  api: Api,
  request: IncomingMessage,
  response: ServerResponse,
  onWanted: () => void = () => undefined,
): Promise<void> {
  response.on('error', () => response.destroy())
  const answer = await api.answer(request, onWanted).catch((thrown: unknown) => problemAnswer(thrown))
  if (response.destroyed) return
  send(request, response, answer)
}

function send(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Answer): void {
  const unread = !request.complete
  response.writeHead(status, {
    ...securityHeaders,
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
    ...(unread ? { connection: 'close' } : {}),
  })
  response.end(request.method === 'HEAD' ? undefined : body)
  if (!unread) return
  // Closed at once, the answer would be lost to a sender that is still busy with its body.
  request.on('error', () => undefined)
  request.resume()
  const timer = setTimeout(() => request.destroy(), longestDrain)
  request.once('close', () => clearTimeout(timer))
}

/** For what is no HTTP, or a head that is too long or too slow: there is no request yet to answer. */
function refuse(socket: Duplex): void {
  socket.on('error', () => socket.destroy())
  if (!socket.writable) return void socket.destroy()
  const { headers, body } = problemAnswer(new ProblemError('request-not-understood'))
  const lines = ['HTTP/1.1 400 Bad Request', `Content-Type: ${headers!['content-type']}`, `Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close'] // prettier-ignore
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body as string}`)
}
