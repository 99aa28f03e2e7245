import { Agent, fetch, type BodyInit } from 'undici'
import { ProblemError } from '#shared/problem.ts'
import { readRegularFile } from '#main/files/index.ts'
import type { WebServer } from '../connection.ts'

/** A server that says nothing for so long is given up. */
const silenceMs = 30_000
const largestBytes = 2 ** 31

type Wish = { method?: 'POST'; accept: string; type?: string; body?: AsyncIterable<Uint8Array> | Uint8Array }
export type Answer = { status: number; type: string; bytes: Buffer }

/**
 * One request to a DICOMweb server. Rejects with 'pacs-unreachable', 'pacs-silent', 'pacs-broke-off',
 * 'pacs-login-refused', or 'pacs-web-status' for other answers than 2xx and those in `alsoFine`.
 */
export async function webRequest(
  server: WebServer,
  path: string,
  { method, accept, type, body }: Wish,
  signal: AbortSignal,
  alsoFine: readonly number[] = [],
): Promise<Answer> {
  const silence = new AbortController()
  let timer = setTimeout(() => silence.abort(), silenceMs)
  const heard = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => silence.abort(), silenceMs)
  }
  let began = false
  try {
    const response = await fetch(`${server.url.replace(/\/+$/, '')}/${path}`, {
      method: method ?? 'GET',
      headers: { accept, ...(type ? { 'content-type': type } : {}), ...login(server) },
      ...(body === undefined ? {} : { body: body as BodyInit, duplex: 'half' as const }),
      ...(server.ca === undefined ? {} : { dispatcher: await trusting(server, server.ca) }),
      // Elsewhere the secret must not go, nor films to a place that nobody configured.
      redirect: 'error',
      signal: AbortSignal.any([signal, silence.signal]),
    })
    began = true
    heard()
    if (response.status === 401 || response.status === 403) throw new ProblemError('pacs-login-refused')
    if (!response.ok && !alsoFine.includes(response.status))
      throw new ProblemError('pacs-web-status', { status: response.status })
    const chunks: Uint8Array[] = []
    let length = 0
    for await (const chunk of response.body ?? []) {
      heard()
      length += chunk.length
      if (length > largestBytes) throw new ProblemError('pacs-answer-too-large')
      chunks.push(chunk)
    }
    return { status: response.status, type: response.headers.get('content-type') ?? '', bytes: Buffer.concat(chunks) }
  } catch (cause) {
    signal.throwIfAborted()
    if (cause instanceof ProblemError) throw cause
    if (silence.signal.aborted) throw new ProblemError('pacs-silent', { cause })
    throw new ProblemError(began ? 'pacs-broke-off' : 'pacs-unreachable', { cause })
  } finally {
    clearTimeout(timer)
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
