import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JobProgress } from '#shared/job.ts'
import { loadModel } from '#main/models/loadModel.ts'
import { Reader } from '#main/reading/reader.ts'
import { studyDecoder } from '#main/study/openStudy.ts'
import { trainHeads, type TrainingContext } from '#main/training/trainHeads.ts'
import { writeBarFilms } from '../../support/barFilms.ts'
import { writeTestModel } from '../../support/testModel.ts'

const filmsPerClass = 45
let root: string

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'train-'))
  await writeTestModel(join(root, 'start'), { id: 'start' })
  await writeBarFilms(join(root, 'films'), filmsPerClass)
  await writeFile(join(root, 'films', 'Fractured', 'notes.txt'), 'not a film')
}, 60_000)
afterAll(() => rm(root, { recursive: true }))

function train(output: string, context: Partial<TrainingContext> = {}, folder = 'films'): Promise<void> {
  return trainHeads({
    jobId: 'job', folder: join(root, folder), name: 'Bars', modelId: 'bars', programVersion: '9.9.9', startFrom: { id: 'start', directory: join(root, 'start') },
    seed: 42, epochs: 25, engine: 'onnx-cpu', outputDirectory: join(root, output), cacheDirectory: join(root, 'cache'),
  }, { decoder: studyDecoder, signal: new AbortController().signal, onProgress: () => {}, ...context })
}

describe('trainHeads', () => {
  it('learns what can be learned, and says so on films that it has not seen', async () => {
    const progress: JobProgress[] = []
    await train('first', { onProgress: (step) => progress.push(step) })
    const { card } = await loadModel(join(root, 'first'))
    expect(card).toMatchObject({ id: 'bars', name: 'Bars', programVersion: '9.9.9', classNames: ['No fracture', 'Fracture'] })
    expect(card.data).toMatchObject({ films: 2 * filmsPerClass, name: 'films' })
    const { train: trained, holdout } = card.data.split
    expect(trained + holdout).toBe(2 * filmsPerClass)
    expect([card.metrics.validation.films, card.metrics.holdout.films]).toEqual([trained, holdout])
    expect(card.metrics.holdout.auc).toBeGreaterThan(0.9)
    expect([...new Set(progress.map(({ stage }) => stage))]).toEqual(['inspect', 'features', 'epochs', 'evaluate'])
    expect(progress.filter(({ numbers }) => 'validationLoss' in numbers).length).toBeGreaterThan(4 * 25)
  }, 120_000)

  it('gives the same weights for the same seed, and reads a film as it was judged', async () => {
    await train('second')
    const weights = (output: string): Promise<Buffer> => readFile(join(root, output, 'model.safetensors'))
    expect((await weights('second')).equals(await weights('first'))).toBe(true)
    const reader = new Reader()
    const film = await studyDecoder.film(join(root, 'films', 'Fractured', 'film 0.png'), 0)
    const reading = await reader.read(film, { frame: 0, model: { id: 'bars', directory: join(root, 'second') }, engine: 'onnx-cpu' })
    await reader.dispose()
    expect(reading.probability).toBeGreaterThan(0.5)
  }, 120_000)

  it('ends within one step when it is cancelled', async () => {
    const abort = new AbortController()
    let after = 0
    const training = train('cancelled', {
      signal: abort.signal,
      onProgress: ({ stage }) => {
        if (abort.signal.aborted) after++
        if (stage === 'epochs') abort.abort()
      },
    })
    await expect(training).rejects.toMatchObject({ code: 'cancelled' })
    expect(after).toBeLessThanOrEqual(1)
  }, 60_000)

  it('refuses too few films, and the same film under two labels', async () => {
    for (const [name, folder] of [['few', 'Fractured'], ['few', 'Normal'], ['twice', 'Fractured'], ['twice', 'Normal']]) {
      await mkdir(join(root, name, folder), { recursive: true })
      const source = name === 'few' && folder === 'Normal' ? 'Non-Fractured' : 'Fractured'
      for (let i = 0; i < 4; i++) await copyFile(join(root, 'films', source, `film ${i}.png`), join(root, name, folder, `${i}.png`))
    }
    await expect(train('out', {}, 'few')).rejects.toMatchObject({ code: 'not-enough-data' })
    await expect(train('out', {}, 'twice')).rejects.toMatchObject({ code: 'dataset-invalid' })
  }, 60_000)
})
