import type { FleetTerms } from '#shared/fleet.ts'
import type { Problem } from '#shared/problem.ts'
import type { Skipped } from '#main/files/index.ts'
import type { Queryable } from '../database/connect.ts'
import { archiveFilms, archiveWalk } from './archive.ts'
import { folderFilms, folderWalk } from './folder.ts'

/** One thing that a walk comes by; `film` is how the source calls it. */
export type Found = { film: string; problem?: Problem } | { skipped: Skipped } | { filtered: true } | { nothing: true }

export type Step = {
  found: Found
  /** Where the walk can be gone on with after this; undefined in the middle of things that belong together. */
  cursor?: unknown
  /** Not to be walked twice, whatever the cursor says. */
  key?: string
}

/** Which keys of a scan were walked already. */
export type WalkedKeys = (keys: readonly string[]) => Promise<Set<string>>

/** Where the films of a scan are, as a worker sees it. */
export type SourceFilms = {
  /** How a row calls the film. */
  nameOf(film: string): string
  /** Works with the film as a file on this machine. */
  withFile<T>(film: string, work: (path: string) => Promise<T>): Promise<T>
  /** The folder whose absence means that the films cannot be seen at all; of an archive any folder that is there. */
  folder: string
}

export type FilmsMeans = {
  /** Paths of the scan's folders, and where they are on this machine. */
  maps: readonly PathMap[]
  /** Runs work with a new folder, which is gone afterwards. */
  withFolder<T>(work: (folder: string) => Promise<T>): Promise<T>
}
export type PathMap = { from: string; to: string }

/** Everything that a scan is about, in an order that is always the same, from the cursor on. */
export function walkSource(terms: FleetTerms, cursor: unknown, walked: WalkedKeys): AsyncIterable<Step> {
  return terms.source.kind === 'folder'
    ? folderWalk(terms, terms.source.folder, cursor)
    : archiveWalk(terms, terms.source, cursor, walked)
}

export function filmsOf(terms: FleetTerms, means: FilmsMeans): SourceFilms {
  return terms.source.kind === 'folder'
    ? folderFilms(terms.source.folder, terms.absolutePaths, means.maps)
    : archiveFilms(terms.source, means.withFolder)
}

/** See {@link WalkedKeys}. */
export function walkedKeys(database: Queryable, scanId: number): WalkedKeys {
  return async (keys) => {
    const { rows } = await database.query<{ key: string }>(
      `select key from fractureguard.walked where scan_id = $1 and key = any ($2)`,
      [scanId, keys],
    )
    return new Set(rows.map(({ key }) => key))
  }
}
