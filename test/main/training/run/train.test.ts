import { rmSync } from 'node:fs'
import { copyFile, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JobProgress } from '#shared/job.ts'
import { reportSchema } from '#shared/report.ts'
import type { TrainingSettings } from '#shared/training.ts'
import { fromProblem } from '#shared/problem.ts'
import { checkSeal } from '#main/model/manifest.ts'
import { loadModel } from '#main/model/loadModel.ts'
import { fileInputs } from '#main/reading/filmInput.ts'
import { Reader } from '#main/reading/reader.ts'
import { studyDecoder } from '#main/study/openStudy.ts'
import { train as trainWork } from '#main/training/run/train.ts'
import type { TrainingContext } from '#main/training/run/trainModel.ts'
import { writeBarFilms } from '../../../support/barFilms.ts'
import { writeTestModel } from '../../../support/testModel.ts'

const filmsPerClass = 45
let root: string

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'train-'))
  await writeTestModel(join(root, 'start'), { id: 'start' })
  await writeBarFilms(join(root, 'films'), filmsPerClass)
  await writeFile(join(root, 'films', 'Fractured', 'notes.txt'), 'not a film')
}, 60_000)
afterAll(() => rm(root, { recursive: true }))

function train(
  output: string,
  context: Partial<TrainingContext> = {},
  folder = 'films',
  mode: 'heads' | 'full' = 'heads',
  others: Partial<TrainingSettings> = {},
  start = 'start',
): Promise<void> {
  return trainWork(
    {
      jobId: 'job',
      folder: join(root, folder),
      name: 'Bars',
      modelId: 'bars',
      programVersion: '9.9.9',
      startFrom: { id: start, directory: join(root, start) },
      settings: {
        mode,
        preset: 'default',
        seed: 42,
        epochs: mode === 'heads' ? 25 : 1,
        batch: 16,
        classWeights: 'none',
        ...others,
      },
      engine: 'onnx-cpu',
      runDirectory: join(root, `run ${output}`),
      outputDirectory: join(root, output),
      cacheDirectory: join(root, 'cache'),
    },
    { decoder: studyDecoder, signal: new AbortController().signal, onProgress: () => {}, ...context },
  )
}

describe('train', () => {
  it('learns what can be learned, and says so on films that it has not seen', async () => {
    const progress: JobProgress[] = []
    await train('first', { onProgress: (step) => progress.push(step) })
    const { card } = await loadModel(join(root, 'first'))
    expect(card).toMatchObject({
      id: 'bars',
      name: 'Bars',
      programVersion: '9.9.9',
      classNames: ['No fracture', 'Fracture'],
    })
    expect(card.data).toMatchObject({ films: 2 * filmsPerClass, name: 'films' })
    const { train: trained, holdout } = card.data.split
    expect(trained + holdout).toBe(2 * filmsPerClass)
    expect([card.metrics.validation.films, card.metrics.holdout.films]).toEqual([trained, holdout])
    expect(card.metrics.holdout.auc).toBeGreaterThan(0.9)
    expect(card.expertUse).toHaveLength(card.network.experts)
    expect(card.expertUse!.reduce((sum, share) => sum + share)).toBeCloseTo(card.network.topK, 5)
    expect((await readdir(join(root, 'first'))).sort()).toEqual([
      'card.json',
      'configuration.json',
      'manifest.json',
      'model.onnx',
      'model.safetensors',
      'report.html',
      'report.json',
      'split.csv',
    ])
    await expect(checkSeal(join(root, 'first'))).resolves.toBeUndefined()
    expect([...new Set(progress.map(({ stage }) => stage))]).toEqual([
      'inspect',
      'features',
      'folds',
      'heads',
      'evaluate',
      'report',
    ])
    expect(progress.filter(({ numbers }) => 'validationLoss' in numbers).length).toBeGreaterThan(4 * 25)
    const aucs = (stage: string) => progress.filter((told) => told.stage === stage && 'validationAuc' in told.numbers)
    expect([aucs('folds').length, aucs('heads').length]).toEqual([4 * 25, 0])
  }, 120_000)

  it('gives the same weights for the same seed, and reads a film as it was judged', async () => {
    await train('second')
    const weights = (output: string): Promise<Buffer> => readFile(join(root, output, 'model.safetensors'))
    expect((await weights('second')).equals(await weights('first'))).toBe(true)
    const reader = new Reader()
    const model = { id: 'bars', directory: join(root, 'second') }
    const shape = await reader.inputShape(model, 'onnx-cpu')
    const {
      frames: [only],
    } = await fileInputs(join(root, 'films', 'Fractured', 'film 0.png'), { frame: 0 }, shape)
    if ('problem' in only) throw fromProblem(only.problem)
    const reading = await reader.read(only.input, { frame: 0, model, engine: 'onnx-cpu' })
    await reader.dispose()
    expect(reading.probability).toBeGreaterThan(0.5)
  }, 120_000)

  it('says by a learning curve whether more films would help', async () => {
    const stages = new Set<string>()
    await train('curve', { onProgress: ({ stage }) => stages.add(stage) }, 'films', 'heads', {
      ...{ learningCurve: true, crossFit: 2, epochs: 6 },
    })
    const { card } = await loadModel(join(root, 'curve'))
    expect(stages).toContain('curve')
    const report = reportSchema.parse(JSON.parse(await readFile(join(root, 'curve', 'report.json'), 'utf8')))
    const { points, gain } = report.learningCurve!
    const { train: trained } = card.data.split
    expect(points.at(-1)).toMatchObject({ films: trained, auc: card.metrics.holdout.auc })
    // A quarter would be nine of a kind, which tell nothing.
    expect(points.map(({ films }) => Math.round((4 * films) / trained))).toEqual([2, 3, 4])
    expect(gain.from).toBe(points[0]!.films)
    expect(gain.difference).toBeCloseTo(points[2]!.auc - points[0]!.auc, 10)
    expect(await readFile(join(root, 'curve', 'report.html'), 'utf8')).toContain('Learning curve')
  }, 120_000)

  it('ends within one step when it is cancelled', async () => {
    const abort = new AbortController()
    let after = 0
    const training = train('cancelled', {
      signal: abort.signal,
      onProgress: ({ stage }) => {
        if (abort.signal.aborted) after++
        if (stage === 'folds') abort.abort()
      },
    })
    await expect(training).rejects.toMatchObject({ code: 'cancelled' })
    expect(after).toBeLessThanOrEqual(1)
  }, 60_000)

  it('fine-tunes the trunk as well, with films of its own for validation, and leaves a line for each step', async () => {
    await train('full', {}, 'films', 'full')
    const { card } = await loadModel(join(root, 'full'))
    expect(card.training).toMatchObject({ mode: 'full', epochs: 1, bestEpoch: 1, folds: 0, batch: 16 })
    expect(card.data.split.validation).toBe(card.metrics.validation.films)
    const holdoutOf = async (output: string): Promise<string[]> =>
      (await readFile(join(root, output, 'split.csv'), 'utf8'))
        .split('\n')
        .filter((line) => line.includes('holdout'))
        .sort()
    expect(await holdoutOf('full')).toEqual(await holdoutOf('first'))
    const lines = (await readFile(join(root, 'run full', 'metrics.jsonl'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const steps = lines.filter(({ stage }) => stage === 'epochs')
    expect(steps.map(({ done }) => done)).toEqual(steps.map((_, i) => i + 1))
    expect(Object.keys(steps[0].numbers)).toEqual(
      expect.arrayContaining([
        'total',
        'fused',
        'teacher',
        'student',
        'distillation',
        'balance',
        'rate',
        'filmsPerSecond',
        'remainingSeconds',
      ]),
    )
    expect(steps[0].numbers['expert 1'] + steps[0].numbers['expert 2']).toBeCloseTo(1, 5)
    expect(lines.find(({ stage }) => stage === 'epoch').numbers).toHaveProperty('validationAuc')
    expect(lines.filter(({ stage }) => stage === 'heads').length).toBeGreaterThan(5)
  }, 120_000)

  it('knows on which films the trunk that it starts from was fine-tuned, whatever is trained after that', async () => {
    const tableOf = (output: string, name: string): Promise<string[]> =>
      readFile(join(root, output, name), 'utf8').then((text) => text.trim().split(/\r?\n/).slice(1))
    const learned = (await tableOf('full', 'split.csv')).filter((line) => !line.includes('holdout'))
    const hashes = [...new Set(learned.map((line) => line.split(',').at(-1)!))].sort()
    // Another seed holds out other films, and too few are new to the trunk to hold out those alone.
    const others = { seed: 7, epochs: 2, crossFit: 2 }
    await train('after full', {}, 'films', 'heads', others, 'full')
    await train('after heads', {}, 'films', 'heads', { ...others, seed: 8 }, 'after full')
    for (const output of ['after full', 'after heads']) {
      expect((await tableOf(output, 'ancestors.csv')).sort()).toEqual(hashes)
      const held = (await tableOf(output, 'split.csv')).filter((line) => line.includes('holdout'))
      const known = held.filter((line) => hashes.includes(line.split(',').at(-1)!)).length
      expect(known).toBeGreaterThan(0)
      const { leak, warnings, sentence } = reportSchema.parse(
        JSON.parse(await readFile(join(root, output, 'report.json'), 'utf8')),
      )
      expect(leak).toEqual({ films: known, fromStart: true })
      expect(warnings[0].message).toContain('started from')
      expect(sentence).not.toContain('never seen')
      await expect(checkSeal(join(root, output))).resolves.toBeUndefined()
    }
  }, 120_000)

  it('fine-tunes in turn without each part of the films, where all of them are to be judged', async () => {
    const progress: JobProgress[] = []
    await train('in turn', { onProgress: (step) => progress.push(step) }, 'films', 'full', { crossFit: 2 })
    const { card } = await loadModel(join(root, 'in turn'))
    const { train: trained, validation, holdout } = card.data.split
    expect(card.training).toMatchObject({ mode: 'full', folds: 2, trainedAgain: true })
    expect([trained + holdout, validation]).toEqual([2 * filmsPerClass, 0])
    expect([card.metrics.validation.films, card.metrics.holdout.films]).toEqual([trained, holdout])
    const epochs = progress.filter(({ stage }) => stage === 'epoch')
    expect(epochs.map(({ done, total }) => [done, total])).toEqual([
      [1, 2],
      [2, 2],
    ])
    const steps = progress.filter(({ stage }) => stage === 'epochs')
    expect(steps.map(({ done }) => done)).toEqual(steps.map((_, i) => i + 1))
    const report = JSON.parse(await readFile(join(root, 'in turn', 'report.json'), 'utf8'))
    expect(report.history).toHaveLength(1)
    expect((await readdir(join(root, 'run in turn', 'parts'))).sort()).toEqual(['fold-1', 'fold-2', 'whole'])
  }, 120_000)

  it('says that a film has vanished since it was looked at', async () => {
    for (const folder of ['Fractured', 'Non-Fractured'])
      await cp(join(root, 'films', folder), join(root, 'vanishing', folder), { recursive: true })
    const gone = join(root, 'vanishing', 'Fractured', 'film 7.png')
    // Content that no other test has, or its features would be in the cache.
    await sharp(gone).negate().png().toFile(`${gone}.new`)
    await rename(`${gone}.new`, gone)
    const vanish = ({ stage }: JobProgress): void => {
      if (stage === 'features') rmSync(gone, { force: true })
    }
    await expect(train('vanished', { onProgress: vanish }, 'vanishing')).rejects.toMatchObject({ code: 'not-found' })
  }, 60_000)

  it('refuses parts that leak, and where that is allowed counts the hold-out films it concerns, and no others', async () => {
    for (const folder of ['Fractured', 'Non-Fractured']) {
      for (let i = 0; i < 36; i++) {
        // Ten films of each class to test with; three of them share their group with a film to train on.
        const [part, group] = i < 26 ? ['train', i] : ['test', i < 29 ? i - 26 : i]
        await mkdir(join(root, 'leaky', part, folder), { recursive: true })
        const name = `${folder}_g${group}_${part === 'train' ? 'aaaaaa' : 'bbbbbb'}.png`
        await copyFile(join(root, 'films', folder, `film ${i}.png`), join(root, 'leaky', part, folder, name))
      }
    }
    await expect(train('leaks', {}, 'leaky')).rejects.toMatchObject({ code: 'dataset-invalid' })
    await train('leaks', {}, 'leaky', 'heads', { allowLeak: true })
    const report = JSON.parse(await readFile(join(root, 'leaks', 'report.json'), 'utf8'))
    expect(report.warnings[0].code).toBe('leak')
    expect(report.warnings[0].message).toContain(': 6 films of the hold-out')
    expect(report.sentence).toContain('On 20 films')
    expect(report.sentence).not.toContain('never seen')
  }, 120_000)

  it('refuses too few films, and the same film under two labels', async () => {
    for (const [name, folder] of [
      ['few', 'Fractured'],
      ['few', 'Normal'],
      ['twice', 'Fractured'],
      ['twice', 'Normal'],
    ]) {
      await mkdir(join(root, name, folder), { recursive: true })
      const source = name === 'few' && folder === 'Normal' ? 'Non-Fractured' : 'Fractured'
      for (let i = 0; i < 4; i++)
        await copyFile(join(root, 'films', source, `film ${i}.png`), join(root, name, folder, `${i}.png`))
    }
    await expect(train('out', {}, 'few')).rejects.toMatchObject({ code: 'not-enough-data' })
    await expect(train('out', {}, 'twice')).rejects.toMatchObject({ code: 'dataset-invalid' })
  }, 60_000)
})
