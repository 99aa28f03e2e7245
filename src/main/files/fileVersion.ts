import { createHash } from 'node:crypto'
import { openRegularFile, within } from './regularFile.ts'

/** Enough for a DICOM file to name its object (PS3.10, 7.1) and for compressed pictures to differ. */
const startBytes = 4096

/**
 * Tells a file from another one under the same path, by its size, its last change and its first bytes: some discs give
 * all files one date, and films of one device the same size. Undefined where there is no regular file that can be read.
 */
export async function fileVersion(path: string): Promise<string | undefined> {
  try {
    return await within(undefined, () => versionOf(path))
  } catch {
    return undefined
  }
}

async function versionOf(path: string): Promise<string> {
  const file = await openRegularFile(path)
  try {
    const { size, mtimeMs } = await file.stat()
    const { buffer, bytesRead } = await file.read(Buffer.alloc(startBytes), 0, startBytes, 0)
    const start = buffer.subarray(0, bytesRead)
    return createHash('sha256').update(`${size} ${mtimeMs} `).update(start).digest('hex')
  } finally {
    await file.close()
  }
}
