// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Note, NoteChange } from '#shared/note.ts'
import { ProblemError, toProblem } from '#shared/problem.ts'
import { problemError, useFakeConnection } from '../../support/fakeConnection.ts'
import { useNotesStore } from '#renderer/features/notes/notes.ts'
import { useReadingsStore } from '#renderer/features/reading/index.ts'

const place = (filmId: string, frame = 0) => ({ filmId, frame })
let program: Note[]
const saveNote = vi.fn()
const keep = ({ filmId, frame = 0, key, text }: NoteChange): Promise<Note> => {
  const known = program.find((note) => note.filmId === filmId && note.frame === frame)
  const now = { filmId, frame, key: key ?? known?.key ?? false, text: text ?? known?.text ?? '' }
  program = [...program.filter((note) => note !== known), now]
  return Promise.resolve(now)
}

beforeEach(() => {
  vi.useFakeTimers()
  program = []
  saveNote.mockReset().mockImplementation(keep)
  useFakeConnection({
    library: {
      saveNote,
      notes: ({ filmId }: { filmId?: string }) =>
        Promise.resolve(program.filter((note) => filmId === undefined || note.filmId === filmId)),
    },
  })
})
afterEach(() => void vi.useRealTimers())

describe('notes', () => {
  it('are not shown to a second reader who has still to answer, nor found, and go on being kept', async () => {
    const notes = useNotesStore()
    const readings = useReadingsStore()
    program = [{ ...place('a'), key: true, text: 'Old' }]
    await notes.loadOf('a')
    readings.hideWhile((filmId) => filmId === 'a')
    expect([notes.isHidden('a', 0), notes.of('a', 0), [...notes.filmsWith('key')]]).toEqual([
      true,
      { key: false, text: '' },
      [],
    ])
    readings.hideWhile(undefined)
    expect([notes.of('a', 0).text, [...notes.filmsWith('key')]]).toEqual(['Old', ['a']])
  })

  it('are kept once nobody has typed for a moment, with the text that the page began with', async () => {
    const notes = useNotesStore()
    program = [{ ...place('a'), key: false, text: 'Old' }]
    await notes.loadOf('a')
    notes.setText('a', 0, 'Old b')
    notes.setText('a', 0, 'Old break')
    expect(notes.of('a', 0).text).toBe('Old break')
    expect(saveNote).not.toHaveBeenCalled()
    await vi.runAllTimersAsync()
    expect(saveNote.mock.calls).toEqual([[{ ...place('a'), text: 'Old break', before: 'Old' }]])
    expect(notes.unsaved.size).toBe(0)
  })

  it('make key images at once, of one frame', async () => {
    const notes = useNotesStore()
    notes.setKey('a', 2, true)
    await vi.advanceTimersByTimeAsync(1)
    expect(saveNote.mock.calls).toEqual([[{ ...place('a', 2), key: true }]])
    expect([notes.of('a', 2).key, notes.of('a', 0).key]).toEqual([true, false])
    expect([notes.filmsWith('key'), notes.filmsWith('text')]).toEqual([new Set(['a']), new Set()])
  })

  it('wait for a lost connection', async () => {
    const notes = useNotesStore()
    saveNote.mockRejectedValueOnce(new Error('lost'))
    notes.setText('a', 0, 'Kept')
    await vi.runAllTimersAsync()
    expect(notes.unsaved.size).toBe(1)
    await notes.load()
    expect(program).toEqual([{ ...place('a'), key: false, text: 'Kept' }])
    expect(notes.of('a', 0).text).toBe('Kept')
    expect(notes.unsaved.size).toBe(0)
  })

  it('are not lost when more is typed while the first is being kept', async () => {
    const notes = useNotesStore()
    let answer = () => {}
    saveNote.mockImplementationOnce((change: NoteChange) => {
      const kept = keep(change)
      return new Promise((resolve) => (answer = () => resolve(kept)))
    })
    notes.setText('a', 0, 'One')
    const saving = notes.save()
    await vi.advanceTimersByTimeAsync(1)
    notes.setText('a', 0, 'One, two')
    answer()
    await saving
    expect(notes.of('a', 0).text).toBe('One, two')
    await vi.runAllTimersAsync()
    expect(program).toEqual([{ ...place('a'), key: false, text: 'One, two' }])
    expect(saveNote.mock.calls.at(-1)).toEqual([{ ...place('a'), text: 'One, two', before: 'One' }])
  })

  it('hold both texts where another window has changed them, and say so until more is typed', async () => {
    const notes = useNotesStore()
    program = [{ ...place('a'), key: false, text: 'Theirs' }]
    saveNote.mockRejectedValueOnce(problemError(toProblem(new ProblemError('note-changed'))))
    notes.setText('a', 0, 'Mine')
    await vi.runAllTimersAsync()
    expect(notes.of('a', 0).text).toBe('Theirs\nMine')
    expect(saveNote.mock.calls.at(-1)).toEqual([{ ...place('a'), text: 'Theirs\nMine', before: 'Theirs' }])
    expect(program).toMatchObject([{ text: 'Theirs\nMine' }])
    expect(notes.failureOf('a')?.problem).toMatchObject({ code: 'in-use' })
    expect(notes.failureOf('b')).toBeUndefined()
    notes.setText('a', 0, 'Both')
    await vi.runAllTimersAsync()
    expect(notes.failureOf('a')).toBeUndefined()
  })

  it('show what another window has noted, but not in place of what is being typed', async () => {
    const notes = useNotesStore()
    program = [{ ...place('a'), key: true, text: 'Theirs' }]
    await notes.refresh('a')
    expect(notes.of('a', 0)).toEqual({ key: true, text: 'Theirs' })
    notes.setText('a', 0, 'Theirs, mine')
    program = [{ ...place('a'), key: false, text: 'Theirs again' }]
    await notes.refresh('a')
    expect(notes.of('a', 0)).toEqual({ key: false, text: 'Theirs, mine' })
    await vi.runAllTimersAsync()
    // The program sees that both were changed.
    expect(saveNote.mock.calls).toEqual([[{ ...place('a'), text: 'Theirs, mine', before: 'Theirs' }]])
    program = []
    await notes.refresh('a')
    expect(notes.of('a', 0)).toEqual({ key: false, text: '' })
  })

  it('stay on the page where they cannot be kept, with the reason', async () => {
    const notes = useNotesStore()
    saveNote.mockRejectedValueOnce(problemError(toProblem(new ProblemError('library-not-kept'))))
    notes.setText('a', 0, 'Mine')
    await vi.runAllTimersAsync()
    expect([notes.of('a', 0).text, notes.unsaved.size]).toEqual(['Mine', 1])
    expect(notes.failureOf('a')?.problem).toMatchObject({ code: 'read-only' })
  })
})
