import { rm } from 'node:fs/promises'
import { ProblemError, toProblem, type Problem } from '#shared/problem.ts'
import { objectFile, type ObjectFile, type Peer, type SentObject } from '#main/pacs/index.ts'
import type { QueuedFilm } from './queue.ts'
import type { Store } from './store.ts'

type Means = { store: Store; destination(): Promise<Pick<Peer, 'send'>>; signal: AbortSignal }
export type SendOutcome = {
  film: QueuedFilm
  /** Sent this time. */
  objects: number
  /** Why some of them were not. */
  problem?: Problem
}

/** Sends all results of these films. What was sent is removed at once, so that only the rest is tried again. */
export async function sendResults(
  films: readonly QueuedFilm[],
  { store, destination, signal }: Means,
): Promise<SendOutcome[]> {
  const outcomes = new Map(films.map((film): [string, SendOutcome] => [film.id, { film, objects: 0 }]))
  const owners = new Map<string, { outcome: SendOutcome; path: string }>()
  const objects: ObjectFile[] = []
  const removals: Promise<void>[] = []
  const onSent = ({ sopInstanceUid, problem }: SentObject): void => {
    const owner = owners.get(sopInstanceUid)
    if (!owner) return
    owners.delete(sopInstanceUid)
    if (problem) owner.outcome.problem ??= problem
    else owner.outcome.objects++
    // An archive that keeps another object keeps that, however often it gets this one.
    if (!problem || problem.id === 'pacs-kept-other') removals.push(rm(owner.path, { force: true }))
  }
  try {
    for (const outcome of outcomes.values()) {
      for (const path of await store.resultFiles(outcome.film.id)) {
        const object = await objectFile(path)
        if (owners.has(object.sopInstanceUid)) continue
        objects.push(object)
        owners.set(object.sopInstanceUid, { outcome, path })
      }
    }
    if (objects.length > 0) await (await destination()).send(objects, onSent, signal, store.coming)
  } catch (thrown) {
    for (const { outcome } of owners.values()) outcome.problem ??= toProblem(thrown)
  }
  // Nothing was said of these.
  for (const { outcome } of owners.values()) outcome.problem ??= toProblem(new ProblemError('pacs-unanswered'))
  await Promise.all(removals)
  return [...outcomes.values()]
}
