// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest'
import type { Annotation } from '#shared/annotation.ts'
import type { Mark } from '#shared/mark.ts'
import { useAnnotationsStore } from '#renderer/features/annotations/index.ts'
import type { Failure } from '#renderer/base/connection/index.ts'
import { useFilmsStore } from '#renderer/features/films/index.ts'
import { useLibraryStore } from '#renderer/features/library/library.ts'
import { useReadingRoom } from '#renderer/features/library/readingRoom.ts'
import { useMarkingStore } from '#renderer/features/marking/index.ts'
import { useNotesStore } from '#renderer/features/notes/index.ts'
import { useReadingsStore } from '#renderer/features/reading/index.ts'
import { useFakeConnection } from '../../support/fakeConnection.ts'
import { makeFilm } from '../../support/films.ts'

const box: Mark = { shape: 'box', x: 1, y: 1, width: 2, height: 2 }
const length: Annotation = {
  id: '1',
  kind: 'length',
  frame: 0,
  points: [
    { x: 0, y: 0 },
    { x: 2, y: 2 },
  ],
  text: '',
}

afterEach(() => void vi.restoreAllMocks())

/** Keys of maps that are looked at while a list is forgotten of which no film could be read. */
async function keysLookedAt(count: number): Promise<number> {
  const forget = vi.fn(() => Promise.resolve())
  useFakeConnection({ library: { forget }, studies: { closeMany: () => Promise.resolve({ canReopen: 0 }) } })
  const ids = Array.from({ length: count }, (_, i) => `film-${i}`)
  const [films, readings] = [useFilmsStore(), useReadingsStore()]
  films.addAll(ids.map((id) => ({ type: 'film', film: makeFilm(id) })))
  const failure: Failure = { kind: 'problem', problem: { code: 'not-found', message: 'It is gone.' } }
  for (const id of ids) readings.fail(id, 0, failure)
  const keys = Map.prototype.keys
  let looked = 0
  const spy = vi.spyOn(Map.prototype, 'keys').mockImplementation(function (this: Map<unknown, unknown>) {
    looked += this.size
    return keys.call(this)
  })
  await useReadingRoom().forget(ids)
  spy.mockRestore()
  expect(forget).toHaveBeenCalledExactlyOnceWith({ filmIds: ids })
  expect(films.rows).toEqual([])
  for (const id of [ids[0], ids.at(-1)!]) expect(readings.stateOf(id, 0).kind).toBe('idle')
  return looked
}

it('forgets ten thousand films in ten times the steps that a thousand take', async () => {
  const few = await keysLookedAt(1000)
  expect(few).toBeGreaterThanOrEqual(1000)
  expect(await keysLookedAt(10_000)).toBeLessThanOrEqual(20 * few)
})

it('keeps what was said, marked, noted and drawn while the program was started again', async () => {
  let isAway = true
  const kept: unknown[] = []
  const keep = (what: string) => (said: object) => {
    if (isAway) return Promise.reject(new DOMException('The socket closed.', 'AbortError'))
    kept.push([what, said])
    return Promise.resolve(what === 'drawn' ? [length] : said)
  }
  const none = () => Promise.resolve([])
  useFakeConnection({
    studies: { list: () => Promise.resolve([makeFilm('a')]), documents: none },
    library: {
      state: () => Promise.resolve({ private: false }),
      saveAnnotations: keep('drawn'),
      saveNote: keep('noted'),
      marks: none,
      notes: none,
    },
    marks: { list: none, save: keep('said') },
  })
  const [films, library, marking, notes] = [useFilmsStore(), useLibraryStore(), useMarkingStore(), useNotesStore()]
  films.add({ type: 'film', film: makeFilm('a') })
  marking.setMarks('a', 0, [box])
  notes.setText('a', 0, 'Scaphoid?')
  useAnnotationsStore().add('a', length)
  await Promise.all([library.save(), notes.save()])
  isAway = false
  await useReadingRoom().restore()
  expect(kept).toMatchObject([
    ['drawn', { filmId: 'a', annotations: [length] }],
    ['said', { filmId: 'a', answer: 'fracture', marks: [box] }],
    ['noted', { filmId: 'a', text: 'Scaphoid?' }],
  ])
  expect([marking.answerOf('a', 0), marking.marksOf('a', 0), marking.failure]).toEqual(['fracture', [box], undefined])
  expect([marking.unsaved.size, notes.unsaved.size, library.unsaved.size]).toEqual([0, 0, 0])
})
