import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ProblemError } from '#shared/problem.ts'
import type { ClearableKind } from '#shared/privacy.ts'
import { keyName, replacedFolder } from '../deidentify/key.ts'
import type { Services } from '../services.ts'
import { thumbnailFolder } from './storage.ts'

/** Deletes all of one kind, but for what is in use just now. Rejects with `in-use` where nothing can go. */
export async function clearKind(services: Services, kind: ClearableKind): Promise<void> {
  await clearers[kind](services)
  services.log.event('data-cleared')
}

const clearers: Record<ClearableKind, (services: Services) => Promise<void>> = {
  library: async ({ films, documents, inbox, memory }) => {
    for (const { filmId } of films.list()) {
      const path = films.close(filmId)
      if (path !== undefined) await inbox.drop(path)
    }
    films.forgetClosed()
    for (const { documentId } of documents.list()) documents.close(documentId)
    await memory.clear()
  },
  thumbnails: async ({ home, jobs, thumbnails }) => {
    await refuseWhileWorking(jobs)
    thumbnails.clear()
    await deleteFiles(thumbnailFolder(home))
  },
  filmCache: async ({ home, jobs }) => {
    await refuseWhileWorking(jobs)
    for (const name of await readdir(home.cache))
      if (join(home.cache, name) !== thumbnailFolder(home)) await deleteFiles(join(home.cache, name))
  },
  runs: ({ jobs }) => jobs.clear(),
  scans: ({ scans }) => scans.clear(),
  deidentified: async ({ home }) => {
    await deleteFiles(join(home.root, replacedFolder))
    await rm(join(home.root, keyName), { force: true })
  },
  models: async ({ models }) => {
    const { models: whole, damaged } = await models.versions()
    for (const { id, bundled } of [...whole, ...damaged]) if (!bundled) await models.remove(id, true)
  },
  logs: async ({ log }) => log.clear(),
  settings: async ({ settings, log }) => {
    settings.clear()
    log.setLevel(settings.values.logLevel)
  },
}

async function refuseWhileWorking(jobs: Services['jobs']): Promise<void> {
  if (await jobs.isWorking()) throw new ProblemError('clearing-in-use')
}

/** The folders stay: something may be about to write into them. */
async function deleteFiles(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const entry of entries) if (!entry.isDirectory()) await rm(join(entry.parentPath, entry.name), { force: true })
}
