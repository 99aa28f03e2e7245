import { dirname, extname, relative, resolve, sep } from 'node:path'
import { ProblemError } from '#shared/problem.ts'
import type { ComputeService } from '#main/compute/index.ts'

/**
 * Path of a film by its file within a folder of labelled films, or as a manifest names it: that may lie anywhere. Throws
 * `not-found` for one that leads out of a folder.
 */
export function labelledPath(folder: string, file: string): string {
  const source = resolve(folder)
  if (extname(source).toLowerCase() === '.csv') return resolve(dirname(source), file)
  const path = resolve(source, file)
  const within = relative(source, path)
  if (within === '' || within === '..' || within.startsWith(`..${sep}`) || resolve(within) === within) {
    throw new ProblemError('film-elsewhere')
  }
  return path
}

export async function labelledThumbnail(
  { compute }: { compute: ComputeService },
  { folder, file }: { folder: string; file: string },
): Promise<{ picture: Blob }> {
  const bytes = await compute.thumbnail(labelledPath(folder, file))
  return { picture: new Blob([new Uint8Array(bytes)], { type: 'image/png' }) }
}
