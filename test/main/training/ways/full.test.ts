import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { DatasetFilm } from '#main/dataset/datasetFilm.ts'
import { openDataset } from '#main/dataset/dataset.ts'
import { OnnxEngine } from '#main/engines/onnx/onnxEngine.ts'
import { networkParameters, startParameters } from '#main/network/parameters.ts'
import { Random } from '#main/network/random.ts'
import { studyDecoder } from '#main/study/openStudy.ts'
import type { Task } from '#main/training/loop/task.ts'
import type { Teaching } from '#main/training/loop/teaching.ts'
import { fullDefaults, teachFull } from '#main/training/ways/full.ts'
import { writeBarFilms } from '../../../support/barFilms.ts'
import { newFolder } from '../../../support/folder.ts'

const shape = { inputSize: 64, fit: 'pad' as const, classes: 2, hidden: 8, experts: 2, topK: 1, places: true as const }
let films: DatasetFilm[]
let teaching: Teaching
const parameters = startParameters(networkParameters(shape), new Random(5))

beforeAll(async () => {
  const folder = await newFolder()
  const bars = await writeBarFilms(folder, 4)
  const signal = new AbortController().signal
  const opened = await openDataset(folder, studyDecoder, { signal, onFile: () => undefined })
  films = opened.films.map((film) => {
    const bar = bars.get(film.file)
    return bar ? { ...film, marks: [{ shape: 'box', ...bar }] } : film
  })
  const task: Task = {
    ...{ engine: new OnnxEngine('onnx-cpu', 'cpu'), shape, start: parameters, seed: 3, classWeights: [1, 1] },
    ...{ runDirectory: join(folder, 'run'), cacheDirectory: await newFolder(), programVersion: '1.0.0' },
    ...{ decoder: studyDecoder, signal, report: () => undefined },
    parts: { train: films, validation: [], holdout: [] },
  }
  teaching = await teachFull(task, fullDefaults)
})
afterAll(() => teaching.close())

it('goes on with layers 2–4 where the heads are taught and what they were taught with is not in the cache', async () => {
  const lesson = await teaching.ways.at(-1)!.lesson(parameters, { train: films, validation: [] }, 4)
  expect(lesson.stepsPerEpoch).toBe(2)
}, 60_000)
