// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { useFilmsStore } from '#renderer/features/films/index.ts'
import NotePanel from '#renderer/features/notes/NotePanel.vue'
import { useNotesStore } from '#renderer/features/notes/notes.ts'
import { useViewportStore } from '#renderer/features/viewport/index.ts'
import { makeFilm, makeGreyFilm } from '../../support/films.ts'
import { useFakeConnection } from '../../support/fakeConnection.ts'

it('makes no film a key image that is not on the screen yet', async () => {
  const { pinia } = useFakeConnection({
    library: { saveNote: (note: object) => Promise.resolve({ text: '', ...note }) },
  })
  const [notes, viewport] = [useNotesStore(), useViewportStore()]
  useFilmsStore().add({ type: 'film', film: makeFilm('a') })
  const panel = mount(NotePanel, { global: { plugins: [pinia] } })
  const button = panel.get('[data-testid="key-image-button"]')
  await button.trigger('click')
  expect([notes.of('a', 0).key, button.attributes('aria-disabled')]).toEqual([false, 'true'])
  viewport.shows('a', makeGreyFilm({ values: new Uint8Array(12) }))
  await button.trigger('click')
  expect([notes.of('a', 0).key, button.attributes('aria-disabled')]).toEqual([true, 'false'])
})
