import { openPromise, type Entry, type ZipFile } from 'yauzl'
import { ProblemError } from '#shared/problem.ts'
import { requireRegularFile } from '#main/files/index.ts'

/**
 * Files of a ZIP archive by name, for an archive that nobody vouches for. Only the names in `allowed` may be in it,
 * each once and not larger than said; sizes are compared with what the archive claims while it is unpacked, so that a
 * small file cannot become a huge one. Nothing is written. Throws `not-found` or `model-invalid`.
 */
export async function readZip(path: string, allowed: Readonly<Record<string, number>>): Promise<Map<string, Buffer>> {
  await requireRegularFile(path)
  let zip: ZipFile
  try {
    zip = await openPromise(path, {
      lazyEntries: true,
      autoClose: false,
      strictFileNames: true,
      validateEntrySizes: true,
    })
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') throw new ProblemError('path-of-file-missing', { cause })
    throw new ProblemError('export-no-zip', { cause })
  }
  try {
    const files = new Map<string, Buffer>()
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName
      const largest = Object.hasOwn(allowed, name) ? allowed[name] : undefined
      if (largest === undefined) throw new ProblemError('export-foreign-file')
      if (files.has(name)) throw new ProblemError('export-file-twice')
      if (entry.isEncrypted()) throw new ProblemError('export-encrypted')
      if (entry.uncompressedSize > largest) throw new ProblemError('export-file-too-large')
      files.set(name, await content(zip, entry))
    }
    return files
  } catch (thrown) {
    throw thrown instanceof ProblemError ? thrown : new ProblemError('export-damaged', { cause: thrown })
  } finally {
    zip.close()
  }
}

async function content(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const chunks: Buffer[] = []
  // The library ends the stream with an error where it is longer or shorter than the entry claims.
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
