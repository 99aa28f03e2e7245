import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { ProblemError } from '#shared/problem.ts'
import { systemPath } from '#main/paths/index.ts'
import { limits } from './limits.ts'

/** One input file, read no further than it is needed. */
export type StudyFile = {
  size: number
  /** The first `length` bytes, or fewer where the file is shorter. */
  start(length: number): Promise<Uint8Array>
  whole(): Promise<Uint8Array>
}

/** Files up to this size are read in one go. */
const smallBytes = 256 * 1024

/** A pipe without a writer would otherwise hold up who opens it; Windows has no such flag. */
const readOnly = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

/**
 * Opens a file for the time of `use`. Throws `not-found`, `not-readable`, `not-an-image` (empty) or `too-large` before
 * anything is read, and `file-changed` where somebody wrote to it meanwhile. Files are read by calls that block: only
 * decoding threads come here, which have nothing else to do, and for them a promise costs more than the call.
 */
export async function withStudyFile<T>(path: string, use: (file: StudyFile) => Promise<T>): Promise<T> {
  const file = openReadable(path)
  try {
    const stat = fstatSync(file)
    if (!stat.isFile()) throw new ProblemError('file-is-none')
    if (stat.size === 0) throw new ProblemError('file-empty')
    if (stat.size > limits.fileBytes) throw new ProblemError('file-too-large')
    let read: Uint8Array | undefined
    const whole = async () => (read ??= readStart(file, stat.size))
    const start = async (length: number) => {
      if (stat.size <= smallBytes || read) return (await whole()).subarray(0, length)
      return readStart(file, Math.min(length, stat.size))
    }
    const used = use({ size: stat.size, start, whole })
    // Whatever came of it: what was read may be half of one file and half of another.
    await Promise.allSettled([used])
    const now = fstatSync(file)
    if (now.size !== stat.size || now.mtimeMs !== stat.mtimeMs) throw new ProblemError('file-changed')
    return await used
  } finally {
    closeSync(file)
  }
}

function openReadable(path: string): number {
  try {
    return openSync(systemPath(path), readOnly)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new ProblemError('file-missing', { cause })
    throw new ProblemError('file-not-openable', { cause })
  }
}

function readStart(file: number, length: number): Uint8Array {
  // Every byte is written: clearing them first would cost as much as a small file's reading.
  const bytes = new Uint8Array(Buffer.allocUnsafeSlow(length).buffer)
  let read = 0
  while (read < length) {
    const more = readAt(file, bytes, read)
    if (more === 0) return bytes.subarray(0, read)
    read += more
  }
  return bytes
}

function readAt(file: number, bytes: Uint8Array, position: number): number {
  try {
    return readSync(file, bytes, position, bytes.length - position, position)
  } catch (cause) {
    throw new ProblemError('file-read-failed', { cause })
  }
}
