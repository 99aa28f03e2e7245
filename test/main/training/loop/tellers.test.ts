import { describe, expect, it } from 'vitest'
import type { DatasetFilm } from '#main/dataset/datasetFilm.ts'
import type { StepReport } from '#main/training/loop/loop.ts'
import type { Task } from '#main/training/loop/task.ts'
import type { Teaching } from '#main/training/loop/teaching.ts'
import { tellers } from '#main/training/loop/tellers.ts'

const films = (count: number) => new Array<DatasetFilm>(count)
const rounds = ['fold-1', 'fold-2', 'fold-3'].map((name) => ({ name, train: films(20), validation: films(10) }))
const whole = { name: 'whole', train: films(30), validation: [] }
const numbers = { epochs: 4 }
const teaching = {
  ways: [
    { numbers, stages: { judged: { step: 'first', epoch: 'first' }, whole: { step: 'first', epoch: 'first' } } },
    { numbers, stages: { judged: { step: 'steps', epoch: 'epoch' }, whole: { step: 'again' } } },
  ],
} as unknown as Teaching
const step: StepReport = {
  step: 3,
  total: 8,
  epoch: 2,
  bestEpoch: 2,
  rate: 0.1,
  filmsPerSecond: 10,
  remainingSeconds: 1,
  losses: { total: 5 },
}
const epoch = { epoch: 2, trainLoss: 1, validationLoss: 1, filmsPerSecond: 10, engineIdleShare: 0 }

type Said = [string, number, number, Record<string, number>]
function saidOf(tell: (told: ReturnType<typeof tellers>) => void): Said[] {
  const said: Said[] = []
  const task = { report: (...what: Said) => said.push(what) } as unknown as Task
  tell(tellers(task, teaching, rounds, 30))
  return said
}

describe('what is told of a training', () => {
  it('counts the steps and epochs of the last way on over the rounds, and says what all to come will take', () => {
    const said = saidOf((told) => {
      told(rounds[1], 1).onStep!(step)
      void told(rounds[1], 1).onEpoch!(epoch, {})
    })
    expect(said.map(([stage, done, total]) => [stage, done, total])).toEqual([
      ['steps', 11, 24],
      ['epoch', 6, 12],
    ])
    // One more fold of 20 films in 4 epochs, and all 30 films for as many epochs as are best now, at 10 films a second.
    expect(said[0][3].remainingSeconds).toBeCloseTo(1 + (20 * 4 + 30 * 2) / 10, 10)
    expect(said[0][3].total).toBe(5)
  })

  it('counts those of an earlier way for each round, and does not take them for the whole', () => {
    const [[stage, done, total, given]] = saidOf((told) => told(rounds[1], 0).onStep!(step))
    expect([stage, done, total]).toEqual(['first', 3, 8])
    expect(given).not.toHaveProperty('remainingSeconds')
  })

  it('has nothing to come after the round with all films', () => {
    const said = saidOf((told) => {
      told(whole, 1).onStep!(step)
      void told(whole, 1).onEpoch!(epoch, {})
    })
    expect(said).toHaveLength(1)
    expect(said[0].slice(0, 3)).toEqual(['again', 3, 8])
    expect(said[0][3].remainingSeconds).toBe(1)
  })
})
