import type { IncomingMessage } from 'node:http'
import { ProblemError } from '#shared/problem.ts'

/** Media types of a film that is the whole body. The film's format is told by its bytes. */
export const filmTypes = [
  'application/octet-stream',
  'application/dicom',
  'image/jpeg',
  'image/png',
  'image/tiff',
  'image/bmp',
  'image/webp',
] as const

/** What separates the parts of a form, and their headers, bytes. */
const formOverhead = 16 * 1024

export type BodyLimits = {
  /** Of a film, bytes. */
  largest: number
  /** Between two pieces of a body, milliseconds. */
  silence: number
}

/** The film of a request: the whole body, or the part `film` of a form. Rejects with `wrong-use` or `too-large`. */
export async function filmOf(request: IncomingMessage, limits: BodyLimits): Promise<Uint8Array> {
  const type = mediaType(request)
  const isForm = type === 'multipart/form-data'
  if (!isForm && !(filmTypes as readonly string[]).includes(type)) throw new ProblemError('api-media-type')
  if (request.headers['content-encoding'] !== undefined) throw new ProblemError('api-media-type')
  const bytes = await wholeBody(request, isForm ? { ...limits, largest: limits.largest + formOverhead } : limits)
  const film = isForm ? await filmPart(bytes, request.headers['content-type']!) : bytes
  if (film.length === 0) throw new ProblemError('file-empty')
  if (film.length > limits.largest) throw tooLarge(limits)
  return film
}

export function mediaType({ headers }: IncomingMessage): string {
  return (headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase()
}

/** Counted as it comes, so that a body in chunks, whose length nobody has said, has the same limit. */
async function wholeBody(request: IncomingMessage, limits: BodyLimits): Promise<Uint8Array> {
  const said = Number(request.headers['content-length'])
  if (said > limits.largest) throw tooLarge(limits)
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let length = 0
    const end = (settle: () => void): void => {
      clearTimeout(timer)
      for (const event of ['data', 'end', 'error', 'close'] as const) request.removeAllListeners(event)
      request.on('error', () => undefined)
      settle()
    }
    const give = (problem: ProblemError): void =>
      end(() => {
        request.pause()
        reject(problem)
      })
    const timer = setTimeout(() => give(new ProblemError('api-body-slow')), limits.silence)
    request.on('data', (part: Buffer) => {
      timer.refresh()
      length += part.length
      if (length > limits.largest) give(tooLarge(limits))
      else parts.push(part)
    })
    request.on('end', () => end(() => resolve(Buffer.concat(parts, length))))
    request.on('error', () => give(new ProblemError('api-body-broken')))
    request.on('close', () => give(new ProblemError('api-body-broken')))
  })
}

function tooLarge({ largest }: BodyLimits): ProblemError {
  return new ProblemError('api-film-too-large', { megabytes: Math.floor(largest / 2 ** 20) })
}

async function filmPart(bytes: Uint8Array, contentType: string): Promise<Uint8Array> {
  let form: FormData
  try {
    form = await new Response(bytes as Uint8Array<ArrayBuffer>, { headers: { 'content-type': contentType } }).formData()
  } catch (cause) {
    throw new ProblemError('api-form-broken', { cause })
  }
  const parts = [...form.entries()]
  const [name, film] = parts[0] ?? []
  if (parts.length !== 1 || name !== 'film' || !(film instanceof Blob)) throw new ProblemError('api-form-broken')
  return new Uint8Array(await film.arrayBuffer())
}
