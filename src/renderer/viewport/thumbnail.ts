import type { GreyFilm } from '#shared/film.ts'
import { createGreyPainter } from './greyPainter.ts'

const sidePx = 192

/** The film in its own window as a small PNG data URL, its longer side 192 pixels. */
export function drawThumbnail(film: GreyFilm): string {
  const scale = sidePx / Math.max(film.rows, film.columns)
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(film.columns * scale))
  canvas.height = Math.max(1, Math.round(film.rows * scale))
  const context = canvas.getContext('2d', { alpha: false })
  if (!context) return ''
  createGreyPainter(film).paint(context, { a: scale, b: 0, c: 0, d: scale, e: 0, f: 0 }, film.window, false)
  return canvas.toDataURL('image/png')
}
