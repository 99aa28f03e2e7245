// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import type { Annotation } from '#shared/annotation.ts'
import { fakeAdapter } from '../../../support/fakeAdapter.ts'
import { useFakeConnection } from '../../../support/fakeConnection.ts'
import { makeFilm, makeGreyFilm } from '../../../support/films.ts'
import { useAnnotationsStore } from '#renderer/features/annotations/state/annotations.ts'
import { useDrawingStore } from '#renderer/features/annotations/state/drawing.ts'
import { useToolsStore } from '#renderer/features/annotations/state/tools.ts'
import { useFilmsStore } from '#renderer/features/films/films.ts'
import { useViewportStore } from '#renderer/features/viewport/state/viewport.ts'

const grey = makeGreyFilm({ values: Uint8Array.of(0, 200) })
const arrow: Annotation = { id: 'arrow', kind: 'arrow', frame: 0, points: [{ x: 0, y: 0 }, { x: 9, y: 9 }], text: '' } // prettier-ignore

/** What takes one away from the film or frame on which something is half made. */
const ways: [string, () => void][] = [
  ['another film', () => useFilmsStore().select('b')],
  ['another frame', () => useViewportStore().goToFrame(1)],
]

describe('what is half made on a film', () => {
  beforeEach(() => {
    useFakeConnection({})
    const films = useFilmsStore()
    films.add({ type: 'film', film: makeFilm('a', { frames: 3 }) })
    films.add({ type: 'film', film: makeFilm('b') })
    const viewport = useViewportStore()
    viewport.attach(fakeAdapter(grey.window))
    viewport.shows('a', grey)
    viewport.rendered()
  })

  function drawLine(to: { x: number; y: number }) {
    const drawing = useDrawingStore()
    drawing.begin({ x: 0, y: 0 })
    drawing.end(to)
    return drawing
  }

  it('becomes an angle with the second line', () => {
    useToolsStore().tool = 'angle'
    drawLine({ x: 50, y: 0 })
    expect(useDrawingStore().draft?.points).toHaveLength(2)
    drawLine({ x: 0, y: 50 })
    expect(useAnnotationsStore().all('a')).toMatchObject([{ kind: 'angle', frame: 0 }])
    expect(useAnnotationsStore().all('a')[0]!.points).toHaveLength(4)
  })

  it.each(ways)('is given up with %s: an angle never has a line of each', (_, leave) => {
    useToolsStore().tool = 'angle'
    const drawing = drawLine({ x: 50, y: 0 })
    leave()
    expect(drawing.draft).toBeUndefined()
    drawLine({ x: 0, y: 50 })
    expect(drawing.draft?.points).toHaveLength(2)
    expect([...useAnnotationsStore().all('a'), ...useAnnotationsStore().all('b')]).toEqual([])
  })

  it.each(ways)('is given up with %s in the middle of a drag', (_, leave) => {
    useToolsStore().tool = 'length'
    const drawing = useDrawingStore()
    drawing.begin({ x: 0, y: 0 })
    drawing.move({ x: 20, y: 20 })
    leave()
    drawing.move({ x: 40, y: 40 })
    drawing.end({ x: 50, y: 50 })
    expect(drawing.draft).toBeUndefined()
    expect([...useAnnotationsStore().all('a'), ...useAnnotationsStore().all('b')]).toEqual([])
  })

  it.each(ways)('stays where it was with %s while it is moved', (_, leave) => {
    const annotations = useAnnotationsStore()
    annotations.add('a', arrow)
    const drawing = useDrawingStore()
    drawing.drag(arrow, undefined, { x: 5, y: 5 })
    leave()
    expect(drawing.moved).toBeUndefined()
    drawing.drop()
    expect(annotations.all('a')).toEqual([arrow])
  })

  it.each(ways)('keeps the words that were typed until then with %s', (_, leave) => {
    const annotations = useAnnotationsStore()
    annotations.add('a', arrow)
    const drawing = useDrawingStore()
    drawing.write(arrow)
    drawing.type('Gap ')
    leave()
    expect(drawing.writing).toBeUndefined()
    expect(annotations.all('a')).toEqual([{ ...arrow, text: 'Gap' }])
  })

  it.each(ways)('is not chosen any more with %s, so that no key deletes what is out of sight', (_, leave) => {
    const annotations = useAnnotationsStore()
    useDrawingStore()
    annotations.add('a', arrow)
    expect(annotations.selectedId).toBe('arrow')
    leave()
    expect(annotations.selectedId).toBeUndefined()
  })
})
