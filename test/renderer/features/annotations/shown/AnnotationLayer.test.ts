// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { Annotation } from '#shared/annotation.ts'
import AnnotationLayer from '#renderer/features/annotations/shown/AnnotationLayer.vue'
import { useAnnotationsStore } from '#renderer/features/annotations/state/annotations.ts'
import { useDrawingStore } from '#renderer/features/annotations/state/drawing.ts'
import { useFilmsStore } from '#renderer/features/films/films.ts'
import { useViewportStore } from '#renderer/features/viewport/state/viewport.ts'
import { fakeAdapter } from '../../../support/fakeAdapter.ts'
import { useFakeConnection } from '../../../support/fakeConnection.ts'
import { makeFilm, makeGreyFilm } from '../../../support/films.ts'

const grey = makeGreyFilm({ values: Uint8Array.of(0, 200) })
const arrow: Annotation = { id: 'arrow', kind: 'arrow', frame: 0, points: [{ x: 0, y: 0 }, { x: 9, y: 9 }], text: 'Gap' } // prettier-ignore

function shown() {
  const { pinia } = useFakeConnection({ studies: { pixels: () => Promise.resolve(grey) } })
  useFilmsStore().add({ type: 'film', film: makeFilm('a', { frames: 2 }) })
  const viewport = useViewportStore()
  viewport.attach(fakeAdapter(grey.window))
  viewport.size = { width: 300, height: 300 }
  viewport.shows('a', grey)
  viewport.rendered()
  const annotations = useAnnotationsStore()
  annotations.load('a', [arrow])
  const layer = mount(AnnotationLayer, { global: { plugins: [pinia] }, attachTo: document.body })
  const field = () => layer.get<HTMLInputElement>('[data-testid="annotation-text"]')
  return { annotations, layer, viewport, field, textOf: () => annotations.all('a')[0]!.text }
}

describe('the words of an annotation', () => {
  it('are written in a field that begins with them, and kept with Enter', async () => {
    const { layer, field, textOf, annotations } = shown()
    await layer.get('[data-testid="annotation"]').trigger('dblclick')
    expect([field().element.value, document.activeElement]).toEqual(['Gap', field().element])
    await field().setValue('  Step ')
    // What the other window does to the list meanwhile is not written over what is being typed.
    annotations.takeOver('a', [{ ...arrow, points: [{ x: 1, y: 1 }, arrow.points[1]!] }])
    await layer.vm.$nextTick()
    expect(field().element.value).toBe('  Step ')
    await field().trigger('keydown', { key: 'Enter' })
    expect(textOf()).toBe('Step')
    expect(layer.find('[data-testid="annotation-text"]').exists()).toBe(false)
    layer.unmount()
  })

  it('stay as they were with Escape, and without a change', async () => {
    const { layer, field, textOf, annotations } = shown()
    await layer.get('[data-testid="annotation"]').trigger('keydown', { key: 'Enter' })
    await field().setValue('No')
    await field().trigger('keydown', { key: 'Escape' })
    expect(textOf()).toBe('Gap')
    await layer.get('[data-testid="annotation"]').trigger('dblclick')
    await field().trigger('blur')
    expect([textOf(), annotations.canUndo('a')]).toEqual(['Gap', false])
    layer.unmount()
  })

  it('are kept where another frame comes while they are typed', async () => {
    const { layer, field, textOf, viewport } = shown()
    await layer.get('[data-testid="annotation"]').trigger('dblclick')
    await field().setValue('Step')
    viewport.goToFrame(1)
    await layer.vm.$nextTick()
    expect([textOf(), useDrawingStore().writing]).toEqual(['Step', undefined])
    expect(layer.find('[data-testid="annotation-text"]').exists()).toBe(false)
    layer.unmount()
  })
})
