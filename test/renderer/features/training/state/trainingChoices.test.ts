// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Inspection, InspectionRequest } from '#shared/dataset.ts'
import { events, problemError, useFakeConnection } from '../../../support/fakeConnection.ts'
import { useTrainingFilmsStore } from '#renderer/features/training/state/trainingFilms.ts'
import { useTrainingRecipeStore } from '#renderer/features/training/state/trainingRecipe.ts'

const found = {
  films: 40,
  contradictions: [
    { kind: 'exact', files: ['Normal/a', 'Fractured/a', 'Fractured/b'], labels: [0, 1, 1] },
    { kind: 'near', files: ['Normal/c', 'Fractured/c'], labels: [0, 1] },
  ],
  split: { leak: true },
} as unknown as Inspection

const inspect = vi.fn(async (_: InspectionRequest) => events({ type: 'inspected', inspection: found }))
const start = vi.fn(async () => ({ jobId: 'j', runId: 'j' }))
const estimate = vi.fn(async () => ({ seconds: 60, stages: [], memoryBytes: 1, availableBytes: 2 }))

beforeEach(() => {
  localStorage.clear()
  vi.clearAllMocks()
  useFakeConnection({
    training: {
      inspect,
      start,
      estimate,
      runs: async () => [],
      reviewed: async () => ({ fractured: 1, unfractured: 2 }),
    },
    jobs: { watch: async () => events() },
  })
})

describe('the films to be trained on', () => {
  it('show no picture of the films of a folder that was chosen before, and do not remember that for theirs', async () => {
    const written = Promise.withResolvers<{ picture: Blob }>()
    const picture = vi.fn(() => written.promise)
    const late = Promise.withResolvers<void>()
    inspect.mockImplementationOnce(async () => events({ type: 'inspected', inspection: found, sheetId: 'p' }))
    inspect.mockImplementationOnce(async () => {
      await late.promise
      return events({ type: 'inspected', inspection: found })
    })
    useFakeConnection({
      training: { inspect, picture, reviewed: async () => ({ fractured: 0, unfractured: 0 }) },
    })
    const films = useTrainingFilmsStore()
    const first = films.choose('/films/first')
    await vi.waitFor(() => expect(picture).toHaveBeenCalled())
    const second = films.choose('/films/second')
    written.resolve({ picture: new Blob(['first']) })
    await first
    expect([films.sheet, films.inspection, films.recent]).toEqual([undefined, undefined, []])
    late.resolve()
    await second
    expect([films.sheet, films.recent]).toEqual([undefined, ['/films/second']])
  })

  it('may not lie in two classes, whichever of them is left out', async () => {
    const films = useTrainingFilmsStore()
    await films.choose('/films/wrists')
    expect(films.contradictions).toHaveLength(1)
    films.setLeftOut(['Fractured/a'], true)
    expect(films.contradictions).toHaveLength(1)
    films.setLeftOut(['Fractured/b'], true)
    expect([films.contradictions, films.changed]).toEqual([[], true])
    films.setLeftOut(['Fractured/b'], false)
    films.setLeftOut(['Normal/a'], true)
    expect(films.contradictions).toEqual([])
  })

  it('may not leak, unless that is allowed or they are divided again', async () => {
    const films = useTrainingFilmsStore()
    await films.choose('/films/wrists')
    expect(films.leaks).toBe(true)
    films.choices.allowLeak = true
    expect([films.leaks, films.settings]).toEqual([false, { allowLeak: true }])
    Object.assign(films.choices, { allowLeak: false, newSplit: true })
    expect([films.leaks, films.settings]).toEqual([false, { newSplit: true }])
  })

  it('are looked at again with what was chosen, and forgotten with another folder, which is remembered', async () => {
    const films = useTrainingFilmsStore()
    await films.choose('/films/wrists')
    films.setLeftOut(['Normal/a'], true)
    films.choices.groupPattern = '^(\\d+)_'
    await films.inspect()
    expect(inspect.mock.lastCall![0]).toEqual({
      folder: '/films/wrists',
      sheet: true,
      leaveOut: ['Normal/a'],
      groupPattern: '^(\\d+)_',
    })
    expect(films.changed).toBe(false)
    await films.choose('/films/ankles')
    expect(inspect.mock.lastCall![0]).toEqual({ folder: '/films/ankles', sheet: true })
    expect(films.recent).toEqual(['/films/ankles', '/films/wrists'])
  })

  it('go along to the same films under other labels, except that a leak was accepted', async () => {
    const films = useTrainingFilmsStore()
    Object.assign(films.choices, { groupPattern: '^(\\d+)_', newSplit: true, allowLeak: true, addReviewed: true })
    await films.choose('/films/wrists/labels.csv', { kept: { ...films.choices } })
    expect(films.choices).toEqual({ groupPattern: '^(\\d+)_', newSplit: true, allowLeak: false, addReviewed: true })
    expect(inspect.mock.lastCall![0]).toMatchObject({ groupPattern: '^(\\d+)_', newSplit: true })
    await films.choose('/films/wrists', { leftOut: ['Normal/a'] })
    expect(inspect.mock.lastCall![0]).toEqual({ folder: '/films/wrists', sheet: true, leaveOut: ['Normal/a'] })
  })

  it('say why they could not be looked at', async () => {
    const problem = { code: 'not-found' as const, message: 'It is not there.' }
    inspect.mockRejectedValueOnce(problemError(problem))
    const films = useTrainingFilmsStore()
    await films.choose('/nothing')
    expect([films.failure?.problem, films.progress, films.inspection]).toEqual([problem, undefined, undefined])
    expect(films.recent).toEqual([])
  })
})

describe('the recipe', () => {
  it('is checked by the contract’s own schema', () => {
    const recipe = useTrainingRecipeStore()
    recipe.choose('tutorial')
    expect(recipe.settings).toMatchObject({ mode: 'full', preset: 'tutorial' })
    Object.assign(recipe.fields, { epochs: '1.5', learningRate: '0,001', batch: '600' })
    recipe.customise()
    expect([recipe.settings, [...recipe.wrong].sort()]).toEqual([undefined, ['batch', 'epochs']])
    Object.assign(recipe.fields, { epochs: '15', batch: '' })
    expect(recipe.settings).toMatchObject({ epochs: 15, learningRate: 0.001, preset: 'tutorial' })
    expect(recipe.settings).not.toHaveProperty('batch')
    recipe.choose('quick')
    expect([recipe.settings?.mode, recipe.fields.epochs]).toEqual(['heads', ''])
  })

  it('starts a training with all that was chosen of films and numbers', async () => {
    const films = useTrainingFilmsStore()
    const recipe = useTrainingRecipeStore()
    await films.choose('/films/wrists')
    films.setLeftOut(['Normal/a'], true)
    Object.assign(films.choices, { allowLeak: true, addReviewed: true })
    recipe.choose('thorough')
    await recipe.start()
    expect(start).toHaveBeenCalledWith({
      mode: 'full',
      preset: 'default',
      seed: 42,
      classWeights: 'none',
      leaveOut: ['Normal/a'],
      allowLeak: true,
      addReviewed: true,
      folder: '/films/wrists',
      name: 'wrists',
    })
  })

  it('is measured for the films that were found, and never with wrong numbers', async () => {
    const films = useTrainingFilmsStore()
    const recipe = useTrainingRecipeStore()
    await recipe.measure()
    expect(estimate).not.toHaveBeenCalled()
    await films.choose('/films/wrists')
    recipe.fields.epochs = '0'
    await recipe.measure()
    expect(estimate).not.toHaveBeenCalled()
    recipe.fields.epochs = '2'
    await recipe.measure()
    expect(estimate.mock.calls[0]).toMatchObject([{ films: 40, epochs: 2, folder: '/films/wrists' }, {}])
    expect([recipe.estimate?.seconds, recipe.measuring]).toEqual([60, false])
  })
})
