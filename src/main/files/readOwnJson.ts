import { readFile } from 'node:fs/promises'
import type { z } from 'zod'
import { ProblemError } from '#shared/problem.ts'
import { setAside } from './setAside.ts'

/** Each says what is left out because its file was set aside, and under which name that lies in the data folder. */
export type AsideId = 'aside-node' | 'aside-checked' | 'aside-job' | 'aside-run' | 'aside-scan'

/**
 * What a small file of the program's own holds; undefined where there is none. One that cannot be understood is set aside
 * and told once, by a rejection with `id`; after that there is none. `folder` leads to it in the data folder. Rejects with
 * the disk's error where it cannot be read.
 */
export async function readOwnJson<T>(
  file: string,
  schema: z.ZodType<T>,
  { id, folder = '' }: { id: AsideId; folder?: string },
): Promise<T | undefined> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (cause) {
    if (['ENOENT', 'ENOTDIR'].includes((cause as NodeJS.ErrnoException).code ?? '')) return undefined
    throw cause
  }
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    throw new ProblemError(id, { name: [folder, setAside(file)].filter(Boolean).join('/') }, { cause })
  }
}

/** Whether a rejection says that a file was set aside. */
export const isAside = (thrown: unknown): thrown is ProblemError =>
  thrown instanceof ProblemError && (thrown.id?.startsWith('aside-') ?? false)
