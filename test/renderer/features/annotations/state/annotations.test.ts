import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Annotation } from '#shared/annotation.ts'
import { useFakeConnection } from '../../../support/fakeConnection.ts'
import { useAnnotationsStore } from '#renderer/features/annotations/state/annotations.ts'

const line = (id: string, frame = 0): Annotation => ({
  id,
  kind: 'length',
  frame,
  points: [
    { x: 0, y: 0 },
    { x: 1, y: 1 },
  ],
  text: '',
})
const ids = (list: readonly Annotation[]) => list.map(({ id }) => id)

describe('annotations', () => {
  beforeEach(() => void useFakeConnection({}))

  it('belong to a film and a frame', () => {
    const store = useAnnotationsStore()
    store.add('a', line('1'))
    store.add('a', line('2', 1))
    expect(ids(store.of('a', 1))).toEqual(['2'])
    expect(store.all('b')).toEqual([])
  })

  it('go back and forth step by step, until something new is drawn', () => {
    const store = useAnnotationsStore()
    store.add('a', line('1'))
    store.edit('a', '1', { text: 'here' })
    store.remove('a', '1')
    store.undo('a')
    expect(store.all('a')[0]).toMatchObject({ text: 'here' })
    store.undo('a')
    expect(store.all('a')[0]).toMatchObject({ text: '' })
    store.redo('a')
    expect(store.all('a')[0]).toMatchObject({ text: 'here' })
    store.add('a', line('2'))
    expect(store.canRedo('a')).toBe(false)
    for (let step = 0; step < 5; step++) store.undo('a')
    expect(store.all('a')).toEqual([])
    expect(store.canUndo('a')).toBe(false)
  })

  it('that were stored come without a step, and not over what was drawn meanwhile', () => {
    const store = useAnnotationsStore()
    const changed = vi.fn()
    store.onChange(changed)
    store.load('a', [line('old')])
    expect(store.canUndo('a')).toBe(false)
    expect(changed).not.toHaveBeenCalled()
    store.add('b', line('new'))
    store.load('b', [line('old')])
    expect(ids(store.all('b'))).toEqual(['new'])
    expect(changed.mock.calls.map(([filmId]) => filmId)).toEqual(['b'])
  })

  it('that are gone cannot be changed, and leave no step', () => {
    const store = useAnnotationsStore()
    store.edit('a', 'x', { text: 'no' })
    store.remove('a', 'x')
    expect(store.canUndo('a')).toBe(false)
  })
})
