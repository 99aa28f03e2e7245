import { stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import pMap from 'p-map'
import type { FolderView } from '#shared/folders.ts'
import { ProblemError } from '#shared/problem.ts'
import { compareNames, folderEntries, realPath, systemPath, type FolderEntry } from '#main/files/index.ts'
import type { Roots } from './roots.ts'

/** Endings of pictures that are opened; DICOM files often have none, or the last number of a UID. */
const endings = new Set(['.dcm', '.dicom', '.ima', '.png', '.jpg', '.jpeg', '.tif', '.tiff', '.bmp', '.webp'])

/** Milliseconds for counting what lies in the folders of a list, and how many are counted at a time. */
const countingMs = 400
const countedAtOnce = 8

/**
 * What one sees who looks for a folder: sub folders that may be seen, and how many films there may be. Links that lead
 * out of the roots are left out, hidden names unless they are asked for. Rejects with 'path-outside-roots',
 * 'path-of-folder-missing', 'path-no-folder' or 'path-not-readable'.
 */
export async function listFolder(roots: Roots, folder: string | undefined, hidden: boolean): Promise<FolderView> {
  if (folder === undefined) {
    const places = roots.list().map((path) => ({ name: path, path }))
    return { trail: [], folders: await counted(places), films: 0 }
  }
  const real = await roots.admit(folder)
  const entries = (await entriesOf(real)).filter(({ name }) => hidden || !name.startsWith('.'))
  const isSeen = await pMap(entries, (entry) => isFolder(roots, real, entry), { concurrency: countedAtOnce })
  const names = entries.filter((_, index) => isSeen[index]).map(({ name }) => name)
  const places = names.sort(compareNames).map((name) => ({ name, path: join(real, name) }))
  return {
    trail: roots.trail(real).map((path) => ({ name: basename(path) || path, path })),
    folders: await counted(places),
    films: filmsAmong(entries),
  }
}

async function entriesOf(folder: string): Promise<FolderEntry[]> {
  try {
    return await folderEntries(folder)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new ProblemError('path-of-folder-missing', { cause })
    if (code === 'ENOTDIR') throw new ProblemError('path-no-folder', { cause })
    throw new ProblemError('path-not-readable', { cause })
  }
}

async function isFolder(roots: Roots, folder: string, entry: FolderEntry): Promise<boolean> {
  if (entry.isFile() || entry.unreachable) return false
  if (entry.isDirectory()) return true
  try {
    const real = await realPath(join(folder, entry.name))
    return roots.admits(real) && (await stat(systemPath(real))).isDirectory()
  } catch {
    return false
  }
}

function filmsAmong(entries: readonly FolderEntry[]): number {
  const mayBeFilm = ({ name }: FolderEntry): boolean => {
    const ending = extname(name).toLowerCase()
    return ending === '' || /^\.\d+$/.test(ending) || endings.has(ending)
  }
  return entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.') && mayBeFilm(entry)).length
}

/** Nobody waits for more counts than come in time; a folder that cannot be read has none. */
async function counted(places: { name: string; path: string }[]): Promise<FolderView['folders']> {
  const until = performance.now() + countingMs
  return pMap(
    places,
    async (place) => {
      if (performance.now() > until) return place
      const entries = await folderEntries(place.path).catch(() => undefined)
      return entries ? { ...place, films: filmsAmong(entries) } : place
    },
    { concurrency: countedAtOnce },
  )
}
