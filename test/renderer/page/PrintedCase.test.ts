// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Note } from '#shared/note.ts'
import { useFilmsStore } from '#renderer/features/films/films.ts'
import { useNotesStore } from '#renderer/features/notes/notes.ts'
import { useViewportStore } from '#renderer/features/viewport/state/viewport.ts'
import PrintedCase from '#renderer/page/PrintedCase.vue'
import { printCase } from '#renderer/page/commands/printCase.ts'
import { fakeAdapter } from '../support/fakeAdapter.ts'
import { fakeCanvases } from '../support/fakeCanvases.ts'
import { useFakeConnection } from '../support/fakeConnection.ts'
import { makeFilm, makeGreyFilm } from '../support/films.ts'

const grey = makeGreyFilm({ values: Uint8Array.of(0, 200) })
const note = (filmId: string, text: string, key: boolean): Note => ({ filmId, frame: 0, text, key })

/** Film a on the screen, with a note; b is another one. */
async function room() {
  const canvases = fakeCanvases()
  const notes = [note('a', 'Of a', true), note('b', 'Of b', false)]
  const { pinia } = useFakeConnection({ library: { notes: () => Promise.resolve(notes) } })
  const films = useFilmsStore()
  films.add({ type: 'film', film: makeFilm('a', {}, { name: 'first.dcm' }) })
  films.add({ type: 'film', film: makeFilm('b', {}, { name: 'second.dcm' }) })
  await useNotesStore().load()
  const viewport = useViewportStore()
  viewport.attach(Object.assign(fakeAdapter(grey.window), { picture: () => document.createElement('canvas') }))
  viewport.shows('a', grey)
  viewport.rendered()
  document.body.innerHTML = '<div data-testid="film"></div>'
  return { films, pinia, finish: canvases.finish }
}

afterEach(() => vi.restoreAllMocks())

describe('a printed case', () => {
  it('names the film that it shows, with its note, whichever is chosen while the picture is made', async () => {
    const { films, pinia, finish } = await room()
    const page = mount(PrintedCase, { global: { plugins: [pinia] } })
    const said: string[] = []
    window.print = () => void said.push(page.text())
    printCase()
    films.select('b')
    await finish()
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(/first\.dcm.*Key image.*Of a/s)
    expect(said[0]).not.toMatch(/second\.dcm|Of b/)
    expect(page.text()).toBe('')
    page.unmount()
  })

  it('is printed once, and never the page itself, where it is asked for again before its picture is there', async () => {
    const { pinia, finish } = await room()
    const page = mount(PrintedCase, { global: { plugins: [pinia] } })
    const said: string[] = []
    window.print = () => void said.push(page.text())
    printCase()
    printCase()
    await finish()
    expect(said).toEqual([expect.stringContaining('first.dcm')])
    printCase()
    await finish()
    expect(said).toHaveLength(2)
    page.unmount()
  })
})
