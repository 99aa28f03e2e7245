import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { ProblemError } from '#shared/problem.ts'
import type { Archive } from './archive.ts'
import { authorisationFor } from './authorisation.ts'

const deadlineMs = 120_000
const pausesMs = [500, 2_000, 5_000]
const largestBytes = 512 * 1024 * 1024
/** Such as 429 and 503: the same may go well later. */
const isPassing = (status: number): boolean => status === 408 || status === 429 || status >= 500

/** DICOM JSON (PS3.18, F.2): attributes by tag. */
const listedSchema = z.record(
  z.string(),
  z.object({ vr: z.string().optional(), Value: z.array(z.unknown()).optional() }),
)
export type Listed = z.infer<typeof listedSchema>

export const listOf = (item: Listed, tag: string): unknown[] => item[tag]?.Value ?? []

/** A list of QIDO-RS, and whether the archive says that there is more of it. */
export async function archiveList(archive: Archive, path: string): Promise<{ items: Listed[]; isCut: boolean }> {
  const { status, bytes, warning } = await archiveRequest(archive, path, { accept: 'application/dicom+json' })
  if (status === 204 || bytes.length === 0) return { items: [], isCut: false }
  try {
    const items = z.array(listedSchema).parse(JSON.parse(bytes.toString('utf8')))
    return { items, isCut: warning.startsWith('299') }
  } catch (cause) {
    throw new ProblemError('fleet-archive-answer', { cause })
  }
}

type Answer = { status: number; type: string; warning: string; bytes: Buffer }

/**
 * Asks an archive, and again where it is busy. Rejects with 'interrupted' where it does not answer at all, or must not be
 * told who asks, and with 'not-readable' where it refuses.
 */
export async function archiveRequest(archive: Archive, path: string, headers: { accept: string }): Promise<Answer> {
  const authorisation = authorisationFor(archive.base)
  const isWithheld = authorisation === 'withheld'
  const all = { ...headers, ...(isWithheld ? {} : authorisation) }
  for (let attempt = 0; ; attempt++) {
    try {
      return await once(`${archive.base}/${path}`, all)
    } catch (thrown) {
      const mayPass =
        !(thrown instanceof ProblemError) ||
        (thrown.id === 'fleet-archive-refused' && isPassing(Number(thrown.arguments?.status)))
      // The films are not to blame: the archive for which it is may be misspelt.
      if (isWithheld && thrown instanceof ProblemError && thrown.arguments?.status === 401)
        throw new ProblemError('fleet-archive-origin', { cause: thrown })
      if (!mayPass) throw thrown
      if (attempt === pausesMs.length) {
        // 500 may be about this film alone; the others are about the archive.
        const isOfFilm = thrown instanceof ProblemError && thrown.arguments?.status === 500
        throw isOfFilm ? thrown : new ProblemError('fleet-archive-silent', { cause: thrown })
      }
      await sleep(pausesMs[attempt])
    }
  }
}

async function once(url: string, headers: Record<string, string>): Promise<Answer> {
  // A server that leads elsewhere is refused by its status: nobody named the place.
  const response = await fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(deadlineMs) })
  if (!response.ok) {
    await response.body?.cancel()
    throw new ProblemError('fleet-archive-refused', { status: response.status })
  }
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.length
    if (length > largestBytes) throw new ProblemError('fleet-film-too-large')
    chunks.push(chunk)
  }
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    warning: response.headers.get('warning') ?? '',
    bytes: Buffer.concat(chunks),
  }
}
