import type { DatasetFilm } from '#main/dataset/index.ts'
import type { Features } from '../films/features.ts'
import type { Task } from '../loop/task.ts'

/** What teaching heads needs to know of a training. */
export type HeadsTask = Pick<Task, 'engine' | 'shape' | 'seed' | 'classWeights' | 'signal' | 'report'>

/** Features of films that lack them; the trunk leaves the engine's memory. */
export async function prepareFeatures(
  { signal, report }: Pick<HeadsTask, 'signal' | 'report'>,
  features: Features,
  films: readonly DatasetFilm[],
): Promise<void> {
  try {
    await features.prepare(films, { signal, onFilm: (done, total) => report('features', done, total) })
  } finally {
    await features.release()
  }
}
