import { css, expertColour } from '#shared/overlay/colours.ts'
import type { OverlayPicture } from '#shared/overlay/evidencePicture.ts'
import type { ExpertMark } from '#shared/overlay/gatingPicture.ts'
import { apply, type Affine } from '#renderer/features/viewport/index.ts'

export type FilmSize = { rows: number; columns: number }
export type Region = { x: number; y: number; width: number; height: number }

/** A picture as something that a canvas can draw under any transform. */
export function toBitmap(picture: OverlayPicture): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = picture.columns
  canvas.height = picture.rows
  canvas.getContext('2d')?.putImageData(new ImageData(picture.rgba, picture.columns, picture.rows), 0, 0)
  return canvas
}

/** Stretches a bitmap over its region, only where the film is: a region may reach beyond a film that was padded. */
export function drawOverFilm(
  context: CanvasRenderingContext2D,
  bitmap: HTMLCanvasElement,
  region: Region,
  film: FilmSize,
  filmToCanvas: Affine,
  opacity: number,
): void {
  const t = filmToCanvas
  context.save()
  context.setTransform(t.a, t.b, t.c, t.d, t.e, t.f)
  context.beginPath()
  context.rect(0, 0, film.columns, film.rows)
  context.clip()
  context.globalAlpha = opacity
  context.imageSmoothingEnabled = true
  context.drawImage(bitmap, region.x, region.y, region.width, region.height)
  context.restore()
}

/** Numbers of experts at their places, the same size at every zoom. */
export function drawMarks(
  context: CanvasRenderingContext2D,
  marks: ExpertMark[],
  film: FilmSize,
  filmToCanvas: Affine,
  pixelDensity: number,
): void {
  context.save()
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.font = `600 ${12 * pixelDensity}px system-ui, sans-serif`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  for (const mark of marks) {
    if (mark.x < 0 || mark.y < 0 || mark.x > film.columns || mark.y > film.rows) continue
    const { x, y } = apply(filmToCanvas, mark)
    context.beginPath()
    context.arc(x, y, 10 * pixelDensity, 0, 2 * Math.PI)
    context.fillStyle = 'rgb(0 0 0 / 0.75)'
    context.fill()
    context.lineWidth = 2 * pixelDensity
    context.strokeStyle = css(expertColour(mark.expert))
    context.stroke()
    context.fillStyle = '#d0d0d0'
    context.fillText(String(mark.expert + 1), x, y + 0.5 * pixelDensity)
  }
  context.restore()
}
