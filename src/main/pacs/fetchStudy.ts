import { mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import dicomParser from 'dicom-parser'
import { ProblemError } from '#shared/problem.ts'
import { readRegularFile } from '#main/files/index.ts'
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
  const keep = async (path: string): Promise<void> => {
    const name = `${await instanceIn(path)}.dcm`
    await rename(path, join(folder, name)).catch((cause: unknown) => {
      throw new ProblemError('pacs-folder-not-writable', { cause })
    })
    onObject(++count)
  }
  await peer.fetch(studyUid, { folder, onObject: keep }, signal)
  if (count === 0) throw new ProblemError('pacs-study-empty')
  return count
}

/** The UID stands among the first elements (PS3.3 C.12.1); an object can be larger than the memory. */
const enoughBytes = 2 ** 16

async function instanceIn(path: string): Promise<string> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(enoughBytes), 0, enoughBytes, 0)
    return instanceOf(buffer.subarray(0, bytesRead))
  } catch {
    // One that is deflated can only be read whole.
    return instanceOf(await readRegularFile(path))
  } finally {
    await file.close()
  }
}

function instanceOf(bytes: Uint8Array): string {
  let uid: string | undefined
  try {
    uid = dicomParser.parseDicom(bytes, { untilTag: 'x00080018' }).string('x00080018')
  } catch (cause) {
    throw new ProblemError('pacs-answer-damaged', { cause })
  }
  if (uid === undefined || !/^[0-9.]{1,64}$/.test(uid)) throw new ProblemError('pacs-answer-damaged')
  return uid
}
