import { randomUUID } from 'node:crypto'
import { fromProblem, type Problem } from '#shared/problem.ts'
import type { ResultKind } from '#shared/results.ts'
import { filmVerdicts, type FilmVerdicts } from '#main/node/index.ts'
import { resultsWork } from '../results/results.ts'
import type { Services } from '../services.ts'
import type { Looking } from './looking.ts'

export type ReadMeans = Pick<Services, 'compute' | 'engines' | 'models' | 'settings'> & { looking: Looking }
type Wish = { path: string; to: string; kinds: readonly ResultKind[] }

/**
 * Reads a film with the active model and writes its results below a folder; what somebody looks at comes first. Resolves
 * with what became of its frames; rejects where none was read, or where results could not be written.
 */
export async function readReceived(means: ReadMeans, { path, to, kinds }: Wish): Promise<FilmVerdicts> {
  const model = await means.models.reference()
  const { name, weights } = await means.models.show(model.id)
  const told = { id: model.id, name, sha256: weights.sha256 }
  const work = resultsWork(means.settings, { folder: to, style: { kinds: [...kinds] } }, told, randomUUID())
  const engine = means.engines.current
  const { readFile } = means.engines.readFile(means.compute, undefined, engine)
  const frames: (string | Problem)[] = []
  for (let from = 0, total = 1; from < total;) {
    await means.looking.ends()
    const read = await readFile({ path, model, engine, from, modalities: [], results: work })
    for (const frame of read.frames) {
      if ('problem' in frame) frames.push(frame.problem)
      else if (frame.unwritten) throw fromProblem(frame.unwritten)
      else frames.push(frame.reading.verdict)
    }
    from += read.frames.length
    total = read.total
  }
  await means.compute.finishResults(work)
  return filmVerdicts(frames)
}
