// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { expect, it } from 'vitest'
import type { Annotation } from '#shared/annotation.ts'
import { ConnectionLostError } from '#renderer/base/connection/connection.ts'
import { useExportStore } from '#renderer/features/deidentify/exportFilms.ts'
import { useFilmsStore } from '#renderer/features/films/index.ts'
import { problemError, useFakeConnection } from '../../support/fakeConnection.ts'
import { makeFilm } from '../../support/films.ts'

const rectangle: Annotation = {
  ...{ id: 'r', kind: 'rectangle', frame: 0, text: '' },
  points: [
    { x: 1, y: 1 },
    { x: 4, y: 3 },
  ],
}
const gone = { code: 'not-found', message: 'The file is gone.' } as const

function storeWith(annotations: (request: { filmId: string }) => Promise<Annotation[]>) {
  useFakeConnection({ library: { annotations } })
  const films = useFilmsStore()
  for (const id of ['a', 'b', 'c']) films.add({ type: 'film', film: makeFilm(id, { rows: 10, columns: 10 }) })
  return useExportStore()
}
const filmsOf = (store: ReturnType<typeof useExportStore>) => store.drawn.map(({ filmId }) => filmId)

it('takes rectangles of films that nobody has looked at since the page was loaded, and leaves out films that are gone', async () => {
  const store = storeWith(({ filmId }) =>
    filmId === 'b' ? Promise.reject(problemError(gone)) : Promise.resolve([rectangle]),
  )
  expect(filmsOf(store)).toEqual([])
  const looking = store.lookForDrawn()
  expect(store.lookingForDrawn).toEqual({ done: 0, total: 3 })
  await looking
  expect([store.lookingForDrawn, store.drawnFailure]).toEqual([undefined, undefined])
  expect(filmsOf(store)).toEqual(['a', 'c'])
  store.takeDrawn()
  expect(store.form.boxes).toMatchObject([{ filmId: 'a', x: 1, y: 1 }, { filmId: 'c' }])
})

it('says so where the program cannot be reached meanwhile', async () => {
  const store = storeWith(() => Promise.reject(new ConnectionLostError()))
  await store.lookForDrawn()
  expect(store.drawnFailure?.kind).toBe('connection')
  expect(store.lookingForDrawn).toBeUndefined()
})

it('begins again with the films that are chosen, and ends with the dialog', async () => {
  const answers: (() => void)[] = []
  const store = storeWith(() => new Promise((resolve) => answers.push(() => resolve([]))))
  const first = store.lookForDrawn()
  store.form.films = 'selected'
  const second = store.lookForDrawn()
  expect(store.lookingForDrawn).toEqual({ done: 0, total: 1 })
  store.stopLooking()
  for (const answer of answers) answer()
  await Promise.all([first, second])
  await flushPromises()
  expect([store.lookingForDrawn, store.drawnFailure]).toEqual([undefined, undefined])
})
