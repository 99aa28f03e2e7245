import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32 } from 'node:zlib'
import { openPromise, type Entry as ZipEntry, type ZipFile } from 'yauzl'
import { diskProblem, ProblemError, toProblem } from '#shared/problem.ts'
import { systemPath } from '#main/paths/index.ts'
import { limits } from '../file/limits.ts'
import type { Entry } from './contents.ts'
import { entryName, partsOf } from './zipName.ts'

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
  // The path goes to `fs.open`, which takes bytes as well. Names are decoded here: the library refuses a whole archive for the root that some writers list in it.
  const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true, decodeStrings: false } as const
  const zip = await openPromise(systemPath(path) as string, options).catch(damaged)
  try {
    const wanted = await listed(zip, archiveBytes)
    const entries: Entry[] = []
    for (const [index, { entry, name, leadsOut }] of wanted.entries())
      entries.push(
        leadsOut
          ? { name, problem: toProblem(new ProblemError('archived-name-leads-out')) }
          : await unpacked(zip, entry, name, join(directory, String(index + 1))),
      )
    return entries
  } finally {
    zip.close()
  }
}

/** The files that are wanted, after all that the archive claims was held against the limits. */
async function listed(zip: ZipFile, archiveBytes: number): Promise<Wanted[]> {
  const { entries: mostEntries, unpackedBytes, freeBytes, ratio } = limits.archive
  if (zip.entryCount > mostEntries) throw new ProblemError('archive-too-many-files', { most: mostEntries })
  const most = Math.min(unpackedBytes, Math.max(freeBytes, archiveBytes * ratio))
  const wanted: Wanted[] = []
  const names = new Set<string>()
  let total = 0
  try {
    for await (const entry of zip.eachEntry()) {
      // Counted for every entry, also where several share the same bytes.
      total += entry.uncompressedSize
      if (total > most) throw new ProblemError('archive-unpacks-too-large')
      const { parts, leadsOut } = partsOf(entryName(entry))
      if (isFolder(entry) || (!leadsOut && !isWanted(parts))) continue
      const name = unused(parts.join('/') || 'unnamed', names)
      names.add(name)
      wanted.push({ entry, name, leadsOut })
    }
  } catch (thrown) {
    throw thrown instanceof ProblemError ? thrown : damaged(thrown)
  }
  return wanted
}

type Wanted = { entry: ZipEntry; name: string; leadsOut: boolean }

/** Hidden ones are not, nor what macOS puts beside films, nor a DICOMDIR, whose films are in the archive too. */
function isWanted(parts: readonly string[]): boolean {
  if (parts.length === 0 || parts[0] === '__MACOSX' || parts.at(-1)!.toUpperCase() === 'DICOMDIR') return false
  return parts.every((part) => !part.startsWith('.'))
}

/** Some writers mark folders by an attribute of MS-DOS only, APPNOTE 4.4.15. */
function isFolder(entry: ZipEntry): boolean {
  if (/[/\\]$/.test(entryName(entry))) return true
  return entry.uncompressedSize === 0 && (entry.externalFileAttributes & 0x10) !== 0
}

/** A film is found again by its name in the archive, so that no two of them may have the same. */
function unused(name: string, names: ReadonlySet<string>): string {
  if (!names.has(name)) return name
  for (let count = 2; ; count++) if (!names.has(`${name} (${count})`)) return `${name} (${count})`
}

async function unpacked(zip: ZipFile, entry: ZipEntry, name: string, path: string): Promise<Entry> {
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
    // No fault of the file at hand.
    const disk = diskProblem(thrown)
    if (disk) throw disk.code === 'disk-full' ? new ProblemError('archive-disk-full', { cause: thrown }) : disk
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
