import { expect, it } from 'vitest'
import type { DiskError } from '../../support/failingSteps.ts'
import { FailingTraining } from '../../support/failingTraining.ts'

/** In the order of a run: two epochs of a round that is judged, the round with all films, the model. */
const sittings: { fails: readonly RegExp[] | 'compute dies'; error?: DiskError; said: string; models?: number }[] = [
  { fails: 'compute dies', said: 'compute-crashed' },
  // A line of the run's course that cannot be written stops nothing; a checkpoint does.
  {
    fails: [/^appendFileSync .*metrics\.jsonl/, /^handle\.writeFile .*judged.*state-2/],
    error: 'ENOSPC',
    said: 'disk-full',
  },
  { fails: [/^rename .*judged.*checkpoint\.json/], error: 'EIO', said: 'not-readable' },
  { fails: [/^readFile .*judged.checkpoint.checkpoint\.json/], error: 'EIO', said: 'not-readable' },
  // The job that goes on with it.
  { fails: [/^rename .*job\.json/], error: 'EROFS', said: 'read-only' },
  { fails: [/^rename .*whole.*state-1/], error: 'EROFS', said: 'read-only' },
  // The model is written, filed, and the run is said to be over.
  { fails: [/^[\w.]*write\w* .*model.model\.safetensors/i], error: 'ENOSPC', said: 'disk-full' },
  { fails: [/^rename home.runs.[^/\\]+.model$/], error: 'EROFS', said: 'read-only' },
  { fails: [/^rename .*run\.json/], error: 'ENOSPC', said: 'disk-full', models: 1 },
]

it('ends with a sentence at each kind of step of a full training, loses nothing, and comes to the same model', async () => {
  const training = await FailingTraining.open('full', { epochs: 2, pauses: false })
  try {
    const words: unknown[] = []
    for (const { fails, error, said, models = 0 } of sittings) {
      const sitting = { ...(await training.sit(fails, error)), fails }
      words.push(sitting.sentence)
      expect(sitting).toMatchObject({ said, missed: [], lostEpochs: 0, canResume: true, models })
    }
    // Of a process that ends, no film is to blame.
    expect(words[0]).toMatch(/Nothing finished is lost: resume/)
    expect(await training.sit([])).toMatchObject({ said: 'succeeded', canResume: false, models: 1, isSame: true })
  } finally {
    await training.close()
  }
}, 900_000)
