import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32 } from 'node:zlib'
import { openPromise, type Entry as ZipEntry, type ZipFile } from 'yauzl'
import { ProblemError, toProblem } from '#shared/problem.ts'
import { limits } from '../limits.ts'
import type { Entry } from './contents.ts'
import { ZipNames } from './zipNames.ts'

/** Local file header, or the end record of an empty archive, APPNOTE 4.3.7 and 4.3.16. */
export function looksLikeZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6))
}

/**
 * Writes the files of an archive that nobody vouches for into an empty folder, as 1, 2, 3 …: no name of the archive
 * becomes a path. Folders, hidden files and DICOMDIR, whose films are in the archive too, are passed over; an archive
 * within is a file like others. Throws `malformed`, `too-large` or `disk-full`; what is wrong with a single file is
 * that file's problem.
 */
export async function unpackZip(path: string, archiveBytes: number, directory: string): Promise<Entry[]> {
  const zip = await openPromise(path, {
    lazyEntries: true,
    autoClose: false,
    validateEntrySizes: true,
    // Names are looked at one by one, so that an odd one is no end of the others.
    decodeStrings: false,
  }).catch(damaged)
  try {
    const wanted = await listed(zip, archiveBytes)
    const entries: Entry[] = []
    for (const [index, { name, entry }] of wanted.entries()) {
      const leadsOut = name.split('/').includes('..')
      entries.push(
        leadsOut
          ? { name, problem: toProblem(new ProblemError('archived-file-leads-out')) }
          : await unpacked(zip, name, entry, join(directory, String(index + 1))),
      )
    }
    return entries
  } finally {
    zip.close()
  }
}

/** The files that are wanted, after all that the archive claims was held against the limits. */
async function listed(zip: ZipFile, archiveBytes: number): Promise<{ name: string; entry: ZipEntry }[]> {
  const { entries: mostEntries, unpackedBytes, freeBytes, ratio } = limits.archive
  if (zip.entryCount > mostEntries) throw new ProblemError('archive-too-many-files', { most: mostEntries })
  const most = Math.min(unpackedBytes, Math.max(freeBytes, archiveBytes * ratio))
  const wanted: { name: string; entry: ZipEntry }[] = []
  const names = new ZipNames()
  let total = 0
  try {
    for await (const entry of zip.eachEntry()) {
      // Counted for every entry, also where several share the same bytes.
      total += entry.uncompressedSize
      if (total > most) throw new ProblemError('archive-unpacks-too-large')
      const name = names.of(entry)
      if (name !== undefined && isWanted(name)) wanted.push({ name, entry })
    }
  } catch (thrown) {
    throw thrown instanceof ProblemError ? thrown : damaged(thrown)
  }
  return wanted
}

function isWanted(name: string): boolean {
  const parts = name.split('/')
  return (
    parts.every((part) => !part.startsWith('.') || part === '..') &&
    parts[0] !== '__MACOSX' &&
    parts.at(-1) !== 'DICOMDIR'
  )
}

async function unpacked(zip: ZipFile, name: string, entry: ZipEntry, path: string): Promise<Entry> {
  try {
    if (entry.isEncrypted()) throw new ProblemError('archived-file-encrypted')
    if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
      throw new ProblemError('archived-file-packed-oddly')
    if (entry.uncompressedSize > limits.fileBytes) throw new ProblemError('archived-file-too-large')
    let sum = 0
    const summing = new Transform({
      transform(chunk: Buffer, _, done) {
        sum = crc32(chunk, sum)
        done(null, chunk)
      },
    })
    await pipeline(
      await zip.openReadStreamPromise(entry),
      summing,
      createWriteStream(path, { flags: 'wx', mode: 0o600 }),
    )
    if (sum !== entry.crc32) throw new Error('The sum of the bytes is not the one that the archive states.')
    return { name, path }
  } catch (thrown) {
    await rm(path, { force: true })
    if ((thrown as NodeJS.ErrnoException).code === 'ENOSPC')
      throw new ProblemError('archive-disk-full', { cause: thrown })
    if (thrown instanceof ProblemError) return { name, problem: toProblem(thrown) }
    return {
      name,
      problem: toProblem(new ProblemError('archived-file-damaged')),
    }
  }
}

function damaged(cause: unknown): never {
  throw new ProblemError('archive-damaged', { cause })
}
