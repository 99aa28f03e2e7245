import { beforeEach, describe, expect, it } from 'vitest'
import type { DatasetFilm } from '#main/dataset/datasetFilm.ts'
import type { Engine, Tensors } from '#main/engines/engine.ts'
import { adamWDefaults } from '#main/network/adamW.ts'
import { defaultLossWeights } from '#main/network/losses.ts'
import { canLearnPlaces, trainInRounds, type Outcome } from '#main/training/loop/rounds.ts'
import type { Task } from '#main/training/loop/task.ts'
import type { Teaching } from '#main/training/loop/teaching.ts'
import { newFolder } from '../../../support/folder.ts'

const shape = { inputSize: 64, fit: 'pad' as const, classes: 2, hidden: 8, experts: 2, topK: 1 }
const scalar = (value: number) => ({ dims: [1], data: Float32Array.of(value) })
const films = (count: number, from: number): DatasetFilm[] =>
  Array.from({ length: count }, (_, i) => {
    const name = `${from + i}`
    return { path: name, file: name, contentHash: name, group: from + i, label: i % 2 }
  })

/** An engine that learns nothing; its steps are counted. */
let steps: number
const engine: Engine = {
  name: 'onnx-cpu',
  compileAlongside: () => Promise.reject(new Error('Not asked for here.')),
  compile: async ({ state = {} }) => ({
    run: async () => {
      steps++
      return { total: scalar(1), fused: scalar(0.5), expertUse: scalar(1) }
    },
    readState: async (): Promise<Tensors> => state,
    dispose: async () => undefined,
  }),
}

let runDirectory: string
beforeEach(async () => {
  runDirectory = await newFolder()
  steps = 0
})

function train({ programVersion = '1.0.0', trunk = 3 } = {}): Promise<Outcome> {
  const start = { trunk: scalar(trunk) }
  const task: Task = {
    ...{ engine, shape, start, runDirectory, programVersion, seed: 1, classWeights: [1, 1] },
    parts: { train: films(8, 0), validation: films(4, 8), holdout: films(4, 12) },
    cacheDirectory: runDirectory,
    decoder: { header: () => Promise.reject(new Error()), film: () => Promise.reject(new Error()) },
    signal: new AbortController().signal,
    report: () => undefined,
  }
  const teaching: Teaching = {
    ways: [
      {
        name: 'counting',
        numbers: { epochs: 2, batch: 2, learningRate: 1, weightDecay: 0, warmUpEpochs: 0, patience: Infinity },
        keeps: 'last',
        calibrated: false,
        stages: { judged: { step: 'epochs' }, whole: { step: 'again' } },
        lesson: async (begun, { train }, batch) => ({
          step: {
            ...{ shape, batch, from: 'features', example: [1] },
            ...{ lossWeights: defaultLossWeights, adamW: adamWDefaults },
          },
          frozen: begun,
          trained: { count: scalar(0) },
          classWeights: [1, 1],
          stepsPerEpoch: train.length / batch,
          batches: async function* () {
            for (let i = 0; i < train.length; i += batch)
              yield { examples: new Float32Array(batch), labels: train.slice(i, i + batch).map(({ label }) => label) }
          },
        }),
      },
    ],
    start,
    judge: async (_, judged) =>
      judged.map(() => ({ logits: new Float32Array(2), pooled: new Float32Array(1), experts: new Float32Array(2) })),
    shows: 'whole',
    close: () => Promise.resolve(),
  }
  return trainInRounds(task, teaching, 0)
}

describe('a run that is gone on with', () => {
  it('does nothing again that was done', async () => {
    const outcome = await train()
    const before = steps
    expect(before).toBeGreaterThan(0)
    expect(await train()).toEqual(outcome)
    expect(steps).toBe(before)
  })

  it.each([
    ['another version of the program', { programVersion: '1.0.1' }, 'run-of-another-version'],
    ['another trunk', { trunk: 4 }, 'run-of-other-films'],
  ])('is refused with %s', async (_, other, id) => {
    await train()
    await expect(train(other)).rejects.toMatchObject({ id, code: 'wrong-use' })
  })
})

describe('marks', () => {
  const size = { rows: 64, columns: 64, pixelAspect: 1 }
  const box = { shape: 'box' as const, x: 8, y: 8, width: 40, height: 12 }
  const marked = (groups: number): DatasetFilm[] =>
    films(40, 0).map((film, i) => {
      const isMarked = film.label > 0 && i < 20
      return isMarked ? { ...film, size, marks: [box], group: film.group % groups } : { ...film, size }
    })
  const can = (train: DatasetFilm[], places?: true) =>
    canLearnPlaces({ shape: { ...shape, places }, seed: 1, parts: { train, validation: [], holdout: [] } }, 4)

  it('must lie on films of more than one group, or the fold without it has none', () => {
    expect([can(marked(100), true), can(marked(1), true), can(marked(1))]).toEqual([true, false, true])
  })
})
