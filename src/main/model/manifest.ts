import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { ProblemError } from '#shared/problem.ts'

export const manifestFile = 'manifest.json'

export const manifestSchema = z.object({
  formatVersion: z.literal(1),
  files: z.array(
    z.object({
      name: z.string().regex(/^\w[\w.-]*$/),
      bytes: z.int().nonnegative(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
})
export type Manifest = z.infer<typeof manifestSchema>

/** Names, lengths and hashes of all files that a model consists of. */
export async function manifestOf(directory: string): Promise<Manifest> {
  const entries = await readdir(directory, { withFileTypes: true })
  const names = entries
    .filter((entry) => entry.isFile() && entry.name !== manifestFile)
    .map((entry) => entry.name)
    .sort()
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(directory, name)
      return { name, bytes: (await stat(path)).size, sha256: await fileHash(path) }
    }),
  )
  return { formatVersion: 1, files }
}

/** Notes what a finished model consists of, so that any later change to it can be seen. */
export async function sealModel(directory: string): Promise<void> {
  await writeFileAtomic(join(directory, manifestFile), `${JSON.stringify(await manifestOf(directory), null, 2)}\n`, {
    mode: 0o600,
  })
}

/**
 * Throws `model-invalid` where a sealed model is not what it was when it was sealed. A folder without a manifest says
 * nothing.
 */
export async function checkSeal(directory: string): Promise<void> {
  let sealed: Manifest
  try {
    sealed = manifestSchema.parse(JSON.parse(await readFile(join(directory, manifestFile), 'utf8')))
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return
    throw changed(cause)
  }
  const found = new Map((await manifestOf(directory)).files.map((file) => [file.name, file]))
  if (sealed.files.some((file) => found.get(file.name)?.sha256 !== file.sha256)) throw changed()
}

function changed(cause?: unknown): ProblemError {
  return new ProblemError('model-files-changed', { cause })
}

async function fileHash(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
