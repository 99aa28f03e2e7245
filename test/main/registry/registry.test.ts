import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ProblemError } from '#shared/problem.ts'
import { newModelId } from '#main/registry/ids/modelId.ts'
import { ModelRegistry } from '#main/registry/registry.ts'
import { newFolder } from '../../support/folder.ts'
import { FailingSteps } from '../../support/failingSteps.ts'
import { writeEmptyModel } from '../../support/emptyModel.ts'

let root: string
let models: string
let skipped: ProblemError[]
let asides: ProblemError[]
let registry: ModelRegistry

beforeEach(async () => {
  root = await newFolder()
  models = join(root, 'models')
  await mkdir(models)
  await writeEmptyModel(join(root, 'starter'), 'starter')
  skipped = []
  asides = []
  registry = new ModelRegistry({
    models,
    starter: join(root, 'starter'),
    onSkipped: (problem) => skipped.push(problem),
    onAside: (problem) => asides.push(problem),
  })
})

describe('ModelRegistry', () => {
  it('lists the starter first, then newest first, and marks the active one', async () => {
    await writeEmptyModel(join(models, 'older'), 'older', { createdAt: '2026-01-02T00:00:00.000Z' })
    await writeEmptyModel(join(models, 'newer'), 'newer', { createdAt: '2026-01-03T00:00:00.000Z' })
    const list = await registry.list()
    expect(list.map(({ id, active, bundled }) => [id, active, bundled])).toEqual([
      ['starter', true, true],
      ['newer', false, false],
      ['older', false, false],
    ])
  })

  it('passes over folders that hold no whole model and says so', async () => {
    await mkdir(join(models, 'empty'))
    await mkdir(join(models, 'broken'))
    await writeFile(join(models, 'broken', 'card.json'), '{ "formatVersion": 1 }')
    await writeEmptyModel(join(models, 'misnamed'), 'other')
    await writeEmptyModel(join(models, 'Not An Id'), 'not-an-id')
    expect((await registry.list()).map((model) => model.id)).toEqual(['starter'])
    expect(skipped.map((problem) => problem.code).sort()).toEqual(['model-invalid', 'model-invalid', 'model-not-found'])
  })

  it('tells of every version what it takes and did, of a damaged one why, and where rolling back leads', async () => {
    await writeEmptyModel(join(models, 'older'), 'older', { createdAt: '2026-01-02T00:00:00.000Z' })
    await writeEmptyModel(join(models, 'newer'), 'newer', { createdAt: '2026-01-03T00:00:00.000Z' })
    await writeFile(join(models, 'newer', 'report.html'), '<p>')
    for (const id of ['older', 'newer', 'broken'])
      await writeEmptyModel(join(models, id), id, id === 'older' ? { createdAt: '2026-01-02T00:00:00.000Z' } : {})
    await registry.activate('older')
    await registry.activate('newer')
    await writeFile(join(models, 'broken', 'model.safetensors'), 'others')
    await mkdir(join(models, 'empty'))
    const { models: found, damaged, previous } = await registry.versions()
    expect(found.map(({ id, active, bundled, hasReport }) => [id, active, bundled, hasReport])).toEqual([
      ['starter', false, true, false],
      ['newer', true, false, true],
      ['older', false, false, false],
    ])
    expect(found[1].bytes).toBeGreaterThan(500)
    expect(found[1]).toMatchObject({ films: 60, holdout: { auc: 0.8, ruleIn: { sensitivity: 0.9 } } })
    expect(damaged.map(({ id, active, problem }) => [id, active, problem.code])).toEqual([
      ['broken', false, 'model-invalid'],
      ['empty', false, 'model-invalid'],
    ])
    expect(previous).toEqual({ id: 'older', name: 'Test model' })
  })

  it('says of a chosen model that broke that it was the one, and lets it be deleted', async () => {
    await writeEmptyModel(join(models, 'mine'), 'mine')
    await registry.activate('mine')
    await writeFile(join(models, 'mine', 'card.json'), '{}')
    expect((await registry.versions()).damaged).toMatchObject([
      { id: 'mine', active: true, bundled: false, problem: { code: 'model-invalid' } },
    ])
    expect(await registry.remove('mine', true)).toMatchObject({ id: 'starter' })
    expect((await registry.versions()).damaged).toEqual([])
  })

  it('activates, remembers it, and reads with no other when the model is damaged or gone', async () => {
    await writeEmptyModel(join(models, 'mine'), 'mine')
    expect(await registry.activate('mine')).toMatchObject({ id: 'mine', active: true })
    const later = new ModelRegistry({ models, starter: join(root, 'starter') })
    expect(await later.reference()).toEqual({ id: 'mine', directory: join(models, 'mine') })
    await writeFile(join(models, 'mine', 'card.json'), '')
    expect(await later.active()).toMatchObject({ id: 'mine', problem: { code: 'model-invalid' } })
    await expect(later.reference()).rejects.toMatchObject({ code: 'model-invalid' })
    await rm(join(models, 'mine'), { recursive: true })
    expect(await later.active()).toMatchObject({ id: 'mine', problem: { code: 'model-not-found' } })
    await expect(later.reference()).rejects.toMatchObject({ code: 'model-not-found' })
    expect(await later.activate('starter')).toMatchObject({ id: 'starter', active: true })
  })

  it('keeps every change of two programs that choose at once', async () => {
    const ids = Array.from({ length: 6 }, (_, i) => `model-${i}`)
    for (const id of ids) await writeEmptyModel(join(models, id), id)
    const other = new ModelRegistry({ models, starter: join(root, 'starter') })
    await Promise.all(ids.map((id, i) => (i % 2 ? other : registry).activate(id)))
    const chosen = [await registry.activeId()]
    for (let i = 0; i < ids.length; i++) chosen.push((await registry.rollBack()).id)
    expect(chosen.sort()).toEqual([...ids, 'starter'])
  })

  it('finishes deletions that were interrupted', async () => {
    await mkdir(join(models, '.deleted-0'))
    await writeFile(join(models, '.deleted-0', 'model.safetensors'), 'large')
    await registry.clearDeleted()
    expect(await readdir(models)).toEqual([])
  })

  it('looks at a model byte by byte once, and again when a file looks otherwise', async () => {
    await writeEmptyModel(join(root, 'output'), 'mine')
    await registry.add(join(root, 'output'))
    expect((await registry.versions()).models.map(({ id }) => id)).toContain('mine')
    const weights = join(models, 'mine', 'model.safetensors')
    const { atime, mtime, size } = await stat(weights)
    const later = new ModelRegistry({ models, starter: join(root, 'starter') })
    await writeFile(weights, Buffer.alloc(size))
    await utimes(weights, atime, mtime)
    expect((await later.versions()).damaged.map(({ id }) => id)).toEqual(['mine'])
  })

  it('takes no model unasked where nobody knows which one was chosen', async () => {
    await writeFile(join(models, 'active.json'), '{"formatVersion":1,"modelId":"../starter"}')
    await expect(registry.reference()).rejects.toMatchObject({ id: 'model-choice-damaged' })
    expect(await registry.active()).toMatchObject({ problem: { code: 'model-invalid' } })
    expect((await registry.list()).filter(({ active }) => active)).toEqual([])
    await registry.activate('starter')
    expect(await registry.reference()).toMatchObject({ id: 'starter' })
  })

  it('does not activate a model whose weights are not those of its card', async () => {
    await writeEmptyModel(join(models, 'mine'), 'mine')
    await writeFile(join(models, 'mine', 'model.safetensors'), 'others')
    await expect(registry.activate('mine')).rejects.toMatchObject({ code: 'model-invalid' })
    expect(await registry.activeId()).toBe('starter')
  })

  it('files a finished model away in one step', async () => {
    await writeEmptyModel(join(root, 'output'), 'mine')
    expect(await registry.add(join(root, 'output'))).toMatchObject({ id: 'mine', bundled: false })
    expect(await readdir(join(models, 'mine'))).toEqual(['card.json', 'manifest.json', 'model.safetensors'])
    expect(await readdir(root)).not.toContain('output')
  })

  it.each([
    ['without weights', { weights: { file: 'missing.safetensors', sha256: '0'.repeat(64), bytes: 1 } }],
    [
      'with weights outside its folder',
      { weights: { file: '../starter/model.safetensors', sha256: '0'.repeat(64), bytes: 1 } },
    ],
    ['with the name of the starter', { id: 'starter' }],
  ])('takes no model %s', async (_, changes) => {
    await writeEmptyModel(join(root, 'output'), 'mine', changes)
    await expect(registry.add(join(root, 'output'))).rejects.toMatchObject({ code: 'model-invalid' })
    expect(await readdir(models)).toEqual([])
  })

  it('never replaces a model', async () => {
    await writeEmptyModel(join(models, 'mine'), 'mine', { name: 'First' })
    await writeEmptyModel(join(root, 'output'), 'mine', { name: 'Second' })
    await expect(registry.add(join(root, 'output'))).rejects.toMatchObject({ code: 'model-invalid' })
    expect((await registry.show('mine')).name).toBe('First')
  })

  it.each(['../starter', '..', '/etc', 'A', '', 'a/b', 'a\\b'])('finds nothing under the id %j', async (id) => {
    await expect(registry.show(id)).rejects.toMatchObject({ code: 'model-not-found' })
    await expect(registry.reference(id)).rejects.toMatchObject({ code: 'model-not-found' })
  })
})

describe('rolling back', () => {
  beforeEach(async () => {
    for (const id of ['first', 'second', 'third']) await writeEmptyModel(join(models, id), id)
  })

  it('goes back step by step to what was active before', async () => {
    for (const id of ['first', 'second', 'second', 'third']) await registry.activate(id)
    expect((await registry.rollBack()).id).toBe('second')
    expect((await registry.rollBack()).id).toBe('first')
    expect((await registry.rollBack()).id).toBe('starter')
    await expect(registry.rollBack()).rejects.toMatchObject({ code: 'model-not-found' })
    expect(await registry.activeId()).toBe('starter')
  })

  it('passes over models that are gone', async () => {
    for (const id of ['first', 'second', 'third']) await registry.activate(id)
    await registry.remove('second', false)
    expect((await registry.rollBack()).id).toBe('first')
  })

  it('remembers a pointer of the time before there was a history', async () => {
    await writeFile(join(models, 'active.json'), '{"formatVersion":1,"modelId":"first"}')
    expect(await registry.activeId()).toBe('first')
    await registry.activate('second')
    expect((await registry.rollBack()).id).toBe('first')
  })
})

describe('which models were checked here', () => {
  it.each([
    ['asked for', () => registry.isCheckedHere('starter')],
    ['noted', () => registry.noteCheckedHere('mine', 50)],
  ])('is set aside and said where it is damaged when it is %s, and begun again', async (_, ask) => {
    await registry.noteCheckedHere('starter', 50)
    expect(await registry.isCheckedHere('starter')).toBe(true)
    await writeFile(join(models, 'checked.json'), '{"formatVersion":1,')
    await ask()
    const [aside] = (await readdir(models)).filter((name) => name.startsWith('checked.set-aside-'))
    expect(await readFile(join(models, aside!), 'utf8')).toBe('{"formatVersion":1,')
    expect(asides).toMatchObject([{ id: 'aside-checked', message: expect.stringContaining(`models/${aside}`) }])
    await registry.noteCheckedHere('mine', 50)
    expect([await registry.isCheckedHere('mine'), await registry.isCheckedHere('starter')]).toEqual([true, false])
    expect(asides).toHaveLength(1)
  })
})

describe('deleting', () => {
  beforeEach(async () => {
    for (const id of ['first', 'second']) await writeEmptyModel(join(models, id), id)
  })

  it('removes a model and leaves no trace of it', async () => {
    expect((await registry.remove('first', false)).id).toBe('starter')
    expect(await readdir(models)).toEqual(['second'])
    await expect(registry.show('first')).rejects.toMatchObject({ code: 'model-not-found' })
    await expect(registry.remove('first', false)).rejects.toMatchObject({ code: 'model-not-found' })
  })

  it('never removes the bundled model', async () => {
    await expect(registry.remove('starter', true)).rejects.toMatchObject({ code: 'wrong-use' })
    expect((await registry.list()).map(({ id }) => id)).toContain('starter')
  })

  it('removes the active model only when told to, and goes back to the one before', async () => {
    await registry.activate('first')
    await registry.activate('second')
    await expect(registry.remove('second', false)).rejects.toMatchObject({ code: 'wrong-use' })
    expect((await registry.remove('second', true)).id).toBe('first')
    expect((await registry.remove('first', true)).id).toBe('starter')
  })

  it('removes what is broken, too', async () => {
    await writeFile(join(models, 'first', 'card.json'), '')
    await registry.remove('first', false)
    expect(await readdir(models)).toEqual(['second'])
  })

  it.each(['../starter', '..', 'active.json', ''])('removes nothing under the id %j', async (id) => {
    await expect(registry.remove(id, true)).rejects.toMatchObject({ code: 'model-not-found' })
  })
})

describe('a disk that fails', () => {
  it('makes nobody believe that a model is not there', async () => {
    await writeEmptyModel(join(root, 'output'), 'mine')
    await registry.add(join(root, 'output'))
    const steps = new FailingSteps(root)
    try {
      for (const ask of [() => registry.has('mine'), () => registry.show('mine')]) {
        steps.arm(1)
        await expect(ask()).rejects.toMatchObject({ code: 'not-readable' })
      }
    } finally {
      steps.restore()
    }
    expect([await registry.has('mine'), await registry.has('yours')]).toEqual([true, false])
  })

  it('says what is wrong with it, and nothing against the model that it did not take', async () => {
    await writeEmptyModel(join(root, 'output'), 'mine')
    const steps = new FailingSteps(root)
    try {
      for (const [error, code] of [
        ['ENOSPC', 'disk-full'],
        ['EROFS', 'read-only'],
        ['EIO', 'not-readable'],
      ] as const) {
        steps.arm([/^rename output$/], undefined, error)
        await expect(registry.add(join(root, 'output'))).rejects.toMatchObject({ code })
      }
    } finally {
      steps.restore()
    }
    await registry.add(join(root, 'output'))
    await writeEmptyModel(join(root, 'output'), 'mine')
    await expect(registry.add(join(root, 'output'))).rejects.toMatchObject({ code: 'model-invalid' })
  })
})

describe('the seal', () => {
  it('shows that a file was changed after the model was filed away', async () => {
    await writeEmptyModel(join(root, 'output'), 'mine')
    await writeFile(join(root, 'output', 'report.json'), '{}')
    await registry.add(join(root, 'output'))
    expect((await registry.activate('mine')).active).toBe(true)
    await registry.activate('starter')
    await writeFile(join(models, 'mine', 'report.json'), '{"better":true}')
    await expect(registry.activate('mine')).rejects.toMatchObject({ code: 'model-invalid' })
  })
})

describe('newModelId', () => {
  it.each(['Wrists 2026', 'Röntgen – Hände', '   ', '手', 'x'.repeat(200), '-a-'])('makes a valid id of %j', (name) => {
    expect(newModelId(name)).toMatch(/^[a-z0-9][a-z0-9-]{0,63}$/)
  })

  it('keeps the name readable and never makes the same id twice', () => {
    expect(newModelId('Röntgen: Hände')).toMatch(/^rontgen-hande-[0-9a-f]{8}$/)
    expect(newModelId('a')).not.toBe(newModelId('a'))
  })
})
