// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import type { FileHeader } from '#shared/film.ts'
import { useFilmsStore } from '#renderer/features/films/index.ts'
import ForgetDialog from '#renderer/features/worklist/ForgetDialog.vue'
import { makeFilm } from '../../support/films.ts'
import { useFakeConnection } from '../../support/fakeConnection.ts'

it.each([
  ['of its patient alone, where several share one study', 'a', ['a', 'b']],
  ['alone, where it is of no study', 'd', ['d']],
])('forgets a film with those %s', async (_, chosen, forgotten) => {
  const forget = vi.fn(() => Promise.resolve())
  const { pinia } = useFakeConnection({ library: { forget }, studies: { closeMany: () => Promise.resolve({}) } })
  const films = useFilmsStore()
  const add = (id: string, header: Partial<FileHeader>) => films.add({ type: 'film', film: makeFilm(id, header) })
  for (const [id, patientId] of [['a', '1'], ['b', '1'], ['c', '2']] as const) add(id, { studyInstanceUid: '1.2', patientId }) // prettier-ignore
  add('d', { patientId: '1' })
  const dialog = mount(ForgetDialog, { props: { modelValue: chosen }, global: { plugins: [pinia] } })
  await flushPromises()
  document.querySelector<HTMLButtonElement>('[data-testid="forget-now"]')!.click()
  await flushPromises()
  expect(forget).toHaveBeenCalledExactlyOnceWith({ filmIds: forgotten })
  dialog.unmount()
})
