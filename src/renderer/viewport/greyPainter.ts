import type { GreyFilm, VoiWindow } from '#shared/film.ts'
import type { Affine } from './adapter.ts'
import { boundsOf, invert } from './affine.ts'
import { displayTable } from './displayTable.ts'
import { buildPyramid, levelFor } from './greyPyramid.ts'

/** Draws one film onto a canvas under any transform, in any window. */
export type GreyPainter = {
  paint(context: CanvasRenderingContext2D, filmToCanvas: Affine, window: VoiWindow, inverted: boolean): void
}

export function createGreyPainter(film: GreyFilm): GreyPainter {
  const pyramid = buildPyramid(film)
  const patch = document.createElement('canvas')
  // In main memory: it is written anew at each drawing, which a canvas on the graphics card makes ten times slower.
  const patchContext = patch.getContext('2d', { alpha: false, willReadFrequently: true })!
  let pixels: ImageData | undefined
  let table: Uint32Array | undefined
  let tableFor = ''

  function tableOf(window: VoiWindow, inverted: boolean): Uint32Array {
    const wanted = `${window.center} ${window.width} ${window.function} ${inverted}`
    if (!table || tableFor !== wanted) {
      table = displayTable(pyramid, film, window, inverted)
      tableFor = wanted
    }
    return table
  }

  return {
    paint(context, filmToCanvas, window, inverted) {
      const { canvas } = context
      context.setTransform(1, 0, 0, 1, 0, 0)
      context.fillStyle = '#000'
      context.fillRect(0, 0, canvas.width, canvas.height)

      const scale = Math.max(Math.hypot(filmToCanvas.a, filmToCanvas.b), Math.hypot(filmToCanvas.c, filmToCanvas.d))
      const index = levelFor(scale, pyramid.levels.length)
      const level = pyramid.levels[index]!
      const size = 2 ** index
      const seen = boundsOf(invert(filmToCanvas), { x: 0, y: 0, width: canvas.width, height: canvas.height })
      // One pixel more on each side, so that smoothing has neighbours at the rim.
      const left = Math.max(0, Math.floor(seen.x / size) - 1)
      const top = Math.max(0, Math.floor(seen.y / size) - 1)
      const columns = Math.min(level.columns, Math.ceil((seen.x + seen.width) / size) + 1) - left
      const rows = Math.min(level.rows, Math.ceil((seen.y + seen.height) / size) + 1) - top
      if (columns <= 0 || rows <= 0) return

      if (pixels?.width !== columns || pixels.height !== rows) {
        pixels = new ImageData(columns, rows)
        patch.width = columns
        patch.height = rows
      }
      const words = new Uint32Array(pixels.data.buffer)
      const colours = tableOf(window, inverted)
      for (let row = 0, to = 0; row < rows; row++) {
        const start = (top + row) * level.columns + left
        for (let from = start; from < start + columns; from++) words[to++] = colours[level.indices[from]!]!
      }
      patchContext.putImageData(pixels, 0, 0)

      const t = filmToCanvas
      context.setTransform(t.a, t.b, t.c, t.d, t.e, t.f)
      context.save()
      // A halved level rounds its size up, so its last pixel may reach beyond the film.
      context.beginPath()
      context.rect(0, 0, film.columns, film.rows)
      context.clip()
      context.imageSmoothingEnabled = true
      context.drawImage(patch, left * size, top * size, columns * size, rows * size)
      context.restore()
    },
  }
}
