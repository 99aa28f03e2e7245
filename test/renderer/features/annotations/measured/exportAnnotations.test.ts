// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import { makeFilm, makeGreyFilm } from '../../../support/films.ts'
import { useFakeConnection } from '../../../support/fakeConnection.ts'
import type { GreyFilm } from '#shared/film.ts'
import { exportAnnotations } from '#renderer/features/annotations/measured/exportAnnotations.ts'
import { useAnnotationsStore } from '#renderer/features/annotations/state/annotations.ts'
import { useFilmsStore } from '#renderer/features/films/films.ts'
import { useSettingsStore } from '#renderer/features/settings/settings.ts'

afterEach(() => vi.restoreAllMocks())

it('writes what was drawn on one film, and no UID where names were hidden as it was asked for', async () => {
  let decoded = (_: GreyFilm): void => undefined
  const pixels = () => new Promise<GreyFilm>((resolve) => (decoded = resolve))
  useFakeConnection({ studies: { pixels }, settings: { change: () => new Promise(() => undefined) } })
  const films = useFilmsStore()
  films.add({ type: 'film', film: makeFilm('a', { sopInstanceUid: '1.2.3', columns: 2 }) })
  films.add({ type: 'film', film: makeFilm('b', { sopInstanceUid: '4.5.6' }) })
  const points = [{ x: 0, y: 0 }, { x: 2, y: 1 }] // prettier-ignore
  useAnnotationsStore().add('a', { id: '1', kind: 'rectangle', frame: 0, text: '', points })
  const settings = useSettingsStore()
  settings.anonymous = true
  const saved: Blob[] = []
  vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => {
    saved.push(file as Blob)
    return 'blob:saved'
  })
  const exported = exportAnnotations('json')
  films.select('b')
  settings.anonymous = false
  decoded(makeGreyFilm({ values: Uint8Array.of(10, 30) }))
  await flushPromises()
  await exported
  const said = await saved[0]!.text()
  expect(JSON.parse(said)).toMatchObject({ film: { columns: 2 }, annotations: [{ kind: 'rectangle' }] })
  expect(said).toContain('"value": 20')
  expect(said).not.toMatch(/1\.2\.3|4\.5\.6/)
})
