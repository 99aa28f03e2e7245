import { isAbsolute, join, posix, relative, sep } from 'node:path'
import { z } from 'zod'
import type { FleetTerms } from '#shared/fleet.ts'
import { ProblemError, toProblem } from '#shared/problem.ts'
import { walkAll } from '#main/files/index.ts'
import { fileFilter } from '#main/scan/index.ts'
import type { PathMap, SourceFilms, Step } from './source.ts'

const cursorSchema = z.string().optional()

/** As a scan of one machine walks it; the cursor is the last path below the folder. */
export async function* folderWalk(terms: FleetTerms, folder: string, cursor: unknown): AsyncGenerator<Step> {
  const { glob, newerThan, modalities, patientId, absolutePaths } = terms
  const wanted = fileFilter({ folder, glob, newerThan, modalities, patientId, absolutePaths })
  for await (const event of walkAll(folder, cursorSchema.parse(cursor ?? undefined)?.split('/'))) {
    const { path } = event
    const below = relative(folder, path).split(sep).join('/')
    if ('skipped' in event) yield { found: { skipped: event.skipped }, cursor: below }
    else if ('problem' in event) {
      // Of the folder itself: there is nothing to be scanned.
      if (below === '') throw event.problem
      yield { found: { film: below, problem: toProblem(event.problem) }, cursor: below }
    } else yield { found: (await wanted(path, below)) ? { film: below } : { filtered: true }, cursor: below }
  }
}

export function folderFilms(folder: string, absolutePaths: boolean, maps: readonly PathMap[]): SourceFilms {
  const here = mapped(folder, maps)
  return {
    folder: here,
    nameOf: (film) => (absolutePaths ? posix.join(folder, film) : film),
    withFile: (film, work) => work(join(here, ...film.split('/'))),
  }
}

/** The folder by the map with the longest beginning that fits, at a border of names. */
export function mapped(folder: string, maps: readonly PathMap[]): string {
  const [best] = maps
    .filter(({ from }) => folder === from || folder.startsWith(from.endsWith('/') ? from : `${from}/`))
    .sort((a, b) => b.from.length - a.from.length)
  return best ? join(best.to, folder.slice(best.from.length)) : folder
}

/** `FROM=TO`, two absolute paths; FROM may be one of another system. Throws 'wrong-use'. */
export function parseMap(text: string): PathMap {
  const [, from, to] = /^([^=]+)=(.+)$/.exec(text) ?? []
  if (from === undefined || !isAbsolute(to) || !/^(\/|\\\\|[A-Za-z]:[\\/])/.test(from))
    throw new ProblemError('fleet-map-impossible')
  return { from: from.length > 1 ? from.replace(/[/\\]$/, '') : from, to }
}
