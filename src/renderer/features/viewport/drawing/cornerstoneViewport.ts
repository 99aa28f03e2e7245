import cornerstone, { type Image, type Viewport } from 'cornerstone-core'
import type { FilmPreview, GreyFilm, VoiWindow } from '#shared/film.ts'
import type { Affine, FilmImage, Point, Rotation, ViewportAdapter } from './adapter.ts'
import { apply, invert, scaled } from './affine.ts'
import { createGreyPainter, type GreyPainter } from './greyPainter.ts'

const smallestScale = 0.02
const largestScale = 40

/**
 * The viewport on cornerstone-core: its element, its render loop and its geometry. The greys are drawn by
 * {@link createGreyPainter}, because the library knows neither LINEAR_EXACT nor SIGMOID nor padding.
 *
 * cornerstone takes an element's size for the canvas's size. To draw at the screen's own resolution its element is made
 * larger by the pixel density and scaled back by CSS.
 */
export function createCornerstoneViewport(host: HTMLElement): ViewportAdapter {
  const element = document.createElement('div')
  element.style.transformOrigin = '0 0'
  const canvas = document.createElement('canvas')
  canvas.className = 'cornerstone-canvas'
  canvas.style.display = 'block'
  // The library asks for a desynchronized context, which would let film and overlays tear; the first one to ask
  // decides.
  canvas.getContext('2d', { alpha: false })
  element.append(canvas)
  host.append(element)

  let density = 1
  let shown: { film: GreyFilm | FilmPreview; painter: GreyPainter; pixelAspect: number } | undefined
  let window: VoiWindow | undefined
  let inverted = false
  let shuttered = true
  let fitted = true
  const listeners = new Set<() => void>()

  setSize()
  cornerstone.enable(element)
  element.addEventListener(cornerstone.EVENTS.IMAGE_RENDERED, rendered)

  function rendered() {
    for (const listener of listeners) listener()
  }

  function setSize() {
    density = globalThis.devicePixelRatio || 1
    element.style.width = `${Math.round(host.clientWidth * density)}px`
    element.style.height = `${Math.round(host.clientHeight * density)}px`
    element.style.transform = `scale(${1 / density})`
  }

  function canvasTransform(): Affine {
    const [a, b, c, d, e, f] = cornerstone.internal.calculateTransform(cornerstone.getEnabledElement(element)).m
    return { a, b, c, d, e, f }
  }

  function imageOf({ key, film, pixelAspect }: FilmImage, painter: GreyPainter): Image {
    return {
      imageId: key,
      minPixelValue: film.minimum,
      maxPixelValue: film.maximum,
      slope: film.slope,
      intercept: film.intercept,
      windowCenter: film.window.center,
      windowWidth: film.window.width,
      invert: false,
      rows: film.rows,
      columns: film.columns,
      height: film.rows,
      width: film.columns,
      color: false,
      sizeInBytes: ('level' in film ? film.level.indices : film.values).byteLength,
      rowPixelSpacing: pixelAspect,
      columnPixelSpacing: 1,
      render(enabled) {
        if (!window) return
        painter.paint(enabled.canvas.getContext('2d')!, canvasTransform(), { window, inverted, shuttered })
      },
    }
  }

  function current(): Viewport | undefined {
    return shown && cornerstone.getViewport(element)
  }

  function place(scale: number, translation: Point) {
    fitted = false
    cornerstone.setViewport(element, { scale: Math.min(largestScale, Math.max(smallestScale, scale)), translation })
  }

  function zoomTo(scale: number, point: Point) {
    const before = current()
    if (!before) return
    const target = { x: point.x * density, y: point.y * density }
    const film = apply(invert(canvasTransform()), target)
    place(scale, before.translation)
    const after = canvasTransform()
    const now = apply(after, film)
    const { x, y } = cornerstone.getViewport(element)!.translation
    const size = pixelSize(after)
    place(scale, { x: x + (target.x - now.x) / size.x, y: y + (target.y - now.y) / size.y })
  }

  /** Turned or mirrored again; a film that filled the viewport still does. */
  function turn(next: { rotation?: number; hflip?: boolean; translation?: Point }) {
    if (!shown) return
    cornerstone.setViewport(element, next)
    if (fitted) cornerstone.fitToWindow(element)
  }

  return {
    show(image, view) {
      const painter = shown?.film === image.film ? shown.painter : createGreyPainter(image.film)
      shown = { film: image.film, painter, pixelAspect: image.pixelAspect }
      window = view?.window ?? image.film.window
      inverted = view?.inverted ?? false
      shuttered = view?.shuttered ?? true
      const picture = imageOf(image, painter)
      const placed = cornerstone.getDefaultViewportForImage(element, picture)
      fitted = view?.fitted ?? true
      if (view && !view.fitted) Object.assign(placed, { scale: view.scale, translation: { ...view.offset } })
      Object.assign(placed, { rotation: view?.rotation ?? 0, hflip: view?.flipped ?? false })
      cornerstone.displayImage(element, picture, placed)
      if (fitted && placed.rotation % 180 !== 0) cornerstone.fitToWindow(element)
    },
    setWindow(next) {
      window = next
      if (shown) cornerstone.updateImage(element)
    },
    setInverted(next) {
      inverted = next
      if (shown) cornerstone.updateImage(element)
    },
    setShuttered(next) {
      shuttered = next
      if (shown) cornerstone.updateImage(element)
    },
    zoomBy(factor, point) {
      const before = current()
      if (before) zoomTo(Math.min(largestScale, Math.max(smallestScale, before.scale * factor)), point)
    },
    actualSize() {
      zoomTo(1, { x: host.clientWidth / 2, y: host.clientHeight / 2 })
    },
    pan(by) {
      const before = current()
      if (!before) return
      const size = pixelSize(canvasTransform())
      const { x, y } = before.translation
      place(before.scale, { x: x + (by.x * density) / size.x, y: y + (by.y * density) / size.y })
    },
    rotateBy(degrees) {
      const before = current()
      if (!before) return
      // What lies in the middle of the screen stays there.
      const { x, y } = before.translation
      turn({
        rotation: (before.rotation + degrees + 360) % 360,
        translation: degrees === 90 ? { x: -y, y: x } : { x: y, y: -x },
      })
    },
    flip() {
      const before = current()
      if (!before) return
      const { x, y } = before.translation
      turn({ rotation: (360 - before.rotation) % 360, hflip: !before.hflip, translation: { x: -x, y } })
    },
    fit() {
      if (!shown) return
      cornerstone.fitToWindow(element)
      fitted = true
    },
    fitScale() {
      const viewport = current()
      if (!shown || !viewport) return 1
      const { film, pixelAspect } = shown
      const [across, down] = viewport.rotation % 180 === 0 ? [film.columns, film.rows] : [film.rows, film.columns]
      // The library stretches the longer side of a pixel, whichever way the film is turned.
      const [wide, high] = [Math.max(1, 1 / pixelAspect), Math.max(1, pixelAspect)]
      return Math.min(canvas.width / (across * wide), canvas.height / (down * high))
    },
    place(next) {
      if (!shown) return
      place(next.scale, { ...next.offset })
      fitted = next.fitted
    },
    reset() {
      if (!shown) return
      window = shown.film.window
      inverted = false
      shuttered = true
      cornerstone.setViewport(element, { rotation: 0, hflip: false })
      cornerstone.fitToWindow(element)
      fitted = true
    },
    resize() {
      const before = current()
      setSize()
      const kept = before && { scale: before.scale, translation: { ...before.translation } }
      cornerstone.resize(element, fitted)
      if (kept && !fitted) cornerstone.setViewport(element, kept)
    },
    view() {
      const viewport = current()
      if (!viewport || !window) return undefined
      const { scale, translation, rotation, hflip: flipped } = viewport
      const turned = { rotation: rotation as Rotation, flipped }
      return { window, inverted, shuttered, scale, fitted, offset: { ...translation }, ...turned }
    },
    transform() {
      return shown && scaled(canvasTransform(), 1 / density)
    },
    magnify(lens, point, times) {
      const context = lens.getContext('2d', { alpha: false })
      if (!shown || !window || !context) return
      const t = scaled(canvasTransform(), times)
      const [x, y] = [lens.width / 2 - point.x * density * times, lens.height / 2 - point.y * density * times]
      shown.painter.paint(context, { ...t, e: t.e + x, f: t.f + y }, { window, inverted, shuttered })
    },
    picture: () => canvas,
    onRendered(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    dispose() {
      element.removeEventListener(cornerstone.EVENTS.IMAGE_RENDERED, rendered)
      cornerstone.disable(element)
      element.remove()
      listeners.clear()
    },
  }
}

/** Screen pixels across and down per film pixel, for a film that is turned by quarters. */
function pixelSize(t: Affine): Point {
  return { x: Math.hypot(t.a, t.c), y: Math.hypot(t.b, t.d) }
}
