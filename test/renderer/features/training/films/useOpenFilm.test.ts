// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { useFilmsStore } from '#renderer/features/films/films.ts'
import { useOpeningStore } from '#renderer/features/opening/opening.ts'
import { useOpenFilm } from '#renderer/features/training/films/useOpenFilm.ts'
import { problemError, useFakeConnection } from '../../../support/fakeConnection.ts'
import { makeFilm } from '../../../support/films.ts'

it('shows why a film of labelled data cannot be opened, and not the film that was looked at before', async () => {
  const open = () => Promise.reject(problemError({ code: 'not-found', message: 'There is nothing there.' }))
  useFakeConnection({ studies: { open } })
  const films = useFilmsStore()
  films.add({ type: 'film', film: makeFilm('before') })
  await useOpenFilm()('/data/labels.csv', 'fracture/1.png')
  expect(films.selectedId).toBeUndefined()
  expect(useOpeningStore().refused).toMatchObject({ path: '/data/fracture/1.png', problem: { code: 'not-found' } })
})
