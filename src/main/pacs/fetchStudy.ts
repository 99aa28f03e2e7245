import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import dicomParser from 'dicom-parser'
import { ProblemError } from '#shared/problem.ts'
import type { Peer } from './peer.ts'

/**
 * Fetches a study into a folder, a file for each object by its UID; one that is there already is replaced only by the
 * whole new one. Resolves with the number of objects, which is told of as they come. Rejects as `Peer.fetch` does, and
 * with 'pacs-study-empty'.
 */
export async function fetchStudy(
  peer: Peer,
  studyUid: string,
  folder: string,
  { signal, onObject }: { signal: AbortSignal; onObject(count: number): void },
): Promise<number> {
  if (!/^[0-9.]{1,64}$/.test(studyUid)) throw new ProblemError('pacs-study-uid')
  await mkdir(folder, { recursive: true })
  let count = 0
  await peer.fetch(
    studyUid,
    async (bytes) => {
      const path = join(folder, `${instanceOf(bytes)}.dcm`)
      const unfinished = `${path}.part`
      try {
        await writeFile(unfinished, bytes, { mode: 0o600 })
        await rename(unfinished, path)
      } catch (cause) {
        await rm(unfinished, { force: true }).catch(() => undefined)
        throw new ProblemError('pacs-folder-not-writable', { cause })
      }
      onObject(++count)
    },
    signal,
  )
  if (count === 0) throw new ProblemError('pacs-study-empty')
  return count
}

function instanceOf(bytes: Uint8Array): string {
  try {
    const uid = dicomParser.parseDicom(bytes, { untilTag: 'x00080018' }).string('x00080018')
    if (uid !== undefined && /^[0-9.]{1,64}$/.test(uid)) return uid
  } catch (cause) {
    throw new ProblemError('pacs-answer-damaged', { cause })
  }
  throw new ProblemError('pacs-answer-damaged')
}
