import type { FilmPreview, GreyFilm, VoiWindow } from '#shared/film.ts'
import type { Affine, ViewState } from './adapter.ts'
import { boundsOf, invert } from './affine.ts'
import { displayTable } from './displayTable.ts'
import { buildPyramid, levelFor, previewPyramid, type GreyLevel } from '#shared/greyPyramid.ts'
import { shutterLevels, type ShutterLevels } from './shutterLevels.ts'

/** A rectangle of a level, in its pixels. */
type Part = { left: number; top: number; columns: number; rows: number }
type Held = { level: number; colours: Uint32Array; shuttered: boolean; part: Part }
/** How greys become a picture: the window, turned round or not, and whether the film's shutter covers what it covers. */
export type Look = Pick<ViewState, 'window' | 'inverted' | 'shuttered'>

/** How far beyond the screen a film that is moved is looked up, as a share of what is seen. */
const aheadShare = 0.35

/**
 * Draws one film onto a canvas under any transform, in any window. What was looked up and copied for one drawing serves
 * the next ones that need no more: a film that is moved or turned costs a drawing of a picture.
 */
export type GreyPainter = {
  paint(context: CanvasRenderingContext2D, filmToCanvas: Affine, look: Look): void
}

export function createGreyPainter(film: GreyFilm | FilmPreview): GreyPainter {
  const pyramid = 'level' in film ? previewPyramid(film) : buildPyramid(film)
  const patch = document.createElement('canvas')
  // In main memory: it is rewritten at each drawing, which a canvas on the graphics card makes ten times slower.
  const patchContext = patch.getContext('2d', { alpha: false, willReadFrequently: true })!
  let pixels: ImageData | undefined
  /** What the patch holds. */
  let held: Held | undefined
  let table: Uint32Array | undefined
  let tableFor = ''
  let shutter: ShutterLevels | undefined

  function tableOf(window: VoiWindow, inverted: boolean): Uint32Array {
    const wanted = `${window.center} ${window.width} ${window.function} ${inverted}`
    if (!table || tableFor !== wanted) {
      table = displayTable(pyramid, film, window, inverted)
      tableFor = wanted
    }
    return table
  }

  /** Looks up one part of a level and puts it at the patch's corner. */
  function fill(
    level: GreyLevel,
    { left, top, columns, rows }: Part,
    colours: Uint32Array,
    covered: Uint8Array | undefined,
  ) {
    if (pixels?.width !== columns || pixels.height !== rows) {
      pixels = new ImageData(columns, rows)
      patch.width = columns
      patch.height = rows
    }
    const words = new Uint32Array(pixels.data.buffer)
    lookUp(words, level, { left, top, columns, rows }, colours)
    if (covered) cover(words, level, { left, top, columns, rows }, covered)
    patchContext.putImageData(pixels, 0, 0)
  }

  /** Over the looked-up greys, so that neither window nor inversion change what the shutter shows. */
  function cover(words: Uint32Array, level: GreyLevel, { left, top, columns, rows }: Part, covered: Uint8Array) {
    const { colour } = shutter!
    for (let row = 0, to = 0; row < rows; row++) {
      const start = (top + row) * level.columns + left
      for (let from = start; from < start + columns; from++, to++) if (covered[from] === 1) words[to] = colour
    }
  }

  return {
    paint(context, filmToCanvas, { window, inverted, shuttered }) {
      const { canvas } = context
      context.setTransform(1, 0, 0, 1, 0, 0)
      context.fillStyle = '#000'
      context.fillRect(0, 0, canvas.width, canvas.height)

      const scale = Math.max(Math.hypot(filmToCanvas.a, filmToCanvas.b), Math.hypot(filmToCanvas.c, filmToCanvas.d))
      const index = levelFor(scale, pyramid)
      const level = pyramid.levels[index]!
      const size = 2 ** (pyramid.halvings + index)
      const seen = boundsOf(invert(filmToCanvas), { x: 0, y: 0, width: canvas.width, height: canvas.height })
      const needed = partOf(level, seen, size)
      if (needed.columns <= 0 || needed.rows <= 0) return
      const colours = tableOf(window, inverted)
      // In the same window and resolution the film is being moved, and will be moved on.
      const moving = held?.level === index && held.colours === colours && held.shuttered === shuttered
      if (!held || !moving || !contains(held.part, needed)) {
        const part = moving ? partOf(level, seen, size, aheadShare) : needed
        if (shuttered && 'values' in film) shutter ??= shutterLevels(film, pyramid.levels)
        fill(level, part, colours, shuttered ? shutter?.levels[index] : undefined)
        held = { level: index, colours, shuttered, part }
      }

      const t = filmToCanvas
      context.setTransform(t.a, t.b, t.c, t.d, t.e, t.f)
      context.save()
      // A halved level rounds its size up, so its last pixel may reach beyond the film.
      context.beginPath()
      context.rect(0, 0, film.columns, film.rows)
      context.clip()
      context.imageSmoothingEnabled = true
      const { left, top, columns, rows } = held.part
      context.drawImage(patch, 0, 0, columns, rows, left * size, top * size, columns * size, rows * size)
      context.restore()
    },
  }
}

/** Outside the painters: what lies in one is compiled again for each film. */
function lookUp(words: Uint32Array, level: GreyLevel, { left, top, columns, rows }: Part, colours: Uint32Array): void {
  const { indices } = level
  for (let row = 0, to = 0; row < rows; row++) {
    const start = (top + row) * level.columns + left
    for (let from = start; from < start + columns; from++) words[to++] = colours[indices[from]!]!
  }
}

/** The pixels of a level that are needed to show a rectangle of film pixels, `size` of which are one of the level's. */
function partOf(
  level: GreyLevel,
  seen: { x: number; y: number; width: number; height: number },
  size: number,
  ahead = 0,
): Part {
  const [across, down] = [seen.width * ahead, seen.height * ahead]
  // One pixel more on each side, so that smoothing has neighbours at the rim.
  const left = Math.max(0, Math.floor((seen.x - across) / size) - 1)
  const top = Math.max(0, Math.floor((seen.y - down) / size) - 1)
  const columns = Math.min(level.columns, Math.ceil((seen.x + seen.width + across) / size) + 1) - left
  const rows = Math.min(level.rows, Math.ceil((seen.y + seen.height + down) / size) + 1) - top
  return { left, top, columns, rows }
}

function contains(outer: Part, inner: Part): boolean {
  return (
    outer.left <= inner.left &&
    outer.top <= inner.top &&
    outer.left + outer.columns >= inner.left + inner.columns &&
    outer.top + outer.rows >= inner.top + inner.rows
  )
}
