// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import type { LabelsRequest } from '#shared/training.ts'
import { useLibraryStore } from '#renderer/features/library/index.ts'
import { useLabelCorrectionsStore } from '#renderer/features/training/state/labelCorrections.ts'
import { problemError, useFakeConnection } from '../../../support/fakeConnection.ts'

const saveLabels = vi.fn(async ({ file }: LabelsRequest) => ({
  ...{ path: file, films: 4, corrected: 1, leftOut: 1, gone: 0 },
}))
const [a, b] = [
  { file: 'Normal/a', own: 'No fracture' },
  { file: 'Fractured/b', own: 'Fracture' },
]

function connect() {
  useFakeConnection({ training: { saveLabels } })
  const labels = useLabelCorrectionsStore()
  labels.turnTo('/films')
  return labels
}

beforeEach(() => {
  localStorage.clear()
  vi.clearAllMocks()
})

describe('corrections of labels', () => {
  it('are made of all selected films at once, and undone step by step', () => {
    const labels = connect()
    labels.select([a, b], true)
    labels.correct('Fracture')
    // The one that has this class has not changed.
    expect([...labels.pending.keys()]).toEqual(['Normal/a'])
    expect(labels.selected.size).toBe(0)
    labels.select([a], true)
    labels.correct(undefined)
    expect(labels.pending.get('Normal/a')).toEqual({ ...a })
    labels.undo()
    expect(labels.pending.get('Normal/a')).toEqual({ ...a, label: 'Fracture' })
    labels.undo()
    expect([labels.pending.size, labels.canUndo]).toEqual([0, false])
  })

  it('belong to their folder, and a selection does not go along to another', () => {
    const labels = connect()
    labels.select([a], true)
    labels.correct('Fracture')
    labels.select([b], true)
    labels.turnTo('/others')
    expect([labels.selected.size, labels.pending.size]).toEqual([0, 0])
    labels.turnTo('/films')
    expect(labels.pending.size).toBe(1)
  })

  it('that are made while others are being saved stay', async () => {
    const labels = connect()
    labels.select([a], true)
    labels.correct('Fracture')
    const written = Promise.withResolvers<void>()
    saveLabels.mockImplementationOnce(async ({ file }) => {
      await written.promise
      return { path: file, films: 4, corrected: 1, leftOut: 0, gone: 0 }
    })
    const saving = labels.save('/films/labels.csv', [])
    labels.select([b], true)
    labels.correct('No fracture')
    written.resolve()
    await saving
    expect([...labels.pending.keys()]).toEqual(['Fractured/b'])
  })

  it('are there when the page is loaded again, but not after private mode', async () => {
    const labels = connect()
    labels.select([a], true)
    labels.correct('Fracture')
    await nextTick()
    expect(connect().pending.size).toBe(1)
    const inPrivate = connect()
    useLibraryStore().isPrivate = true
    inPrivate.select([b], true)
    inPrivate.correct('No fracture')
    await nextTick()
    expect(connect().pending.size).toBe(1)
  })

  it('are saved with what else is left out, and kept where that fails', async () => {
    const labels = connect()
    labels.select([a], true)
    labels.correct('Fracture')
    saveLabels.mockRejectedValueOnce(problemError({ code: 'wrong-use', message: 'There is one.' }))
    expect(await labels.save('/films/labels.csv', [])).toBeUndefined()
    expect([labels.failure === undefined, labels.pending.size]).toEqual([false, 1])
    labels.select([b], true)
    labels.correct('No fracture')
    // What is struck through on the page stays out, whatever else was said of it.
    await labels.save('/films/labels.csv', ['Fractured/b', 'Normal/x'])
    expect(saveLabels).toHaveBeenLastCalledWith({
      folder: '/films',
      file: '/films/labels.csv',
      corrections: [{ file: 'Fractured/b' }, { file: 'Normal/x' }, { file: 'Normal/a', label: 'Fracture' }],
    })
    expect([labels.pending.size, labels.canUndo, labels.saved?.path]).toEqual([0, false, '/films/labels.csv'])
  })
})
