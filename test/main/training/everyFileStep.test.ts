import { describe, expect, it } from 'vitest'
import { Random } from '#main/network/random.ts'
import { FailingTraining } from '../../support/failingTraining.ts'

/** Of each mode, steps that must not lose what is kept; `bench/faults` goes on with all of them. */
const steps = [/^readFile .*checkpoint\.json/, /^rename .*checkpoint/, /^rename .*run\.json/, /^rmSync .*\.lock/]

describe.each(['heads', 'full'] as const)('a real training of %s', (mode) => {
  it(
    'ends with a sentence where a step with files fails, and goes on to the same model',
    { timeout: 900_000 },
    async () => {
      const training = await FailingTraining.open(mode)
      const random = new Random(3)
      try {
        for (const step of steps) {
          const places = [...training.steps.keys()].filter((i) => step.test(training.steps[i]))
          const at = places[random.below(places.length)]
          const error = (['ENOSPC', 'EROFS', 'EIO'] as const)[random.below(3)]
          const outcome = await training.try(1 + at, error)
          expect({ ...outcome, step: training.steps[at], error }).toMatchObject({
            isTold: true,
            isSame: true,
            lostEpochs: 0,
          })
        }
      } finally {
        await training.close()
      }
    },
  )
})
