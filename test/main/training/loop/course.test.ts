import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { DatasetFilm } from '#main/dataset/datasetFilm.ts'
import type { Engine, Tensors } from '#main/engines/engine.ts'
import { adamWDefaults } from '#main/network/adamW.ts'
import { defaultLossWeights } from '#main/network/losses.ts'
import { Checkpoints, type Conditions } from '#main/training/loop/checkpoints.ts'
import type { LessonNumbers, Way } from '#main/training/loop/lesson.ts'
import { trainByLoop, type CourseContext } from '#main/training/loop/loop.ts'
import { FailingSteps } from '../../../support/failingSteps.ts'
import { newFolder } from '../../../support/folder.ts'

const shape = { inputSize: 64, fit: 'pad' as const, classes: 2, hidden: 8, experts: 2, topK: 1 }
const scalar = (value: number) => ({ dims: [1], data: Float32Array.of(value) })
const films = (labels: readonly number[]): DatasetFilm[] =>
  labels.map((label, i) => ({ path: '', file: `${i}`, label, group: i, contentHash: `${i}` }))
const same: Conditions = { version: '1', configuration: 'the same' }
const ends = new AbortController().signal

/** An engine whose steps count: each adds 1 to the one parameter; its loss is a half, and ten times that in all. */
const counting: Engine = {
  name: 'onnx-cpu',
  compileAlongside: () => Promise.reject(new Error('Not asked for here.')),
  compile: async ({ state = {} }) => {
    let now: Tensors = state
    return {
      run: async () => {
        now = { ...now, 'parameter:count': scalar(now['parameter:count'].data[0] + 1) }
        return { total: scalar(5), fused: scalar(0.5), expertUse: scalar(1) }
      },
      readState: async () => now,
      dispose: async () => undefined,
    }
  },
}

type Told = { rates: number[]; epochs: number[]; kept: number[]; lessons: number }
let folder: string
let told: Told
beforeEach(async () => {
  folder = await newFolder()
  told = { rates: [], epochs: [], kept: [], lessons: 0 }
})

/** `logitOf`: of a fracture, by the parameter. */
function way(numbers: Partial<LessonNumbers>, logitOf: (count: number) => number, keeps: Way['keeps'] = 'last'): Way {
  return {
    name: 'counting',
    numbers: {
      epochs: 4,
      batch: 2,
      learningRate: 1,
      weightDecay: 0,
      warmUpEpochs: 1,
      patience: Infinity,
      ...numbers,
    },
    keeps,
    calibrated: false,
    lesson: async (_start, { train }, batch) => {
      told.lessons++
      return {
        step: {
          shape,
          batch,
          from: 'features',
          example: [1],
          lossWeights: defaultLossWeights,
          adamW: adamWDefaults,
        },
        frozen: { fixed: scalar(7) },
        trained: { count: scalar(0) },
        classWeights: [1, 1],
        stepsPerEpoch: Math.floor(train.length / batch),
        batches: async function* (epoch) {
          told.epochs.push(epoch)
          for (let i = 0; i + batch <= train.length; i += batch)
            yield { examples: new Float32Array(batch), labels: train.slice(i, i + batch).map(({ label }) => label) }
        },
        logits: async ({ count }, judged) => judged.map(() => Float32Array.of(0, logitOf(count.data[0]))),
      }
    },
  }
}

function train(
  what: Way,
  validation: readonly number[] = [],
  context: Partial<CourseContext> & { stopAfter?: number } = {},
) {
  const checkpoints = new Checkpoints(folder, same)
  const course = {
    engine: counting,
    way: what,
    films: { train: films([0, 1, 0, 1, 1]), validation: films(validation) },
  }
  const { stopAfter, ...others } = context
  return trainByLoop(
    { ...course, start: {}, checkpoints, stopAfter },
    {
      signal: ends,
      onStep: ({ rate }) => told.rates.push(rate),
      onEpoch: (_, { count }) => void told.kept.push(count.data[0]),
      ...others,
    },
  )
}

describe('the training loop', () => {
  it('keeps the last epoch where nothing validates, and tells the loss of the fused logits', async () => {
    const { parameters, bestEpoch, history } = await train(way({}, () => 0))
    expect([parameters.count.data[0], parameters.fixed.data[0], bestEpoch]).toEqual([8, 7, 4])
    expect(history.map(({ trainLoss }) => trainLoss)).toEqual([0.5, 0.5, 0.5, 0.5])
    expect(told.kept).toEqual([2, 4, 6, 8])
  })

  it('keeps the mean of the epochs where the way says so', async () => {
    await train(way({}, () => 0, 'mean'))
    expect(told.kept).toEqual([2, 3, 4, 5])
  })

  it('keeps the epoch with the least loss on the validation films, and ends when none was better for long enough', async () => {
    const { bestEpoch, history, parameters } = await train(
      way({ epochs: 9, patience: 2 }, (count) => -Math.abs(count - 4)),
      [1, 1],
    )
    expect([bestEpoch, history.length, parameters.count.data[0]]).toEqual([2, 4, 4])
  })

  it('breaks the course of the rate off where it is told to', async () => {
    await train(way({}, () => 0))
    const whole = told.rates
    told.rates = []
    folder = await newFolder()
    const { bestEpoch } = await train(
      way({}, () => 0),
      [],
      { stopAfter: 3 },
    )
    expect(bestEpoch).toBe(3)
    expect(told.rates).toEqual(whole.slice(0, 6))
  })

  it('goes on after a break with the same steps, and gives what it came to when it had ended', async () => {
    const course = way({}, (count) => count, 'mean')
    const abort = new AbortController()
    const stop = () => void (told.epochs.at(-1) === 3 && abort.abort())
    // Films of one kind have no AUC, and a checkpoint without one is none that another version left.
    await expect(train(course, [1], { signal: abort.signal, onStep: stop })).rejects.toThrow()
    expect((await readdir(folder)).sort()).toEqual(['checkpoint.json', 'kept-2.safetensors', 'state-2.safetensors'])
    const resumed = await train(course, [1])
    expect(told.epochs).toEqual([1, 2, 3, 3, 4])
    expect(told.kept).toEqual([2, 3, 4, 5])
    expect(resumed.history.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4])
    expect((await readdir(folder)).sort()).toEqual(['checkpoint.json', 'learned.safetensors'])
    const lessons = told.lessons
    expect(await train(course, [1])).toEqual(resumed)
    expect(told.lessons).toBe(lessons)
  })

  it('says that it went astray when the loss on validation films is no number any more', async () => {
    await expect(
      train(
        way({}, (count) => (count > 3 ? NaN : 0)),
        [0, 1],
      ),
    ).rejects.toMatchObject({ code: 'diverged' })
  })

  it('does not start again where the disk fails to give what is kept', async () => {
    await train(way({}, () => 0))
    const kept = new Checkpoints(folder, same)
    const steps = new FailingSteps(folder)
    try {
      steps.arm()
      await kept.load()
      const { length } = steps.names
      for (let at = 1; at <= length; at++) {
        steps.arm(at)
        await expect(kept.load()).rejects.toMatchObject({ code: 'EIO' })
      }
    } finally {
      steps.restore()
    }
    expect(await kept.load()).toBeDefined()
    await rm(join(folder, 'learned.safetensors'))
    await expect(kept.load()).rejects.toMatchObject({ id: 'run-damaged' })
  })

  it('refuses what another version left, and what was begun with other films', async () => {
    await train(way({}, () => 0))
    const load = (other: Partial<Conditions>) => new Checkpoints(folder, { ...same, ...other }).load()
    await expect(load({ configuration: 'another' })).rejects.toMatchObject({ id: 'run-of-other-films' })
    await expect(load({ version: '2' })).rejects.toMatchObject({ id: 'run-of-another-version' })
    const file = join(folder, 'checkpoint.json')
    const stored = JSON.parse(await readFile(file, 'utf8'))
    // As the version before wrote it.
    const older = await newFolder()
    await mkdir(older, { recursive: true })
    const { files: _, isHalved: __, ...rest } = stored
    const names = {
      state: 'state-4.safetensors',
      meanParameters: 'mean-4.safetensors',
      bestParameters: 'mean-4.safetensors',
    }
    await writeFile(join(older, 'checkpoint.json'), JSON.stringify({ ...rest, formatVersion: 3, ...names }))
    await expect(new Checkpoints(older, same).load()).rejects.toMatchObject({ id: 'run-of-another-version' })
  })
})
