import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import type { RuntimeState } from '#shared/runtime.ts'
import { ProblemError, toProblem } from '#shared/problem.ts'
import { lockRuntimes } from './lockRuntimes.ts'

export const runtimeName = 'tensorflow'
export const manifestName = 'runtime.json'
/** Beside the finished one: what an installation that is not finished has so far. */
export const unfinishedName = `${runtimeName}.part`

const manifestSchema = z.object({
  formatVersion: z.literal(1),
  name: z.literal(runtimeName),
  version: z.string(),
  gpu: z.boolean(),
  /** Where the library came from: pinned packages, or a Python environment to which it is linked. */
  from: z.enum(['packages', 'python']),
  files: z.array(z.object({ path: z.string(), bytes: z.int(), sha256: z.string() })),
  /** Folders that the process that loads it must search for libraries; relative to the runtime's folder. */
  libraryFolders: z.array(z.string()),
})
export type RuntimeManifest = z.infer<typeof manifestSchema>

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

/** Writes the manifest over all that lies in the folder, links followed. */
export async function sealRuntime(
  folder: string,
  about: Pick<RuntimeManifest, 'version' | 'gpu' | 'from' | 'libraryFolders'>,
): Promise<void> {
  const files: RuntimeManifest['files'] = []
  for (const path of (await readdir(folder, { recursive: true })).sort()) {
    const about = await stat(join(folder, path))
    if (about.isFile()) files.push({ path, bytes: about.size, sha256: await sha256Of(join(folder, path)) })
  }
  const manifest: RuntimeManifest = { formatVersion: 1, name: runtimeName, ...about, files }
  await writeFile(join(folder, manifestName), JSON.stringify(manifest, undefined, 2), { mode: 0o600 })
}

/** The runtime's own words about itself; undefined where there is none or they cannot be read. */
export async function readManifest(folder: string): Promise<RuntimeManifest | undefined> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(join(folder, manifestName), 'utf8')))
  } catch {
    return undefined
  }
}

/**
 * Why the runtime in this folder cannot be trusted, checked byte by byte; undefined where all is as it was installed.
 */
async function faultOf(folder: string, manifest: RuntimeManifest): Promise<ProblemError | undefined> {
  for (const { path, bytes, sha256 } of manifest.files) {
    const file = join(folder, path)
    const found = await stat(file).catch(() => undefined)
    if (found?.size === bytes && (await sha256Of(file)) === sha256) continue
    return new ProblemError(manifest.from === 'python' ? 'runtime-python-changed' : 'runtime-changed')
  }
  return undefined
}

/** All runtimes in the folder of runtimes, with their files' hashes checked. */
export async function listRuntimes(runtimes: string): Promise<RuntimeState[]> {
  const folder = join(runtimes, runtimeName)
  const isThere = await stat(folder).catch(() => undefined)
  if (!isThere) return []
  const manifest = await readManifest(folder)
  if (!manifest)
    return [
      {
        name: runtimeName,
        version: '',
        gpu: false,
        from: 'packages',
        bytes: 0,
        problem: toProblem(new ProblemError('runtime-changed')),
      },
    ]
  const { version, gpu, from, files } = manifest
  const fault = await faultOf(folder, manifest)
  const bytes = from === 'python' ? 0 : files.reduce((sum, file) => sum + file.bytes, 0)
  return [
    {
      name: runtimeName,
      version,
      gpu,
      from,
      bytes,
      ...(fault ? { problem: { code: fault.code, message: fault.message } } : {}),
    },
  ]
}

/**
 * Removes the runtime and what is left of installations. Rejects with `not-found` where there is neither, with `in-use`
 * while one is being installed.
 */
export async function removeRuntime(runtimes: string): Promise<void> {
  const names = (await readdir(runtimes)).filter((name) => name === runtimeName || name.startsWith(`${runtimeName}.`))
  if (names.length === 0) throw new ProblemError('runtime-none')
  const release = lockRuntimes(runtimes)
  try {
    for (const name of names) await rm(join(runtimes, name), { recursive: true, force: true })
  } finally {
    release()
  }
}
