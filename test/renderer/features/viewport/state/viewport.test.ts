import { beforeEach, describe, expect, it } from 'vitest'
import { fakeAdapter } from '../../../support/fakeAdapter.ts'
import { makeFilm, makeGreyFilm } from '../../../support/films.ts'
import { useFakeConnection } from '../../../support/fakeConnection.ts'
import { useFilmsStore } from '#renderer/features/films/films.ts'
import { useViewportStore } from '#renderer/features/viewport/state/viewport.ts'

const grey = makeGreyFilm({ values: Uint8Array.of(0, 200) })

describe('the viewport store', () => {
  beforeEach(() => {
    useFakeConnection({ studies: { closeMany: () => Promise.resolve() } })
    const films = useFilmsStore()
    films.add({ type: 'film', film: makeFilm('a', { frames: 3 }) })
    films.add({ type: 'film', film: makeFilm('b') })
  })

  function shown() {
    const viewport = useViewportStore()
    const adapter = fakeAdapter(grey.window)
    viewport.attach(adapter)
    viewport.shows('a', grey)
    viewport.rendered()
    return { viewport, adapter }
  }

  it('stays within the frames of the film, and remembers the frame of each', () => {
    const viewport = useViewportStore()
    viewport.goToFrame(7)
    expect(viewport.frame).toBe(2)
    useFilmsStore().select('b')
    expect(viewport.frame).toBe(0)
    viewport.goToFrame(-1)
    expect(viewport.frame).toBe(0)
    useFilmsStore().select('a')
    expect(viewport.frame).toBe(2)
  })

  it('says that what is selected is there only when its own pixels are shown', () => {
    const { viewport } = shown()
    expect(viewport.isThere).toBe(true)
    viewport.goToFrame(1)
    expect(viewport.isThere).toBe(false)
    viewport.shows('a', grey, 1)
    expect(viewport.isThere).toBe(true)
    useFilmsStore().select('b')
    expect(viewport.isThere).toBe(false)
    viewport.shows('b', grey)
    expect(viewport.isThere).toBe(true)
  })

  it('drags from the window that is set, several times between two drawings', () => {
    const { viewport, adapter } = shown()
    viewport.dragWindowBy({ x: 40, y: 0 })
    viewport.dragWindowBy({ x: 40, y: 0 })
    const [first, second] = adapter.setWindow.mock.calls.map(([window]) => window.width)
    expect(second! / first!).toBeCloseTo(first! / grey.window.width)
    expect(viewport.view!.window.width).toBe(second)
  })

  it('lets a preview be looked at, keeps how, and takes it for no film that is there', () => {
    const { viewport, adapter } = shown()
    useFilmsStore().select('b')
    viewport.previews('b', grey)
    viewport.rendered()
    expect(viewport).toMatchObject({ shownId: undefined, drawnId: undefined, previewedId: 'b', isThere: false })
    expect(viewport.settledId).toBeUndefined()
    viewport.toggleInverted()
    viewport.rendered()
    expect(adapter.setInverted).toHaveBeenLastCalledWith(true)
    expect(viewport.viewOf('a')).toMatchObject({ inverted: false })
    expect(viewport.viewOf('b')).toMatchObject({ inverted: true })
    viewport.shows('b', grey)
    viewport.rendered()
    expect(viewport).toMatchObject({
      shownId: 'b',
      drawnId: 'b',
      previewedId: undefined,
      isThere: true,
      settledId: 'b',
    })
  })

  it('inverts there and back', () => {
    const { viewport, adapter } = shown()
    viewport.toggleInverted()
    viewport.toggleInverted()
    expect(adapter.setInverted.mock.calls).toEqual([[true], [false]])
  })

  it('opens and closes the shutter of a film that has one, and of no other', () => {
    const { viewport, adapter } = shown()
    viewport.toggleShutter()
    expect(adapter.setShuttered).not.toHaveBeenCalled()
    expect(viewport.shuttered).toBe(false)
    viewport.shows('a', { ...grey, shutter: { grey: 0, bits: Uint8Array.of(1) } })
    expect(viewport.shuttered).toBe(true)
    viewport.toggleShutter()
    expect(viewport.shuttered).toBe(false)
    viewport.rendered()
    expect(viewport.viewOf('a')).toMatchObject({ shuttered: false })
    viewport.toggleShutter()
    expect(adapter.setShuttered.mock.calls).toEqual([[false], [true]])
  })

  it('counts in a preset what lies under the shutter only while it is open', async () => {
    const film = { ...grey, shutter: { grey: 0, bits: Uint8Array.of(2) } }
    useFakeConnection({ studies: { pixels: () => Promise.resolve(film) } })
    useFilmsStore().add({ type: 'film', film: makeFilm('a') })
    const { viewport } = shown()
    viewport.shows('a', film)
    await viewport.applyPreset('full')
    expect(viewport.view!.window).toMatchObject({ center: 0, width: 1 })
    viewport.toggleShutter()
    await viewport.applyPreset('full')
    expect(viewport.view!.window).toMatchObject({ center: 100, width: 200 })
  })

  it('finds a preset by the modality of its own film, whichever is chosen while its values come', async () => {
    const film = makeGreyFilm({ values: Uint16Array.of(0, 2000), minimum: 0, maximum: 2000, intercept: -1000 })
    useFakeConnection({ studies: { pixels: () => Promise.resolve(film) } })
    useFilmsStore().add({ type: 'film', film: makeFilm('a', { modality: 'CT' }) })
    useFilmsStore().add({ type: 'film', film: makeFilm('b', { modality: 'CR' }) })
    const { viewport } = shown()
    await viewport.applyPreset('bone')
    const bone = viewport.view!.window
    viewport.setWindow(grey.window)
    const applied = viewport.applyPreset('bone')
    useFilmsStore().select('b')
    await applied
    expect(viewport.view!.window).toEqual(bone)
  })

  it('remembers how a film was left until it is closed', () => {
    const { viewport } = shown()
    viewport.toggleInverted()
    viewport.rendered()
    expect(viewport.viewOf('a')).toMatchObject({ inverted: true })
    viewport.goToFrame(1)
    viewport.forget(new Set(['a']))
    expect(viewport.viewOf('a')).toBeUndefined()
    expect(viewport.frame).toBe(0)
  })

  it('does nothing while there is no viewport', () => {
    const viewport = useViewportStore()
    viewport.toggleInverted()
    void viewport.applyPreset('full')
    viewport.fit()
    expect(viewport.view).toBeUndefined()
  })
})
