import { setImmediate as turn } from 'node:timers/promises'
import { foldsByGroup, type Grouped } from '#main/dataset/index.ts'
import { fitStandardisedLogistic } from '#main/evaluation/index.ts'

const folds = 5
/** Some thousand weights for some hundred films. */
const penalty = 0.06

/** Log-odds of the label 1 for each row, by weights that were learned from rows of other groups. */
export async function outOfFold(
  rows: readonly Float32Array[],
  films: readonly Grouped[],
  seed: number,
  { signal, onFold }: { signal: AbortSignal; onFold(done: number, total: number): void },
): Promise<number[]> {
  const foldOf = foldsByGroup(films, seed, folds)
  const odds = new Array<number>(films.length).fill(0)
  for (let fold = 0; fold < folds; fold++) {
    onFold(fold, folds)
    // A fold is computed on this thread, where a cancel waits to be heard.
    await turn()
    signal.throwIfAborted()
    const learned = films.keys().filter((i) => foldOf[i] !== fold).toArray() // prettier-ignore
    const { weights, bias } = fitStandardisedLogistic(
      learned.map((i) => rows[i]),
      learned.map((i) => films[i].label),
      2,
      penalty,
    )
    const weight = weights[1].map((value, channel) => value - weights[0][channel])
    rows.forEach((row, i) => {
      if (foldOf[i] !== fold) return
      odds[i] = row.reduce((sum, value, channel) => sum + value * weight[channel], bias[1] - bias[0])
    })
  }
  return odds
}
