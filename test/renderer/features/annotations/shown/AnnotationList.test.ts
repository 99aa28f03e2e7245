// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import type { Annotation } from '#shared/annotation.ts'
import type { GreyFilm } from '#shared/film.ts'
import AnnotationList from '#renderer/features/annotations/shown/AnnotationList.vue'
import { useAnnotationsStore } from '#renderer/features/annotations/state/annotations.ts'
import { useFilmsStore } from '#renderer/features/films/films.ts'
import { useViewportStore } from '#renderer/features/viewport/state/viewport.ts'
import { fakeAdapter } from '../../../support/fakeAdapter.ts'
import { useFakeConnection } from '../../../support/fakeConnection.ts'
import { makeFilm, makeGreyFilm } from '../../../support/films.ts'

const rectangle = (frame: number): Annotation => ({
  ...{ id: `rectangle ${frame}`, kind: 'rectangle', frame, text: '' },
  points: [
    { x: 0, y: 0 },
    { x: 2, y: 1 },
  ],
})
/** A frame all of whose pixels have one value. */
const grey = (value: number): GreyFilm => makeGreyFilm({ values: Uint8Array.of(value, value) })

function list() {
  const pixels = vi.fn(({ filmId, frame }: { filmId: string; frame: number }) =>
    Promise.resolve(grey(filmId === 'a' ? 10 : 200 + frame)),
  )
  const { pinia } = useFakeConnection({ studies: { pixels } })
  const films = useFilmsStore()
  films.add({ type: 'film', film: makeFilm('a') })
  films.add({ type: 'film', film: makeFilm('b', { frames: 6 }) })
  const annotations = useAnnotationsStore()
  annotations.load('b', [rectangle(0), rectangle(5)])
  const viewport = useViewportStore()
  viewport.attach(fakeAdapter(grey(0).window))
  const shows = (filmId: string, frame: number) => {
    viewport.shows(filmId, grey(0), frame)
    viewport.rendered()
  }
  shows('a', 0)
  const shown = mount(AnnotationList, { global: { plugins: [pinia] } })
  const lines = async () => {
    await flushPromises()
    return shown.findAll('.line').map((line) => line.text())
  }
  return { films, viewport, pixels, shows, lines }
}

describe('the list of measurements', () => {
  it('counts a region’s statistics in its own film, and in no film that is still on the screen', async () => {
    const { films, shows, lines } = list()
    await lines()
    films.select('b')
    expect(await lines()).toEqual([])
    shows('b', 0)
    expect((await lines())[0]).toContain('Mean 200')
    films.select('a')
    await lines()
    films.select('b')
    expect((await lines())[0]).toContain('Mean 200')
  })

  it('counts them in its own frame, and asks no film for a frame of another one', async () => {
    const { films, viewport, pixels, shows, lines } = list()
    films.select('b')
    viewport.goToFrame(5)
    await lines()
    shows('b', 5)
    expect((await lines())[0]).toContain('Mean 205')
    viewport.goToFrame(0)
    expect((await lines()).join()).not.toContain('Mean 205')
    expect(pixels.mock.calls.filter(([{ filmId, frame }]) => filmId === 'a' && frame > 0)).toEqual([])
  })
})
