import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { ProblemError } from '#shared/problem.ts'
import { reportSchema } from '#shared/report.ts'
import { loadModel } from '#main/model/loadModel.ts'
import { studyDecoder } from '#main/study/openStudy.ts'
import { train } from '#main/training/run/train.ts'
import { writeBarFilms } from '../../../support/barFilms.ts'
import { newFolder } from '../../../support/folder.ts'
import { writeTestModel } from '../../../support/testModel.ts'

vi.mock(import('#main/training/run/learningCurve.ts'), async (original) => ({
  ...(await original()),
  learningCurve: () => Promise.reject(new ProblemError('curve-marks-too-few')),
}))

it('leaves its model where the learning curve fails, and says why there is none', async () => {
  const root = await newFolder()
  await writeTestModel(join(root, 'start'), { id: 'start' })
  await writeBarFilms(join(root, 'films'), 20)
  const outputDirectory = join(root, 'model')
  await train(
    {
      ...{ jobId: 'job', folder: join(root, 'films'), name: 'Bars', modelId: 'bars', programVersion: '9.9.9' },
      startFrom: { id: 'start', directory: join(root, 'start') },
      settings: {
        ...{ mode: 'heads', preset: 'default', seed: 42, epochs: 1, batch: 8, classWeights: 'none' },
        ...{ crossFit: 2, learningCurve: true },
      },
      engine: 'onnx-cpu',
      ...{ outputDirectory, runDirectory: join(root, 'run'), cacheDirectory: join(root, 'cache') },
    },
    { decoder: studyDecoder, signal: new AbortController().signal, onProgress: () => undefined },
  )
  expect((await loadModel(outputDirectory)).card.id).toBe('bars')
  const report = reportSchema.parse(JSON.parse(await readFile(join(outputDirectory, 'report.json'), 'utf8')))
  expect(report.learningCurveProblem).toMatchObject({ id: 'curve-marks-too-few' })
  expect(await readFile(join(outputDirectory, 'report.html'), 'utf8')).toContain(
    'Learning curve: The parts of the films have too few marked films',
  )
}, 120_000)
