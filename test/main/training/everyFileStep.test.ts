import { expect, it } from 'vitest'
import { Random } from '#main/network/random.ts'
import { FailingTraining } from '../../support/failingTraining.ts'

/** Steps that must not lose what is kept; `bench/faults` goes on with all of them, and with full trainings. */
const steps = [/^rename .*run\.json/, /^readFile .*checkpoint\.json/]

it('ends with a sentence where a step of a real training with files fails, and goes on to the same model', async () => {
  const training = await FailingTraining.open('heads')
  const random = new Random(3)
  try {
    for (const step of steps) {
      const places = [...training.steps.keys()].filter((i) => step.test(training.steps[i]))
      const at = places[random.below(places.length)]
      const error = (['ENOSPC', 'EROFS', 'EIO'] as const)[random.below(3)]
      const outcome = { ...(await training.try(1 + at, error)), step: training.steps[at], error }
      expect(outcome).toMatchObject({ isTold: true, isSame: true, lostEpochs: 0 })
    }
  } finally {
    await training.close()
  }
}, 900_000)
