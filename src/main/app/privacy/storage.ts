import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { DataKind, Storage, StoredKind } from '#shared/privacy.ts'
import { folderSize } from '#main/files/index.ts'
import { keyName, replacedFolder } from '../deidentify/key.ts'
import type { Home } from '../home/home.ts'

/** Where the pictures lie that an inspection makes of labelled films. */
export const thumbnailFolder = (home: Home): string => join(home.cache, 'thumbnails')

/** The files beside the folders that belong to a kind. */
const fileKinds: readonly (readonly [RegExp, DataKind])[] = [
  [/^library\.sqlite/, 'library'],
  [/^settings\./, 'settings'],
  [/^connections\.json/, 'connections'],
  [/^node\./, 'node'],
]

/** What the program keeps on this machine, kind by kind: where, and how much it takes. */
export async function storageOf(home: Home): Promise<Storage> {
  const kinds = new Map<DataKind, StoredKind>()
  const add = async (kind: DataKind, path: string): Promise<void> => {
    const known = kinds.get(kind) ?? { kind, paths: [], bytes: 0, files: 0 }
    const { bytes, files } = await sizeOf(path)
    kinds.set(kind, { kind, paths: [...known.paths, path], bytes: known.bytes + bytes, files: known.files + files })
  }
  const names: Partial<Record<string, DataKind>> = {
    models: 'models',
    runs: 'runs',
    inbox: 'inbox',
    scans: 'scans',
    logs: 'logs',
    node: 'node',
    [replacedFolder]: 'deidentified',
    [keyName]: 'deidentified',
  }
  for (const name of await entries(home.cache)) {
    const path = join(home.cache, name)
    await add(path === thumbnailFolder(home) ? 'thumbnails' : 'filmCache', path)
  }
  for (const name of await entries(home.root)) {
    const path = join(home.root, name)
    if (path !== home.cache)
      await add(names[name] ?? fileKinds.find(([pattern]) => pattern.test(name))?.[1] ?? 'other', path)
  }
  return { root: home.root, kinds: [...kinds.values()] }
}

const entries = async (folder: string): Promise<string[]> => (await readdir(folder).catch(() => [])).sort()

async function sizeOf(path: string): Promise<{ bytes: number; files: number }> {
  const found = await stat(path).catch(() => undefined)
  if (!found) return { bytes: 0, files: 0 }
  return found.isDirectory() ? folderSize(path) : { bytes: found.size, files: 1 }
}
