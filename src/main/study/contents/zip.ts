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

const leadsOutSentence = 'The name of this file leads out of the archive; it is not unpacked.'

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
          ? { name, problem: toProblem(new ProblemError('malformed', leadsOutSentence)) }
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
  if (zip.entryCount > mostEntries)
    throw tooLarge(`The archive holds more than ${mostEntries} files; unpack it and open the folder.`)
  const most = Math.min(unpackedBytes, Math.max(freeBytes, archiveBytes * ratio))
  const wanted: { name: string; entry: ZipEntry }[] = []
  const names = new ZipNames()
  let total = 0
  try {
    for await (const entry of zip.eachEntry()) {
      // Counted for every entry, also where several share the same bytes.
      total += entry.uncompressedSize
      if (total > most)
        throw tooLarge('The archive unpacks to more than a collection of films would; it is not opened.')
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
    if (entry.isEncrypted())
      throw unusable('This file of the archive is encrypted; unpack the archive with its password first.')
    if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
      throw unusable(
        'This file of the archive is compressed in an unusual way; unpack the archive with the program that made it.',
      )
    if (entry.uncompressedSize > limits.fileBytes)
      throw tooLarge('This file of the archive is larger than 2 GiB; it is not opened.')
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
      throw new ProblemError('disk-full', 'The disk is full; free some space and open the archive again.', {
        cause: thrown,
      })
    if (thrown instanceof ProblemError) return { name, problem: toProblem(thrown) }
    return {
      name,
      problem: toProblem(new ProblemError('malformed', 'This file of the archive is damaged and cannot be unpacked.')),
    }
  }
}

function damaged(cause: unknown): never {
  throw new ProblemError('malformed', 'The archive is damaged; it is not opened.', {
    cause,
  })
}

function tooLarge(message: string): ProblemError {
  return new ProblemError('too-large', message)
}

function unusable(message: string): ProblemError {
  return new ProblemError('unsupported-format', message)
}
