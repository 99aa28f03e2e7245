import { describe, expect, it, vi } from 'vitest'
import { makeFilm } from '../../support/films.ts'
import { useFakeConnection } from '../../support/fakeConnection.ts'
import { useFilmsStore } from '#renderer/features/films/films.ts'

const documents = () => Promise.resolve([])
const problem = { code: 'not-an-image' as const, message: 'This is no image.' }

function storeOf(calls: Parameters<typeof useFakeConnection>[0] = {}) {
  useFakeConnection(calls)
  const films = useFilmsStore()
  for (const id of ['a', 'b', 'c']) films.add({ type: 'film', film: makeFilm(id) })
  return films
}

describe('the films store', () => {
  it('selects the first film by itself, and a later one only when asked to', () => {
    const films = storeOf()
    expect(films.selectedId).toBe('a')
    films.add({ type: 'film', film: makeFilm('d') }, true)
    expect(films.selectedId).toBe('d')
  })

  it('lists a film that is opened twice once', () => {
    const films = storeOf()
    films.add({ type: 'film', film: makeFilm('b') }, true)
    expect(films.films.map((film) => film.filmId)).toEqual(['a', 'b', 'c'])
    expect(films.selectedId).toBe('b')
  })

  it('puts a film that lies under the path of another one now in its row', () => {
    const films = storeOf()
    films.select('b')
    films.add({ type: 'film', film: makeFilm('d'), replaces: 'b' })
    expect(films.rows.map(({ id }) => id)).toEqual(['a', 'd', 'c'])
    expect(films.selectedId).toBe('d')
    expect(films.has('b')).toBe(false)
  })

  it('lists a problem at the place of its file and does not select it', () => {
    const films = storeOf()
    films.add({ type: 'problem', name: 'x.txt', problem })
    films.add({ type: 'film', film: makeFilm('d') })
    expect(films.rows.map((row) => ('film' in row ? row.film.name : row.name))).toEqual([
      'a.dcm',
      'b.dcm',
      'c.dcm',
      'x.txt',
      'd.dcm',
    ])
    films.select('c')
    films.select('problem-0')
    expect(films.selectedId).toBe('c')
  })

  it('closes films in the program too and selects the neighbour', async () => {
    const close = vi.fn(() => Promise.resolve())
    const films = storeOf({ studies: { closeMany: close } })
    films.select('b')
    await films.close(['b'])
    expect(films.selectedId).toBe('c')
    await films.close(['c'])
    expect(films.selectedId).toBe('a')
    await films.close(['a'])
    expect(films.selectedId).toBeUndefined()
    expect(close.mock.calls).toEqual([[{ filmIds: ['b'] }], [{ filmIds: ['c'] }], [{ filmIds: ['a'] }]])
  })

  it('takes a row away even if the program cannot be told', async () => {
    const films = storeOf({ studies: { closeMany: () => Promise.reject(new Error('gone')) } })
    await films.close(['a'])
    expect(films.films.map((film) => film.filmId)).toEqual(['b', 'c'])
  })

  it('finds its films again after a reload, samples left out', async () => {
    useFakeConnection({
      studies: { documents, list: () => Promise.resolve([makeFilm('a'), makeFilm('s', {}, { sample: true })]) },
    })
    const films = useFilmsStore()
    await films.restore()
    expect(films.films.map((film) => film.filmId)).toEqual(['a'])
    expect(films.selectedId).toBe('a')
  })

  it('takes no film for another one of the same name and size, nor for a copy', async () => {
    for (const header of [{}, { sopInstanceUid: '1.2.3' }]) {
      const named = (filmId: string) => makeFilm(filmId, header, { name: 'image1.png' })
      useFakeConnection({ studies: { documents, list: () => Promise.resolve([named('second')]) } })
      const films = useFilmsStore()
      films.add({ type: 'film', film: named('first') })
      await films.restore()
      expect(films.rows).toMatchObject([{ id: 'first', problem: { code: 'not-found' } }, { id: 'second' }])
      expect(films.selectedId).toBe('second')
    }
  })

  it('finds a film again that the program did not know for a while', async () => {
    const open = [makeFilm('a'), makeFilm('c')]
    const films = storeOf({ studies: { documents, list: () => Promise.resolve(open) } })
    await films.restore()
    expect(films.rows[1]).toMatchObject({ id: 'b', problem: { code: 'not-found' } })
    open.push(makeFilm('b'))
    await films.restore()
    expect(films.films.map(({ filmId }) => filmId)).toEqual(['a', 'b', 'c'])
  })

  it('says which films a restarted program no longer has', async () => {
    const films = storeOf({ studies: { documents, list: () => Promise.resolve([makeFilm('b')]) } })
    await films.restore()
    expect(films.rows.map((row) => ('film' in row ? 'open' : row.problem.code))).toEqual([
      'not-found',
      'open',
      'not-found',
    ])
    expect(films.selectedId).toBe('b')
  })

  it('lists a report once, beside the films, finds it again after a reload, and closes it in the program', async () => {
    const content = { kind: 'report' as const, title: 'Report', lines: [], cut: false }
    const report = { documentId: 'r', name: 'sr.dcm', content }
    const close = vi.fn(() => Promise.resolve())
    const list = () => Promise.resolve([makeFilm('a'), makeFilm('b'), makeFilm('c')])
    const films = storeOf({ studies: { list, documents: () => Promise.resolve([report]), closeMany: close } })
    films.add({ type: 'problem', name: 'sr.dcm', problem, document: report })
    await films.restore()
    expect(films.documents).toEqual([report])
    expect(films.rows.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'r'])
    films.select('r')
    expect(films.selectedId).toBe('a')
    await films.close(['r'])
    expect(close.mock.calls).toEqual([[{ filmIds: ['r'] }]])
    expect(films.documents).toEqual([])
  })
})
