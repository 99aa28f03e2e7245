// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import { secondWindowHash } from '#shared/secondWindow.ts'
import { useFilmsStore } from '#renderer/features/films/index.ts'
import { useAddressedFilm } from '#renderer/page/commands/secondWindow.ts'
import { useFakeConnection } from '../support/fakeConnection.ts'
import { makeFilm } from '../support/films.ts'

afterEach(() => {
  location.hash = ''
})

describe('a second window', () => {
  it('shows the film of its address once, and whatever was selected since stays when a connection comes back', async () => {
    location.hash = secondWindowHash('a', 1)
    useFakeConnection({ studies: { list: async () => [] } })
    const films = useFilmsStore()
    const addressed = useAddressedFilm()
    for (const id of ['a', 'b']) films.add({ type: 'film', film: makeFilm(id) })
    await addressed.show()
    expect(films.selectedId).toBe('a')
    films.select('b')
    await addressed.show()
    expect(films.selectedId).toBe('b')
    location.hash = secondWindowHash('a', 2)
    await addressed.show()
    expect(films.selectedId).toBe('a')
  })

  it('shows the film that was sent last, also where the one before is still looked for', async () => {
    const list = Promise.withResolvers<unknown>()
    useFakeConnection({ studies: { list: () => list.promise } })
    const films = useFilmsStore()
    for (const id of ['a', 'b']) films.add({ type: 'film', film: makeFilm(id) })
    const addressed = useAddressedFilm()
    location.hash = secondWindowHash('late', 1)
    const late = addressed.show()
    location.hash = secondWindowHash('b', 2)
    await addressed.show()
    list.resolve([makeFilm('late')])
    await late
    expect(films.selectedId).toBe('b')
  })
})
