import { Agent, fetch, type BodyInit } from 'undici'
import { ProblemError } from '#shared/problem.ts'
import { readRegularFile } from '#main/files/index.ts'
import type { WebServer } from '../connection.ts'
import { slicesOf } from '../objects/slices.ts'

/** A server that says nothing, and takes nothing of what is sent, for so long is given up. */
const silenceMs = 30_000
const largestBytes = 2 ** 31

type Wish = { method?: 'POST'; accept: string; type?: string; body?: AsyncIterable<Uint8Array> }
export type Answer = { status: number; type: string; bytes: Buffer }
/** An answer of which the body comes as it is asked for. */
export type Coming = { status: number; type: string; body: AsyncIterable<Uint8Array> }

/** As `webAnswer`, with the whole answer in memory. */
export function webRequest(
  server: WebServer,
  path: string,
  wish: Wish,
  signal: AbortSignal,
  alsoFine: readonly number[] = [],
): Promise<Answer> {
  const collect = async ({ status, type, body }: Coming): Promise<Answer> => {
    const chunks: Uint8Array[] = []
    for await (const chunk of body) chunks.push(chunk)
    return { status, type, bytes: Buffer.concat(chunks) }
  }
  return webAnswer(server, path, wish, { signal, alsoFine, use: collect })
}

/**
 * One request to a DICOMweb server, whose answer is used as it comes. Rejects with 'pacs-unreachable', 'pacs-silent',
 * 'pacs-broke-off', 'pacs-login-refused', 'pacs-answer-too-large', or 'pacs-web-status' for other answers than 2xx and
 * those in `alsoFine`; and as `use` does.
 */
export async function webAnswer<T>(
  server: WebServer,
  path: string,
  { method, accept, type, body }: Wish,
  {
    signal,
    alsoFine = [],
    quietMs = silenceMs,
    use,
  }: { signal: AbortSignal; alsoFine?: readonly number[]; quietMs?: number; use(answer: Coming): Promise<T> },
): Promise<T> {
  const silence = new AbortController()
  const over = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const listen = (): void => {
    clearTimeout(timer)
    if (!over.signal.aborted) timer = setTimeout(() => silence.abort(), quietMs)
  }
  const failed = (id: 'pacs-broke-off' | 'pacs-unreachable', cause: unknown): unknown => {
    if (signal.aborted) return signal.reason
    return new ProblemError(silence.signal.aborted ? 'pacs-silent' : id, { cause })
  }
  const ask = async () =>
    fetch(`${server.url.replace(/\/+$/, '')}/${path}`, {
      method: method ?? 'GET',
      headers: { accept, ...(type ? { 'content-type': type } : {}), ...login(server) },
      ...(body === undefined ? {} : { body: slices(body, listen) as BodyInit, duplex: 'half' as const }),
      ...(server.ca === undefined ? {} : { dispatcher: await trusting(server, server.ca) }),
      // Elsewhere the secret must not go, nor films to a place that nobody configured.
      redirect: 'error',
      signal: AbortSignal.any([signal, silence.signal, over.signal]),
    })
  listen()
  try {
    const response = await ask().catch((cause: unknown) => {
      throw cause instanceof ProblemError ? cause : failed('pacs-unreachable', cause)
    })
    const { status } = response
    if (status === 401 || status === 403) throw new ProblemError('pacs-login-refused')
    if (!response.ok && !alsoFine.includes(status)) throw new ProblemError('pacs-web-status', { status })
    const coming = async function* (): AsyncGenerator<Uint8Array> {
      let length = 0
      try {
        for await (const chunk of response.body ?? []) {
          // The server need not be heard while what it said is written.
          clearTimeout(timer)
          length += chunk.length
          if (length > largestBytes) throw new ProblemError('pacs-answer-too-large')
          yield chunk
          listen()
        }
      } catch (cause) {
        throw cause instanceof ProblemError ? cause : failed('pacs-broke-off', cause)
      }
    }
    listen()
    return await use({ status, type: response.headers.get('content-type') ?? '', body: coming() })
  } finally {
    // What nobody wants to hear to its end.
    over.abort()
    clearTimeout(timer)
  }
}

/** A body in small parts; tells before each of them, which is asked for when the one before has gone. */
async function* slices(body: AsyncIterable<Uint8Array>, onSlice: () => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    for (const slice of slicesOf(chunk)) {
      onSlice()
      yield slice
    }
  }
}

/** One for each server, so that its connections are used again. */
const agents = new WeakMap<WebServer, Promise<Agent>>()
/** A file with certificates, bytes. */
const largestCa = 2 ** 20

/** Connects to whom these authorities vouch for. Rejects with the problem of a file that cannot be read. */
function trusting(server: WebServer, ca: string): Promise<Agent> {
  const known = agents.get(server)
  if (known) return known
  const made = readRegularFile(ca, { largest: largestCa }).then((bytes) => new Agent({ connect: { ca: bytes } }))
  agents.set(server, made)
  return made
}

function login({ user, secret }: WebServer): Record<string, string> {
  if (secret === undefined) return {}
  if (user === undefined) return { authorization: `Bearer ${secret}` }
  return { authorization: `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}` }
}
