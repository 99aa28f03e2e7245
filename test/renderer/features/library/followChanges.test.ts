// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import type { LibraryChange } from '#shared/library.ts'
import { defaultSettings } from '#shared/settings.ts'
import { useFilmsStore } from '#renderer/features/films/index.ts'
import { followChanges } from '#renderer/features/library/followChanges.ts'
import { useLibraryStore } from '#renderer/features/library/library.ts'
import { useNotesStore } from '#renderer/features/notes/index.ts'
import { useSettingsStore } from '#renderer/features/settings/index.ts'
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

it('goes by what another window sets, and drops what was noted in private mode when that ends', async () => {
  let isPrivate = true
  const watch = vi.fn<() => Promise<AsyncGenerator<LibraryChange>>>()
  watch.mockImplementation(async () => events({ what: 'settings' as const }, { what: 'private' as const }))
  const none = async () => []
  useFakeConnection({
    library: { watch, state: async () => ({ private: isPrivate }), notes: none, marks: none, annotations: none },
    marks: { list: none },
    settings: {
      show: async () => ({ fresh: false, settings: { ...defaultSettings, anonymous: true, secondReader: true } }),
    },
  })
  useFilmsStore().addAll([{ type: 'film', film: makeFilm('a') }])
  const [library, notes, settings] = [useLibraryStore(), useNotesStore(), useSettingsStore()]
  await library.load()
  notes.setText('a', 0, 'In private')
  isPrivate = false
  const scope = effectScope()
  scope.run(followChanges)
  await flushPromises()
  expect([library.isPrivate, notes.of('a', 0).text]).toEqual([false, ''])
  expect([settings.anonymous, settings.secondReader]).toEqual([true, true])
  scope.stop()
})
