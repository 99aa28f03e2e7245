import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { TrainingSettings } from '#shared/training.ts'
import { studyDecoder } from '#main/study/openStudy.ts'
import { estimateTraining } from '#main/training/estimate/estimate.ts'
import { writeBarFilms } from '../../../support/barFilms.ts'
import { newFolder } from '../../../support/folder.ts'
import { writeTestModel } from '../../../support/testModel.ts'

let root: string

beforeAll(async () => {
  root = await newFolder()
  await writeTestModel(join(root, 'start'), { id: 'start' })
  await writeBarFilms(join(root, 'films'), 4)
  await writeFile(join(root, 'films', 'Fractured', 'a.txt'), 'no film')
  await mkdir(join(root, 'cache'))
})

function estimate(
  settings: Partial<TrainingSettings>,
  films = 1000,
  folder = 'films',
  signal = new AbortController().signal,
) {
  return estimateTraining(
    {
      jobId: 'job',
      folder: join(root, folder),
      films,
      startFrom: { id: 'start', directory: join(root, 'start') },
      engine: 'onnx-cpu',
      cacheDirectory: join(root, 'cache'),
      settings: { mode: 'heads', preset: 'default', seed: 1, classWeights: 'none', ...settings },
    },
    { decoder: studyDecoder, signal },
  )
}

describe('estimateTraining', () => {
  it('measures what each stage takes, more for more films and epochs, and leaves nothing behind', async () => {
    const few = await estimate({}, 100)
    expect(few.stages.map(({ stage }) => stage)).toEqual(['films', 'features', 'heads', 'evaluate'])
    expect(few.stages.every(({ seconds }) => seconds > 0)).toBe(true)
    expect(few.seconds).toBeCloseTo(
      few.stages.reduce((sum, { seconds }) => sum + seconds, 0),
      6,
    )
    const many = await estimate({ epochs: 480 }, 10_000)
    expect(many.seconds).toBeGreaterThan(10 * few.seconds)
    expect(many.memoryBytes).toBeGreaterThan(50e6)
    expect(many.availableBytes).toBeGreaterThan(1e8)
    expect(await readdir(join(root, 'cache'))).toEqual([])
  })

  it('measures a step of the whole network too, whose memory grows with the batch', async () => {
    const small = await estimate({ mode: 'full', batch: 8 })
    expect(small.stages.map(({ stage }) => stage)).toEqual(['films', 'features', 'heads', 'epochs', 'evaluate'])
    expect(small.stages[3].seconds).toBeGreaterThan(0.1)
    const large = await estimate({ mode: 'full', batch: 512 })
    expect(large.memoryBytes).toBeGreaterThan(small.memoryBytes)
    const [twice, tenfold] = [
      await estimate({ mode: 'full', batch: 8, crossFit: 2 }),
      await estimate({ mode: 'full', batch: 8, crossFit: 10 }),
    ]
    expect(tenfold.stages[3].seconds).toBeGreaterThan(twice.stages[3].seconds)
  }, 60_000)

  it('says when no film can be read, and ends when it is told to', async () => {
    for (const name of ['Fractured', 'Normal']) {
      await mkdir(join(root, 'empty', name), { recursive: true })
      await writeFile(join(root, 'empty', name, 'x.png'), 'no film')
    }
    await expect(estimate({}, 10, 'empty')).rejects.toMatchObject({ code: 'not-enough-data' })
    await expect(estimate({}, 10, 'films', AbortSignal.abort())).rejects.toThrow()
    expect(await readdir(join(root, 'cache'))).toEqual([])
  })
})
