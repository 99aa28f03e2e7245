import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Engine, Tensors } from '#main/engines/engine.ts'
import { OnnxEngine } from '#main/engines/onnx/onnxEngine.ts'
import { networkParameters, startParameters } from '#main/network/parameters.ts'
import { Random } from '#main/network/random.ts'
import { studyDecoder } from '#main/study/openStudy.ts'
import { openDataset } from '#main/dataset/dataset.ts'
import type { DatasetFilm } from '#main/dataset/datasetFilm.ts'
import { Batches } from '#main/training/films/batches.ts'
import { FilmCache } from '#main/training/films/filmCache.ts'
import { filmLogits } from '#main/training/films/filmOutputs.ts'
import { Checkpoints, type Learned } from '#main/training/loop/checkpoints.ts'
import type { LessonNumbers } from '#main/training/loop/lesson.ts'
import { trainByLoop, type CourseContext } from '#main/training/loop/loop.ts'
import { fullDefaults, fullWay } from '#main/training/ways/full.ts'
import { writeBarFilms } from '../../../support/barFilms.ts'

const shape = { inputSize: 64, fit: 'pad' as const, classes: 2, hidden: 8, experts: 2, topK: 1 }
const engine: Engine = new OnnxEngine('onnx-cpu', 'cpu')
const gentle = { shift: 0.05, mirror: true, jitter: 0.1, rotationDegrees: 5 }
const numbers: LessonNumbers = { ...fullDefaults, epochs: 3, batch: 8, learningRate: 3e-4 }
const task = { engine, shape, seed: 3, classWeights: [1, 1] }
const same = { version: '1', configuration: 'same films, same settings' }
const signal = new AbortController().signal

let root: string
let cache: FilmCache
let films: DatasetFilm[]
let start: Tensors
let batches: Batches

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'full-'))
  await writeBarFilms(join(root, 'films'), 16)
  const dataset = await openDataset(join(root, 'films'), studyDecoder, { signal, onFile: () => {} })
  cache = await FilmCache.open(join(root, 'cache'), shape)
  films = dataset.films
  await cache.prepare(films, studyDecoder, { signal, onFilm: () => {} })
  start = startParameters(networkParameters(shape), new Random(5))
  // Random features are large; standardised ones are not.
  start['standardise.scale'].data.fill(0.1)
})
afterAll(() => rm(root, { recursive: true }))
beforeEach(() => {
  batches = new Batches(cache, shape.inputSize)
})
afterEach(() => batches.close())

function train(
  run: string,
  overrides: Partial<LessonNumbers> = {},
  context: Partial<CourseContext> = {},
): Promise<Learned> {
  const checkpoints = new Checkpoints(join(root, run), same)
  const divided = { train: films.filter((_, i) => i % 4 !== 0), validation: films.filter((_, i) => i % 4 === 0) }
  const way = fullWay(task, batches, { ...numbers, ...overrides }, { augment: gentle })
  return trainByLoop({ engine, way, films: divided, start, checkpoints }, { signal, ...context })
}

describe('the training loop, fine-tuning', () => {
  it('goes on after a break with the same numbers as without one', async () => {
    const whole = await train('whole')
    const abort = new AbortController()
    const broken = train(
      'broken',
      {},
      {
        signal: abort.signal,
        onStep: ({ epoch }) => {
          if (epoch === 2) abort.abort()
        },
      },
    )
    await expect(broken).rejects.toThrow()
    const resumed = await train('broken')
    expect(resumed.history.map(({ epoch }) => epoch)).toEqual([1, 2, 3])
    resumed.history.forEach((report, i) => expect(report.trainLoss).toBeCloseTo(whole.history[i].trainLoss, 5))
    for (const [name, { data }] of Object.entries(whole.parameters)) {
      const largest = data.reduce(
        (most, value, i) => Math.max(most, Math.abs(value - resumed.parameters[name].data[i])),
        0,
      )
      expect(largest, name).toBeLessThan(1e-5)
    }
    expect(await readdir(join(root, 'broken'))).toEqual(['checkpoint.json', 'learned.safetensors'])
  }, 120_000)

  it('learns 32 films by heart', async () => {
    // Few epochs of many steps: each epoch ends with a look at all films.
    const divided = { train: Array.from({ length: 6 }, () => films).flat(), validation: films }
    const still = { shift: 0, mirror: false, jitter: 0, rotationDegrees: 0 }
    const way = fullWay(task, batches, { ...numbers, epochs: 2, patience: 99 }, { augment: still })
    const { parameters } = await trainByLoop({ engine, way, films: divided, start }, { signal })
    const logits = await filmLogits(engine, batches, shape, parameters, films)
    const right = films.filter((film, i) => logits[i][1] > logits[i][0] === (film.label === 1))
    expect(right).toHaveLength(32)
  }, 120_000)

  it('leaves stem, layer 1 and the standardisation alone and moves everything else', async () => {
    const { parameters } = await train('one', { epochs: 1 })
    for (const [name, { data }] of Object.entries(start)) {
      // An expert that no place was routed to has nothing to learn from.
      if (name.startsWith('experts.')) continue
      const moved = data.some((value, i) => value !== parameters[name].data[i])
      expect(moved, name).toBe(!/^(conv1|layer1|standardise)\./.test(name))
    }
  }, 60_000)

  it('ends when the validation films have not gained for long enough', async () => {
    const { history, bestEpoch } = await train('patience', { epochs: 30, learningRate: 0, patience: 1 })
    expect([history.length, bestEpoch]).toEqual([2, 1])
  }, 60_000)

  it('says when the loss is no number any more', async () => {
    await expect(train('nan', { learningRate: 1e30 })).rejects.toMatchObject({ code: 'diverged' })
  }, 60_000)

  it('does not go on with other settings', async () => {
    await train('configured', { epochs: 1 })
    await expect(
      new Checkpoints(join(root, 'configured'), { ...same, configuration: 'other settings' }).load(),
    ).rejects.toMatchObject({
      code: 'wrong-use',
    })
  }, 60_000)
})
