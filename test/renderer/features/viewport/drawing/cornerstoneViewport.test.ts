// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { VoiWindow } from '#shared/film.ts'
import { makeGreyFilm } from '../../../support/films.ts'
import type { ViewportAdapter } from '#renderer/features/viewport/drawing/adapter.ts'
import { apply, invert } from '#renderer/features/viewport/drawing/affine.ts'
import { createCornerstoneViewport } from '#renderer/features/viewport/drawing/cornerstoneViewport.ts'

const paint = vi.hoisted(() => vi.fn())
// The greys are painted onto a canvas, which this test's DOM has not; here it is the geometry that counts.
vi.mock('#renderer/features/viewport/drawing/greyPainter.ts', () => ({ createGreyPainter: () => ({ paint }) }))

const film = makeGreyFilm({ rows: 200, columns: 100, values: new Uint8Array(20_000), minimum: 0, maximum: 255 })
const image = { key: 'a 0', film, pixelAspect: 1 }
let host: HTMLElement
let viewport: ViewportAdapter

function resizeHost(width: number, height: number) {
  Object.defineProperty(host, 'clientWidth', { value: width, configurable: true })
  Object.defineProperty(host, 'clientHeight', { value: height, configurable: true })
}

const scaleOf = () => viewport.view()!.scale
const nextDrawing = () =>
  new Promise<void>((resolve) => {
    const stop = viewport.onRendered(() => {
      stop()
      resolve()
    })
  })

beforeEach(() => {
  paint.mockClear()
  window.devicePixelRatio = 2
  // A layout engine would take these from the style that the viewport sets.
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockImplementation(function (this: HTMLElement) {
    return parseFloat(this.style.width) || 0
  })
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockImplementation(function (this: HTMLElement) {
    return parseFloat(this.style.height) || 0
  })
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue({} as never)
  host = document.createElement('div')
  document.body.append(host)
  resizeHost(300, 400)
  viewport = createCornerstoneViewport(host)
})

afterEach(() => {
  viewport.dispose()
  vi.restoreAllMocks()
})

describe('the cornerstone viewport', () => {
  it('paints with the shutter until it is opened, and again after a reset', async () => {
    const looks = () => (paint.mock.lastCall as unknown[])[2]
    viewport.show(image)
    await nextDrawing()
    expect(looks()).toMatchObject({ shuttered: true })
    viewport.setShuttered(false)
    await nextDrawing()
    expect(looks()).toMatchObject({ shuttered: false })
    const left = viewport.view()!
    viewport.reset()
    await nextDrawing()
    expect(looks()).toMatchObject({ shuttered: true })
    viewport.show({ ...image, key: 'b 0' }, left)
    await nextDrawing()
    expect(looks()).toMatchObject({ shuttered: false })
  })

  it('has nothing to say before the first film', () => {
    expect(viewport.view()).toBeUndefined()
    expect(viewport.transform()).toBeUndefined()
    viewport.fit()
    viewport.pan({ x: 1, y: 1 })
  })

  it('fits a film into the middle, at the resolution of the screen', () => {
    viewport.show(image)
    expect(viewport.view()).toMatchObject({ scale: 4, fitted: true, inverted: false, window: film.window })
    expect(apply(viewport.transform()!, { x: 0, y: 0 })).toEqual({ x: 50, y: 0 })
    expect(apply(viewport.transform()!, { x: 100, y: 200 })).toEqual({ x: 250, y: 400 })
    expect(host.querySelector('canvas')).toMatchObject({ width: 600, height: 800 })
  })

  it('stretches pixels that are not square', () => {
    viewport.show({ ...image, pixelAspect: 2 })
    const { a, d } = viewport.transform()!
    expect(d / a).toBeCloseTo(2)
    expect(apply(viewport.transform()!, { x: 50, y: 200 }).y).toBeCloseTo(400)
  })

  it('keeps the pixel under the cursor where it is while zooming', () => {
    viewport.show(image)
    const cursor = { x: 70, y: 333 }
    const under = apply(invert(viewport.transform()!), cursor)
    for (const factor of [1.7, 1.7, 0.4]) {
      viewport.zoomBy(factor, cursor)
      const now = apply(viewport.transform()!, under)
      expect(now.x).toBeCloseTo(cursor.x)
      expect(now.y).toBeCloseTo(cursor.y)
    }
    expect(scaleOf()).toBeCloseTo(4 * 1.7 * 1.7 * 0.4)
    expect(viewport.view()!.fitted).toBe(false)
  })

  it('bounds the zoom', () => {
    viewport.show(image)
    viewport.zoomBy(1e9, { x: 0, y: 0 })
    expect(scaleOf()).toBe(40)
    viewport.zoomBy(1e-9, { x: 0, y: 0 })
    expect(scaleOf()).toBe(0.02)
  })

  it('moves by as many CSS pixels as it is dragged, at any zoom', () => {
    viewport.show(image)
    viewport.zoomBy(3, { x: 10, y: 10 })
    const before = apply(viewport.transform()!, { x: 5, y: 5 })
    viewport.pan({ x: 12, y: -7 })
    const after = apply(viewport.transform()!, { x: 5, y: 5 })
    expect(after.x - before.x).toBeCloseTo(12)
    expect(after.y - before.y).toBeCloseTo(-7)
  })

  it('shows one film pixel on one screen pixel', () => {
    viewport.show(image)
    viewport.actualSize()
    expect(scaleOf()).toBe(1)
    expect(viewport.transform()!.a).toBe(0.5)
  })

  it('follows a new size while fitted, and leaves the zoom alone once the user chose one', () => {
    viewport.show(image)
    resizeHost(300, 200)
    viewport.resize()
    expect(scaleOf()).toBe(2)
    viewport.zoomBy(2, { x: 0, y: 0 })
    resizeHost(600, 800)
    viewport.resize()
    expect(scaleOf()).toBe(4)
  })

  it('comes back as it was left, and resets to how it began', () => {
    viewport.show(image)
    const begun = viewport.view()
    const window: VoiWindow = { center: 10, width: 20, function: 'SIGMOID' }
    viewport.zoomBy(2, { x: 20, y: 30 })
    viewport.setWindow(window)
    viewport.setInverted(true)
    const left = viewport.view()!
    viewport.show({ ...image, key: 'b 0', film: { ...film } })
    expect(viewport.view()).toEqual(begun)
    viewport.show(image, left)
    expect(viewport.view()).toEqual(left)
    viewport.reset()
    expect(viewport.view()).toEqual(begun)
  })

  it('paints with the window, the inversion and the transform that it tells', async () => {
    viewport.show(image)
    viewport.setInverted(true)
    await nextDrawing()
    const [, transform, look] = paint.mock.lastCall!
    expect({ transform, ...look }).toEqual({
      transform: { a: 4, b: 0, c: 0, d: 4, e: 100, f: 0 },
      window: film.window,
      inverted: true,
      shuttered: true,
    })
  })

  it('leaves nothing behind', () => {
    viewport.dispose()
    expect(host.childElementCount).toBe(0)
    viewport = createCornerstoneViewport(host)
  })
})

describe('turning and mirroring', () => {
  const corner = () => apply(viewport.transform()!, { x: 0, y: 0 })

  it('turns around the middle and still fits', () => {
    viewport.show(image)
    viewport.rotateBy(90)
    // 200 rows now lie across 600 device pixels, 100 columns along 800.
    expect(scaleOf()).toBeCloseTo(3)
    expect(corner().x).toBeCloseTo(300)
    expect(corner().y).toBeCloseTo(125)
    viewport.rotateBy(-90)
    expect(viewport.view()).toMatchObject({ rotation: 0, fitted: true })
    expect(scaleOf()).toBeCloseTo(4)
  })

  it('mirrors what is on the screen, whichever way the film is turned', () => {
    viewport.show(image)
    viewport.zoomBy(2, { x: 20, y: 30 })
    for (const turns of [0, 1, 2]) {
      for (let turn = 0; turn < turns; turn++) viewport.rotateBy(90)
      const before = apply(viewport.transform()!, { x: 10, y: 60 })
      viewport.flip()
      const after = apply(viewport.transform()!, { x: 10, y: 60 })
      expect(after.x).toBeCloseTo(300 - before.x)
      expect(after.y).toBeCloseTo(before.y)
    }
  })

  it('keeps what lies in the middle there while it turns, and zooms and moves as before', () => {
    viewport.show({ ...image, pixelAspect: 2 })
    viewport.zoomBy(3, { x: 40, y: 300 })
    const middle = apply(invert(viewport.transform()!), { x: 150, y: 200 })
    viewport.rotateBy(90)
    const turned = apply(viewport.transform()!, middle)
    expect([turned.x, turned.y]).toEqual([expect.closeTo(150), expect.closeTo(200)])
    const held = apply(invert(viewport.transform()!), { x: 70, y: 90 })
    viewport.zoomBy(1.5, { x: 70, y: 90 })
    const now = apply(viewport.transform()!, held)
    expect([now.x, now.y]).toEqual([expect.closeTo(70), expect.closeTo(90)])
    viewport.pan({ x: 11, y: -7 })
    const moved = apply(viewport.transform()!, held)
    expect([moved.x, moved.y]).toEqual([expect.closeTo(81), expect.closeTo(83)])
  })

  it('shows a film as it was left, and turns it back on reset', () => {
    viewport.show(image)
    viewport.rotateBy(90)
    viewport.flip()
    const left = viewport.view()!
    expect(left).toMatchObject({ rotation: 270, flipped: true })
    viewport.show({ ...image, key: 'b 0' })
    expect(viewport.view()).toMatchObject({ rotation: 0, flipped: false })
    viewport.show(image, left)
    expect(viewport.view()).toMatchObject({ rotation: 270, flipped: true, fitted: true })
    expect(scaleOf()).toBeCloseTo(3)
    viewport.reset()
    expect(viewport.view()).toMatchObject({ rotation: 0, flipped: false })
    expect(scaleOf()).toBeCloseTo(4)
  })
})
