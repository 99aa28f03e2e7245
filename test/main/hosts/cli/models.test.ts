import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as ort from '#main/engines/onnx/onnxruntime.ts'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { writeBarFilms } from '../../../support/barFilms.ts'
import { newFolder } from '../../../support/folder.ts'
import { newHome } from '../../../support/home.ts'
import { keepEngineChoice } from '../../../support/keepEngineChoice.ts'
import { records, runCli, type CliRun } from '../../../support/runCli.ts'
import { writeTestModel } from '../../../support/testModel.ts'

const perClass = 6
let home: string
let work: string
let films: string

beforeAll(async () => {
  films = await newFolder()
  await writeBarFilms(films, perClass)
  await writeFile(join(films, 'Fractured', 'notes.txt'), 'no film')
}, 60_000)

beforeEach(async () => {
  home = await newHome()
  keepEngineChoice(home)
  work = await newFolder()
  await writeTestModel(join(home, 'models', 'first'), { id: 'first', name: 'First' }, 1)
  await writeTestModel(join(home, 'models', 'second'), { id: 'second', name: 'Second' }, 2)
  await writeFile(join(home, 'models', 'active.json'), JSON.stringify({ formatVersion: 1, modelId: 'first' }))
})

const cli = (...args: string[]): Promise<CliRun> => runCli(home, ...args)
const codeOf = (run: CliRun): unknown => (records(run)[0].error as { code: string } | undefined)?.code
const activeOf = async (): Promise<unknown> =>
  records(await cli('models', 'list', '--json')).find((model) => model.active)?.id

describe('models list', () => {
  it('tells what a model takes, and which folders are damaged and why', async () => {
    await writeFile(join(home, 'models', 'second', 'model.safetensors'), 'others')
    const listed = records(await cli('models', 'list', '--json'))
    expect(listed.map(({ id, active }) => [id, active])).toEqual([
      ['starter', false],
      ['first', true],
      ['second', false],
    ])
    expect(listed[1].bytes).toBeGreaterThan(10_000)
    expect(listed[2]).toMatchObject({ error: { code: 'model-invalid' }, bytes: expect.any(Number) })
    const run = await cli('models')
    expect(run.code).toBe(0)
    expect(run.stdout).toMatch(
      /Damaged and not used:\n\s+second +The model’s weights are not those that its card describes/,
    )
  }, 60_000)
})

describe('evaluate', () => {
  it('prints one object with what is measured of the active model', async () => {
    const run = await cli('evaluate', films, '--json')
    expect(run.stderr).toBe('')
    expect(run.code).toBe(1)
    const rows = records(run)
    expect(rows).toHaveLength(1)
    const [result] = rows
    for (const field of [
      'films',
      'auc',
      'aucInterval',
      'accuracy',
      'balancedAccuracy',
      'sensitivity',
      'specificity',
      'confusion',
      'brier',
      'ece',
      'prAuc',
    ]) {
      expect(result, field).toHaveProperty(field)
    }
    expect(result).toMatchObject({
      model: { id: 'first', name: 'First' },
      films: 2 * perClass,
      fractured: perClass,
      groups: 2 * perClass,
    })
    expect((result.confusion as number[][]).flat().reduce((sum, count) => sum + count)).toBe(2 * perClass)
    expect(result.unread).toEqual([
      { file: 'Fractured/notes.txt', error: { code: 'not-an-image', message: expect.any(String) } },
    ])
  }, 60_000)

  it('agrees with what reading says of the same films', async () => {
    const evaluated = records(await cli('evaluate', films, '--model', 'second', '--json'))[0]
    const read = records(await cli('read', '--json', '--model', 'second', films)).filter((row) => 'probability' in row)
    const brier =
      read.reduce(
        (sum, row) => sum + ((row.probability as number) - Number(!(row.file as string).includes('Non-'))) ** 2,
        0,
      ) / read.length
    expect(evaluated.brier).toBeCloseTo(brier, 6)
  }, 60_000)

  it('says which films the model was trained on, and leaves them out where that is wanted', async () => {
    const hashes = await Promise.all(
      [0, 1].map(async (i) =>
        createHash('sha256')
          .update(await readFile(join(films, 'Fractured', `film ${i}.png`)))
          .digest('hex'),
      ),
    )
    const rows = hashes.map((hash, i) => `Fractured/film ${i}.png,Fracture,${i ? 'holdout' : 'train'},${i},${hash}`)
    await writeFile(join(home, 'models', 'first', 'split.csv'), ['file,label,split,group,sha256', ...rows].join('\n'))
    expect(records(await cli('evaluate', films, '--json'))[0]).toMatchObject({ films: 12, seen: 1 })
    expect(records(await cli('evaluate', films, '--unseen', '--json'))[0]).toMatchObject({
      films: 11,
      fractured: 5,
      seen: 0,
    })
    const run = await cli('models', 'compare', 'first', 'second', '--on', films)
    expect(run.stdout).toMatch(/^These figures are too good: A was trained on 1 of these films/)
    expect(run.stdout).toContain('It is not known whether B was trained on some of these films')
    expect((await cli('evaluate', films, '--model', 'second')).stdout).toMatch(
      /^It is not known whether this model was trained on some of these films/,
    )
  }, 60_000)

  it('ties films by a pattern, as comparing and fitting do', async () => {
    const [result] = records(await cli('evaluate', films, '--group-pattern', String.raw`^film (\d)`, '--json'))
    expect(result).toMatchObject({ films: 2 * perClass, groups: perClass })
    for (const command of [
      ['evaluate', films],
      ['fit', films],
      ['models', 'compare', 'first', 'second', '--on', films],
    ])
      expect(codeOf(await cli(...command, '--group-pattern', '(', '--json'))).toBe('wrong-use')
  }, 60_000)

  it('tells a person the same, and refuses what is no data', async () => {
    const run = await cli('evaluate', films, '--model', 'second')
    expect(run.stdout).toMatch(/Second \(second\)\s+12 films, 6 with a fracture/)
    expect(run.stdout).toMatch(/PR AUC/)
    expect(run.stdout).toContain('Not read: Fractured/notes.txt')
    expect(codeOf(await cli('evaluate', join(films, 'Fractured'), '--json'))).toBe('dataset-invalid')
    expect(codeOf(await cli('evaluate', films, '--model', 'third', '--json'))).toBe('model-not-found')
  }, 60_000)
})

describe('models compare', () => {
  it('measures both on the same films and tests the difference', async () => {
    const [result] = records(await cli('models', 'compare', 'first', 'second', '--on', films, '--json'))
    expect(result.models).toEqual({ a: { id: 'first', name: 'First' }, b: { id: 'second', name: 'Second' } })
    const { a, b, difference, p, test } = result.auc as Record<string, number> & { test: string }
    const evaluations = result.evaluations as Record<'a' | 'b', { auc: number }>
    expect([a, b]).toEqual([evaluations.a.auc, evaluations.b.auc])
    expect(difference).toBeCloseTo(b - a, 12)
    expect(p).toBeGreaterThanOrEqual(0)
    expect(p).toBeLessThanOrEqual(1)
    expect(test).toContain('DeLong')
    const { both, onlyA, onlyB, neither } = result.verdicts as Record<string, number>
    expect(both + onlyA + onlyB + neither).toBe(2 * perClass)
  }, 60_000)

  it('finds no difference between a model and itself', async () => {
    const run = await cli('models', 'compare', 'first', 'first', '--on', films)
    expect(run.stdout).toMatch(/AUC, B − A\s+\+0\.00 \(0\.00 to 0\.00\), p = 1\.000/)
    expect(run.stdout).toContain('McNemar')
  }, 60_000)
})

describe('models export and import', () => {
  it('carry a model to another place in one file', async () => {
    const file = join(work, 'first.zip')
    const exported = await cli('models', 'export', 'first', file, '--json')
    expect(exported.code).toBe(0)
    expect(records(exported)[0]).toMatchObject({ modelId: 'first', bytes: (await readFile(file)).length })
    const elsewhere = await newFolder()
    const imported = await runCli(elsewhere, 'models', 'import', file, '--json')
    expect(records(imported)[0]).toMatchObject({ id: 'first', name: 'First', active: false })
    expect((await readdir(join(elsewhere, 'models', 'first'))).sort()).toEqual([
      'card.json',
      'manifest.json',
      'model.onnx',
      'model.safetensors',
    ])
    expect(await readdir(join(elsewhere, 'inbox'))).toEqual([])
    const weights = (root: string): Promise<Buffer> => readFile(join(root, 'models', 'first', 'model.safetensors'))
    expect((await weights(elsewhere)).equals(await weights(home))).toBe(true)
    // A model is never replaced, not even by itself.
    expect(codeOf(await runCli(elsewhere, 'models', 'import', file, '--json'))).toBe('model-invalid')
  }, 60_000)

  it('take nothing from a file that is no model', async () => {
    await writeFile(join(work, 'crafted.zip'), 'PK')
    const run = await cli('models', 'import', join(work, 'crafted.zip'), '--json')
    expect([run.code, codeOf(run)]).toEqual([1, 'model-invalid'])
    expect(codeOf(await cli('models', 'import', join(work, 'missing.zip'), '--json'))).toBe('not-found')
    expect((await readdir(join(home, 'models'))).sort()).toEqual(['active.json', 'first', 'second'])
  }, 60_000)

  it('write the network for other tools, and never over a file', async () => {
    const file = join(work, 'first.onnx')
    expect((await cli('models', 'export', 'first', file)).code).toBe(0)
    const session = await ort.InferenceSession.create(file)
    expect(session.inputNames).toEqual(['film'])
    await session.release()
    for (const name of ['first.onnx', 'first.zip']) {
      await writeFile(join(work, name), 'precious')
      const run = await cli('models', 'export', 'first', join(work, name), '--json')
      expect([run.code, codeOf(run)]).toEqual([2, 'wrong-use'])
      expect(await readFile(join(work, name), 'utf8')).toBe('precious')
    }
  }, 60_000)
})

describe('models rollback and delete', () => {
  it('go back, and delete only what is meant', async () => {
    await cli('models', 'activate', 'second')
    expect(records(await cli('models', 'rollback', '--json'))[0]).toMatchObject({ id: 'first', active: true })
    expect(codeOf(await cli('models', 'delete', 'second', '--json'))).toBe('wrong-use')
    expect(codeOf(await cli('models', 'delete', 'first', '--yes', '--json'))).toBe('wrong-use')
    expect(codeOf(await cli('models', 'delete', 'starter', '--yes', '--even-if-active', '--json'))).toBe('wrong-use')
    expect(await readdir(join(home, 'models'))).toEqual(expect.arrayContaining(['first', 'second']))
    expect((await cli('models', 'delete', 'second', '--yes')).code).toBe(0)
    expect(await readdir(join(home, 'models'))).not.toContain('second')
    expect(await activeOf()).toBe('first')
  }, 90_000)
})

describe('models summary', () => {
  it('tables the layers and draws the network', async () => {
    const svg = join(work, 'network.svg')
    const run = await cli('models', 'summary', 'first', '--svg', svg)
    expect(run.stdout).toMatch(/layer4\.1\.conv2\s+Convolution 3 × 3\s+512 × 2 × 2\s+2359808\s+9\.4 M\s+frozen/)
    expect(await readFile(svg, 'utf8')).toMatch(/^<svg .*<\/svg>\n$/s)
    const [network] = records(await cli('models', 'summary', 'second', '--json'))
    expect(network).toMatchObject({ inputSize: 64, layers: expect.any(Array) })
  }, 60_000)
})
