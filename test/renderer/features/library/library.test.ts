// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Annotation } from '#shared/annotation.ts'
import { ProblemError, toProblem } from '#shared/problem.ts'
import { problemError, useFakeConnection } from '../../support/fakeConnection.ts'
import { useAnnotationsStore } from '#renderer/features/annotations/state/annotations.ts'
import { useLibraryStore } from '#renderer/features/library/library.ts'

const line = (id: string): Annotation => ({
  id,
  kind: 'length',
  frame: 0,
  points: [
    { x: 0, y: 0 },
    { x: 1, y: 1 },
  ],
  text: '',
})
const saveAnnotations = vi.fn()
let kept: Annotation[]

beforeEach(() => {
  vi.useFakeTimers()
  kept = [line('old')]
  saveAnnotations.mockReset().mockImplementation(async ({ annotations }) => annotations)
  useFakeConnection({
    library: {
      saveAnnotations,
      annotations: () => Promise.resolve(kept),
      state: () => Promise.resolve({ private: false }),
    },
  })
})
afterEach(() => void vi.useRealTimers())

describe('annotations', () => {
  it('are kept soon after they were drawn, all of a film at once', async () => {
    const library = useLibraryStore()
    const annotations = useAnnotationsStore()
    annotations.add('a', line('1'))
    annotations.add('a', line('2'))
    await vi.runAllTimersAsync()
    expect(saveAnnotations.mock.calls).toEqual([[{ filmId: 'a', annotations: [line('1'), line('2')], before: [] }]])
    expect(library.unsaved.size).toBe(0)
  })

  it('wait for a lost connection, and are kept once it is back', async () => {
    const library = useLibraryStore()
    saveAnnotations.mockRejectedValueOnce(new Error('lost'))
    useAnnotationsStore().add('a', line('1'))
    await vi.runAllTimersAsync()
    expect(library.unsaved.size).toBe(1)
    await library.load()
    expect(library.unsaved.size).toBe(0)
    expect(saveAnnotations).toHaveBeenCalledTimes(2)
  })

  it('come once, when their film is looked at', async () => {
    const library = useLibraryStore()
    const annotations = useAnnotationsStore()
    await library.loadAnnotations('a')
    expect(annotations.all('a')).toEqual([line('old')])
    annotations.remove('a', 'old')
    await library.loadAnnotations('a')
    expect(annotations.all('a')).toEqual([])
  })

  it('show what another window has drawn meanwhile, and undo nothing of it', async () => {
    const library = useLibraryStore()
    const annotations = useAnnotationsStore()
    await library.loadAnnotations('a')
    saveAnnotations.mockResolvedValueOnce([line('old'), line('1'), line('theirs')])
    annotations.add('a', line('1'))
    await vi.runAllTimersAsync()
    expect(saveAnnotations.mock.calls).toEqual([
      [{ filmId: 'a', annotations: [line('old'), line('1')], before: [line('old')] }],
    ])
    expect(annotations.all('a')).toEqual([line('old'), line('1'), line('theirs')])
    expect(annotations.canUndo('a')).toBe(false)
    annotations.add('a', line('2'))
    await vi.runAllTimersAsync()
    expect(saveAnnotations.mock.lastCall).toMatchObject([{ before: [line('old'), line('1'), line('theirs')] }])
  })

  it('come again once another window has changed them, but not while something is drawn here', async () => {
    const library = useLibraryStore()
    const annotations = useAnnotationsStore()
    const ids = () => annotations.all('a').map(({ id }) => id)
    await library.refreshAnnotations('a')
    // Nobody has looked at that film here.
    expect(annotations.known('a')).toBe(false)
    await library.loadAnnotations('a')
    kept = [line('old'), line('theirs')]
    await library.refreshAnnotations('a')
    expect(ids()).toEqual(['old', 'theirs'])
    annotations.add('a', line('mine'))
    kept = [line('old'), line('theirs'), line('later')]
    await library.refreshAnnotations('a')
    expect(ids()).toEqual(['old', 'theirs', 'mine'])
    saveAnnotations.mockImplementationOnce(async ({ annotations: wanted }) => (kept = [...wanted, line('later')]))
    await vi.runAllTimersAsync()
    expect(ids()).toEqual(['old', 'theirs', 'mine', 'later'])
    expect(saveAnnotations.mock.lastCall).toMatchObject([{ before: [line('old'), line('theirs')] }])
  })

  it('give way to another window that changed the same one, and say so', async () => {
    const library = useLibraryStore()
    const annotations = useAnnotationsStore()
    await library.loadAnnotations('a')
    saveAnnotations.mockRejectedValueOnce(problemError(toProblem(new ProblemError('annotations-changed'))))
    annotations.edit('a', 'old', { text: 'mine' })
    await vi.runAllTimersAsync()
    expect(annotations.all('a')).toEqual([line('old')])
    expect(library.unsaved.size).toBe(0)
    expect(library.problem).toMatchObject({ id: 'annotations-changed' })
  })
})
