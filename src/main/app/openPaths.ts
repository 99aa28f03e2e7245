import { basename } from 'node:path'
import { pMapIterable } from 'p-map'
import type { Opened } from '#shared/contract.ts'
import { ProblemError, toProblem } from '#shared/problem.ts'
import { walk, type Walked } from '#main/scan/walk.ts'
import type { Films, OpenOptions } from './films.ts'

/** Headers that are read at a time while a folder is opened. */
const ahead = 4

/** One file's fate. Rejects only with what nobody foresaw. */
export async function openPath(films: Films, path: string, options: OpenOptions = {}): Promise<Opened> {
  try {
    return { type: 'film', film: await films.open(path, options) }
  } catch (thrown) {
    if (!(thrown instanceof ProblemError)) throw thrown
    return { type: 'problem', name: options.name ?? basename(path), problem: toProblem(thrown) }
  }
}

/** The fate of each file under the paths, in walk order, as they come. */
export async function* openPaths(films: Films, paths: readonly string[], options?: OpenOptions): AsyncGenerator<Opened, void> {
  const open = async (walked: Walked): Promise<Opened> => {
    if (!('problem' in walked)) return openPath(films, walked.path, options)
    return { type: 'problem', name: basename(walked.path), problem: toProblem(walked.problem) }
  }
  yield* pMapIterable(walkAll(paths), open, { concurrency: ahead, backpressure: 2 * ahead })
}

async function* walkAll(paths: readonly string[]): AsyncGenerator<Walked> {
  for (const path of paths) yield* walk(path)
}
