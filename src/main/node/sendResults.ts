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
  /** A file of them is no object, and sending it again changes nothing. */
  isDamaged?: true
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
    if (problem?.id === 'pacs-not-dicom') damaged(owner.outcome)
    else if (problem) owner.outcome.problem ??= problem
    else owner.outcome.objects++
    // An archive that keeps another object keeps that, however often it gets this one.
    if (!problem || problem.id === 'pacs-kept-other') removals.push(rm(owner.path, { force: true }))
  }
  for (const outcome of outcomes.values()) {
    for await (const object of objectsOf(outcome, store)) {
      if (owners.has(object.sopInstanceUid)) continue
      objects.push(object)
      owners.set(object.sopInstanceUid, { outcome, path: object.path })
    }
  }
  try {
    if (objects.length > 0) await (await destination()).send(objects, onSent, signal, store.coming)
  } catch (thrown) {
    for (const { outcome } of owners.values()) outcome.problem ??= toProblem(thrown)
  }
  // Nothing was said of these.
  for (const { outcome } of owners.values()) outcome.problem ??= toProblem(new ProblemError('pacs-unanswered'))
  await Promise.all(removals)
  return [...outcomes.values()]
}

/** The results of one film. What cannot be read is the problem of that film, and holds up nothing else. */
async function* objectsOf(outcome: SendOutcome, store: Store): AsyncGenerator<ObjectFile> {
  const fail = (thrown: unknown): void => void (outcome.problem ??= toProblem(thrown))
  const paths = await store.resultFiles(outcome.film.id).catch(fail)
  for (const path of paths ?? []) {
    try {
      yield await objectFile(path)
    } catch (thrown) {
      if (thrown instanceof ProblemError && thrown.id === 'pacs-not-dicom') damaged(outcome)
      else fail(thrown)
    }
  }
}

function damaged(outcome: SendOutcome): void {
  outcome.isDamaged = true
  outcome.problem = toProblem(new ProblemError('node-result-damaged'))
}
