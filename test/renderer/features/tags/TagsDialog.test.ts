// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import type { Tag } from '#shared/library.ts'
import { useFilmsStore } from '#renderer/features/films/index.ts'
import TagsDialog from '#renderer/features/tags/TagsDialog.vue'
import { useTagsDialog } from '#renderer/features/tags/useTagsDialog.ts'
import { problemError, useFakeConnection } from '../../support/fakeConnection.ts'
import { makeFilm } from '../../support/films.ts'

it('shows the header of its film, and no problem of another one that comes later', async () => {
  const headers = new Map(['a', 'b'].map((id) => [id, Promise.withResolvers<Tag[]>()]))
  const { pinia } = useFakeConnection({
    studies: { tags: ({ filmId }: { filmId: string }) => headers.get(filmId)!.promise },
  })
  const films = useFilmsStore()
  for (const id of ['a', 'b']) films.add({ type: 'film', film: makeFilm(id) })
  const dialog = mount(TagsDialog, { global: { plugins: [pinia] }, attachTo: document.body })
  const { set } = useTagsDialog()
  const open = async (isOpen: boolean) => {
    set(isOpen)
    await flushPromises()
  }
  await open(true)
  await open(false)
  films.select('b')
  await open(true)
  const value = 'Value of b'
  headers.get('b')!.resolve([{ tag: '(0010,0010)', vr: 'PN', keyword: 'PatientName', value, depth: 0 }] as Tag[])
  await flushPromises()
  headers.get('a')!.reject(problemError({ code: 'not-readable', message: 'It is gone.' }))
  await flushPromises()
  expect(document.querySelector('[data-testid="tag"]')?.textContent).toContain(value)
  dialog.unmount()
})
