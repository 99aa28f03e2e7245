import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ModelCard } from '#shared/model.ts'
import type { TrainingSettings } from '#shared/training.ts'
import { loadModel } from '#main/model/loadModel.ts'
import { fileInputs } from '#main/reading/filmInput.ts'
import { Reader } from '#main/reading/reader.ts'
import { studyDecoder } from '#main/study/openStudy.ts'
import { train } from '#main/training/run/train.ts'
import { writeBarFilms, type Bar } from '../../../support/barFilms.ts'
import { writeTestModel } from '../../../support/testModel.ts'

const perClass = 45
let root: string
let bars: Map<string, Bar>

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'places-'))
  await writeTestModel(join(root, 'start'), { id: 'start' })
  bars = await writeBarFilms(join(root, 'films'), perClass)
  await writeMarks('boxes.csv', [...bars])
}, 60_000)
afterAll(() => rm(root, { recursive: true }))

async function writeMarks(name: string, of: [string, Bar][]): Promise<void> {
  const lines = of.map(([file, { x, y, width, height }]) => [file, x, y, width, height].join())
  await writeFile(join(root, 'films', name), ['file,x,y,width,height', ...lines, ''].join('\n'))
}

function teach(output: string, others: Partial<TrainingSettings> = {}, films = 'films'): Promise<void> {
  return train(
    {
      ...{ jobId: 'job', folder: join(root, films), name: 'Bars', modelId: 'bars', programVersion: '9.9.9' },
      startFrom: { id: 'start', directory: join(root, 'start') },
      settings: {
        ...{ mode: 'heads', preset: 'default', seed: 42, epochs: 2, batch: 64, classWeights: 'none', inputSize: 224 },
        ...others,
      },
      engine: 'onnx-cpu',
      runDirectory: join(root, `run ${output}`),
      outputDirectory: join(root, output),
      cacheDirectory: join(root, 'cache'),
    },
    { decoder: studyDecoder, signal: new AbortController().signal, onProgress: () => undefined },
  )
}

describe('training with marks', () => {
  let card: ModelCard

  it('learns where fractures are, and says how well it points on films that it has not seen', async () => {
    await teach('first')
    ;({ card } = await loadModel(join(root, 'first')))
    expect(card.network).toMatchObject({ places: true, fit: 'pad', inputSize: 224 })
    expect(card.metrics.holdout.auc).toBeGreaterThan(0.9)
    const { holdout, validation } = card.metrics
    for (const { pointing } of [holdout, validation]) {
      expect(pointing!.hitRate).toBeGreaterThan(0.8)
      expect(pointing!.froc.at(-1)!.sensitivity).toBeGreaterThan(0.8)
    }
    expect(validation.pointing!.markedFilms + holdout.pointing!.markedFilms).toBe(perClass)
    const report = await readFile(join(root, 'first', 'report.html'), 'utf8')
    expect(report).toContain('Where it points')
  }, 300_000)

  it('reads with findings on the bars, the same each time, and a likely one wherever the verdict is Fracture', async () => {
    const reader = new Reader()
    const model = { id: 'bars', directory: join(root, 'first') }
    let onBar = 0
    const fractured = [...bars].slice(0, 12)
    for (const [file, bar] of fractured) {
      const inputs = await fileInputs(join(root, 'films', file), { frame: 0 }, card.network)
      const [frame] = inputs.frames
      if (!('input' in frame)) throw new Error('unread')
      const request = { frame: 0, model, engine: 'onnx-cpu' as const, force: true }
      const reading = await reader.read(frame.input, request)
      expect(await reader.read(frame.input, request)).toMatchObject({ findings: reading.findings })
      const likely = reading.findings!.filter(({ point }) => point === 'rule-in')
      expect(likely.length > 0 || reading.verdict !== 'fracture').toBe(true)
      const meets = reading.findings!.some(
        ({ x, y, width, height }) =>
          x < bar.x + bar.width && bar.x < x + width && y < bar.y + bar.height && bar.y < y + height,
      )
      if (meets) onBar++
      for (const { x, y, width, height } of reading.findings!) {
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0)
        expect(Math.max(x + width, y + height)).toBeLessThanOrEqual(72)
      }
    }
    await reader.dispose()
    expect(onBar).toBeGreaterThanOrEqual(10)
  }, 120_000)

  it('fine-tunes with marks too, on films that are varied and marks that move with them', async () => {
    await teach('full', { mode: 'full', epochs: 2, batch: 16, learningRate: 2e-6 })
    const { card: tuned } = await loadModel(join(root, 'full'))
    expect(tuned.network).toMatchObject({ places: true, inputSize: 224 })
    expect(tuned.metrics.holdout.auc).toBeGreaterThan(0.8)
    expect(tuned.metrics.holdout.pointing!.hitRate).toBeGreaterThan(0.6)
    const steps = (await readFile(join(root, 'run full', 'metrics.jsonl'), 'utf8')).trim().split('\n')
    const told = steps.map((line) => (JSON.parse(line) as { numbers: Record<string, number> }).numbers)
    expect(told.some(({ places }) => places > 0)).toBe(true)
  }, 900_000)

  it('learns from labels alone where that is wished, and by its own shape of input', async () => {
    await teach('labels', { places: false, batch: 16, epochs: 1, crossFit: 2 })
    const { card: byLabels } = await loadModel(join(root, 'labels'))
    expect(byLabels.network.places).toBeUndefined()
    expect(byLabels.metrics.holdout.pointing).toBeUndefined()
  }, 300_000)

  it('says before it trains that all marks are of one patient', async () => {
    const rows = Array.from({ length: perClass }, (_, i) => [
      `Fractured/film ${i}.png,fracture,${i < 25 ? 'one' : `f${i}`},${i < 35 ? 'train' : 'test'}`,
      `Non-Fractured/film ${i}.png,normal,n${i},${i < 35 ? 'train' : 'test'}`,
    ])
    await writeFile(join(root, 'films', 'films.csv'), ['file,label,patient,split', ...rows.flat(), ''].join('\n'))
    await writeMarks('boxes.csv', [...bars].slice(0, 25))
    await expect(teach('one patient', {}, 'films/films.csv')).rejects.toMatchObject({
      code: 'not-enough-data',
      id: 'marks-of-too-few-groups',
    })
    await rm(join(root, 'films', 'films.csv'))
  }, 120_000)

  it('says how many marks are missing where places are asked for', async () => {
    await writeMarks('boxes.csv', [...bars].slice(0, 9))
    await expect(teach('few', { places: true })).rejects.toMatchObject({
      code: 'not-enough-data',
      id: 'marks-too-few',
    })
  }, 120_000)
})
