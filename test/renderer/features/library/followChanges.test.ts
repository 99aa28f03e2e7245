// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import type { LibraryChange } from '#shared/library.ts'
import { useFilmsStore } from '#renderer/features/films/index.ts'
import { followChanges } from '#renderer/features/library/followChanges.ts'
import { useNotesStore } from '#renderer/features/notes/index.ts'
import { events, useFakeConnection } from '../../support/fakeConnection.ts'
import { makeFilm } from '../../support/films.ts'

it('shows what another window changes of films that are open here, again after a lost connection', async () => {
  const watch = vi.fn<() => Promise<AsyncGenerator<LibraryChange>>>()
  watch.mockImplementation(async () => events({ filmId: 'a', what: 'notes' }, { filmId: 'other', what: 'notes' }))
  const notes = vi.fn(({ filmId }: { filmId: string }) =>
    Promise.resolve([{ filmId, frame: 0, key: false, text: `${notes.mock.calls.length}` }]),
  )
  const connection = useFakeConnection({ library: { watch, notes } })
  useFilmsStore().addAll([{ type: 'film', film: makeFilm('a') }])
  const scope = effectScope()
  scope.run(followChanges)
  await flushPromises()
  expect(notes.mock.calls).toEqual([[{ filmId: 'a' }]])
  expect(useNotesStore().of('a', 0).text).toBe('1')
  watch.mockRejectedValueOnce(new Error('lost'))
  for (const kind of ['connecting', 'connected', 'connecting', 'connected'] as const) {
    connection.enter({ kind })
    await flushPromises()
  }
  expect(watch).toHaveBeenCalledTimes(3)
  expect(useNotesStore().of('a', 0).text).toBe('2')
  scope.stop()
})
