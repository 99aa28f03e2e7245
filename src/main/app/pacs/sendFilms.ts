import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { SendEvent } from '#shared/pacs.ts'
import { toProblem, type Problem } from '#shared/problem.ts'
import { objectFile, peerOf, type ObjectFile, type SentObject } from '#main/pacs/index.ts'
import { keyImagesOf, resultsWork } from '../results/results.ts'
import type { Services } from '../services.ts'

type Means = Pick<Services, 'compute' | 'engines' | 'films' | 'inbox' | 'memory' | 'models' | 'pacs' | 'settings'>
type Wish = { name: string; filmIds: readonly string[] }
type Done = Extract<SendEvent, { type: 'done' }>

/** Reads open films with the active model and sends their results; what cannot be made or stored is told film by film. */
export async function sendFilms(
  means: Means,
  { name, filmIds }: Wish,
  tell: (event: SendEvent) => void,
  signal: AbortSignal,
): Promise<Done> {
  const peer = await peerOf(await means.pacs.connections.get(name))
  const unsent = new Map<string, Problem>()
  const fail = (filmId: string, problem: Problem): void => void (unsent.has(filmId) || unsent.set(filmId, problem))
  return means.inbox.withFolder(async (folder) => {
    const results = new Results(join(folder, 'results'))
    const model = await means.models.reference()
    const { name: modelName, weights } = await means.models.show(model.id)
    const told = { id: model.id, name: modelName, sha256: weights.sha256 }
    const work = resultsWork(means.settings, { folder: results.folder }, told, randomUUID())
    const engine = means.engines.current
    const { readFile } = means.engines.readFile(means.compute, undefined, engine)
    for (const [films, filmId] of filmIds.entries()) {
      tell({ type: 'read', films, of: filmIds.length })
      try {
        const wanted = { ...work, keyImages: await keyImagesOf(means, filmId) }
        for (let from = 0, total = 1; from < total;) {
          signal.throwIfAborted()
          const read = await means.films.withFile(filmId, (path) =>
            readFile({ path, model, engine, from, modalities: [], results: wanted }),
          )
          for (const frame of read.frames) {
            const problem = 'problem' in frame ? frame.problem : frame.unwritten
            if (problem) fail(filmId, problem)
          }
          from += read.frames.length
          total = read.total
        }
      } catch (thrown) {
        signal.throwIfAborted()
        fail(filmId, toProblem(thrown))
      }
      await results.take(filmId)
    }
    await means.compute.finishResults(work)
    await results.take(filmIds[0]!)
    const { objects, owners } = results
    let sent = 0
    let uncompared = 0
    tell({ type: 'sending', objects: 0, of: objects.length })
    const onSent = ({ sopInstanceUid, problem, compared }: SentObject): void => {
      if (problem) return fail(owners.get(sopInstanceUid)!, problem)
      if (!compared) uncompared++
      tell({ type: 'sending', objects: ++sent, of: objects.length })
    }
    if (objects.length > 0) await peer.send(objects, onSent, signal, folder)
    return {
      type: 'done',
      objects: sent,
      uncompared,
      unsent: [...unsent].map(([filmId, problem]) => ({ filmId, problem })),
    }
  })
}

/** What was written for which film, told by what was not there before. */
class Results {
  readonly folder: string
  readonly objects: ObjectFile[] = []
  readonly owners = new Map<string, string>()
  readonly #known = new Set<string>()

  constructor(folder: string) {
    this.folder = folder
  }

  async take(filmId: string): Promise<void> {
    const entries = await readdir(this.folder, { recursive: true, withFileTypes: true }).catch(() => [])
    for (const entry of entries) {
      const path = join(entry.parentPath, entry.name)
      if (!entry.name.endsWith('.dcm') || this.#known.has(path)) continue
      this.#known.add(path)
      const object = await objectFile(path)
      this.objects.push(object)
      this.owners.set(object.sopInstanceUid, filmId)
    }
  }
}
