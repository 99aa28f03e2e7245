// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeFilm, makeReading } from '../../support/films.ts'
import { useFakeConnection } from '../../support/fakeConnection.ts'
import { filmFacts } from '#renderer/features/films/filmFacts.ts'
import { useFilmsStore } from '#renderer/features/films/films.ts'
import { useReadingsStore } from '#renderer/features/reading/state/readings.ts'
import FilmWorklist from '#renderer/features/worklist/FilmWorklist.vue'

function mountList(host: 'browser' | 'electron' = 'browser') {
  const close = vi.fn(() => Promise.resolve())
  const forget = vi.fn(() => Promise.resolve())
  const thumbnail = () => Promise.reject(new Error('no picture'))
  const { pinia } = useFakeConnection(
    {
      studies: { closeMany: close, thumbnail },
      library: { forget },
      readings: { read: () => Promise.resolve(makeReading()), verdict: () => new Promise(() => undefined) },
    },
    host,
  )
  const films = useFilmsStore()
  films.add({
    type: 'film',
    film: makeFilm('a', { patientName: 'Roe^Jane', modality: 'DX', bodyPart: 'HAND', studyDate: '20240511' }),
  })
  films.add({ type: 'problem', name: 'x.txt', problem: { code: 'not-an-image', message: 'This is no image.' } })
  films.add({ type: 'film', film: makeFilm('b') })
  const list = mount(FilmWorklist, { global: { plugins: [pinia] }, attachTo: document.body })
  const all = (id: string) => list.findAll(`[data-testid="${id}"]`)
  return { list, films, close, forget, all }
}

// This DOM lays nothing out; the list must believe that it has room for its rows.
beforeEach(() => void vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(800))
afterEach(() => {
  vi.restoreAllMocks()
  document.body.replaceChildren()
})

describe('the worklist', () => {
  it('shows who, what and when, and a problem in its place with its sentence', () => {
    const { list, all } = mountList()
    expect(all('worklist-row')[0]!.get('.words').text()).toBe('Roe, JaneDX · HAND2024-05-11')
    expect(all('worklist-problem')[0]!.text()).toBe('x.txtThis is no image.')
    expect(list.findAll('li').map((row) => row.attributes('data-testid'))).toEqual([
      'worklist-row',
      'worklist-problem',
      'worklist-row',
    ])
    expect(list.get('[data-testid="worklist-counts"]').text()).toBe('2 films, 1 not opened')
  })

  it('selects by click and by arrow keys, which take the focus along', async () => {
    const { list, films, all } = mountList()
    await all('worklist-row')[1]!.get('button').trigger('click')
    expect(films.selectedId).toBe('b')
    await list.get('.rows').trigger('keydown', { key: 'ArrowUp' })
    await flushPromises()
    expect(films.selectedId).toBe('a')
    expect(document.activeElement?.getAttribute('data-film')).toBe('a')
  })

  it('marks the verdict once it is there, in words for those who cannot see it', async () => {
    const { all } = mountList()
    expect(all('worklist-row')[0]!.find('[role="img"]').exists()).toBe(false)
    await useReadingsStore().read('a', 0)
    await flushPromises()
    expect(all('worklist-row')[0]!.get('[role="img"]').attributes('aria-label')).toBe('Fracture')
  })

  it('closes a film and forgets its reading, and dismisses a problem without asking the program', async () => {
    const { list, close, all } = mountList()
    await useReadingsStore().read('a', 0)
    await list.get('[aria-label="Close a.dcm"]').trigger('click')
    await list.get('[aria-label="Dismiss x.txt"]').trigger('click')
    await flushPromises()
    expect(all('worklist-row')).toHaveLength(1)
    expect(all('worklist-problem')).toHaveLength(0)
    expect(close.mock.calls).toEqual([[{ filmIds: ['a'] }]])
    expect(useReadingsStore().stateOf('a', 0).kind).toBe('idle')
  })

  it('shows no more rows than there is room for', async () => {
    const { films, all } = mountList()
    films.addAll(Array.from({ length: 5000 }, (_, index) => ({ type: 'film', film: makeFilm(`many${index}`) })))
    await flushPromises()
    expect(all('worklist-row').length).toBeLessThan(30)
    expect(all('worklist-row').length).toBeGreaterThan(10)
  })

  it('forgets a film only after asking', async () => {
    const { films, forget, all } = mountList()
    await all('forget')[0]!.trigger('click')
    await flushPromises()
    expect(forget).not.toHaveBeenCalled()
    document.querySelector<HTMLElement>('[data-testid="forget-now"]')!.click()
    await flushPromises()
    expect(forget.mock.calls).toEqual([[{ filmIds: ['a'] }]])
    expect(films.films.map(({ filmId }) => filmId)).toEqual(['b'])
  })

  it('forgets all films of a study at once, and says how many', async () => {
    const { films, forget, all } = mountList()
    films.addAll(['c', 'd'].map((id) => ({ type: 'film', film: makeFilm(id, { studyInstanceUid: '1.2.3' }) })))
    await flushPromises()
    await all('forget').at(-1)!.trigger('click')
    await flushPromises()
    expect(document.querySelector('[data-testid="forget-dialog"]')!.textContent).toContain('It has 2 films here')
    document.querySelector<HTMLElement>('[data-testid="forget-now"]')!.click()
    await flushPromises()
    expect(forget.mock.calls).toEqual([[{ filmIds: ['c', 'd'] }]])
    expect(films.films.map(({ filmId }) => filmId)).toEqual(['a', 'b'])
  })

  it('hides names by one click, file names among them', async () => {
    const { list, all } = mountList()
    await all('anonymous')[0]!.trigger('click')
    expect(list.get('.rows').html()).not.toMatch(/Roe|a\.dcm|x\.txt/)
    expect(all('worklist-row')[0]!.text()).toContain('Film a')
    await all('anonymous')[0]!.trigger('click')
    expect(all('worklist-row')[0]!.text()).toContain('Roe, Jane')
  })

  it('opens by path only where the page is in a browser', () => {
    expect(mountList('browser').list.find('[data-testid="open-path"]').exists()).toBe(true)
    expect(mountList('electron').list.find('[data-testid="open-path"]').exists()).toBe(false)
  })
})

describe('filmFacts', () => {
  it('puts the file name first where nobody is named', () => {
    expect(filmFacts(makeFilm('a'))).toEqual({ title: 'a.dcm', second: '', third: 'DICOM · 3 × 4' })
    expect(filmFacts(makeFilm('a', { frames: 5 }, { sample: true })).third).toBe('5 frames · Sample')
    expect(filmFacts(makeFilm('a', { patientId: '77' }))).toMatchObject({ title: '77', second: 'a.dcm' })
  })
})
