import type { OverlayPlane } from '#shared/film.ts'
import { halvingsAt } from '#shared/greyPyramid.ts'
import type { Affine } from '#renderer/features/viewport/index.ts'
import { toBitmap, type FilmSize } from './drawOverlay.ts'
import { planePicture } from './planePicture.ts'

/** A plane in the resolutions that were looked at. */
export type PlaneBitmaps = {
  plane: OverlayPlane
  at(level: number): { light: HTMLCanvasElement; dark: HTMLCanvasElement }
}

const mostLevels = 12
/** Of a region, so that the film shows through it. */
const regionOpacity = 0.45

export function planeBitmaps(plane: OverlayPlane): PlaneBitmaps {
  const made = new Map<number, ReturnType<PlaneBitmaps['at']>>()
  return {
    plane,
    at(level) {
      const known = made.get(level) ?? bitmapsOf(plane, level)
      made.set(level, known)
      return known
    },
  }
}

function bitmapsOf(plane: OverlayPlane, level: number) {
  const light = toBitmap(planePicture(plane, level))
  const dark = document.createElement('canvas')
  dark.width = light.width
  dark.height = light.height
  const context = dark.getContext('2d')
  if (context) {
    context.drawImage(light, 0, 0)
    context.globalCompositeOperation = 'source-in'
    context.fillRect(0, 0, dark.width, dark.height)
  }
  return { light, dark }
}

/**
 * Draws a plane where it lies on the film, graphics with a dark rim of a screen pixel, so that they can be seen on
 * white bone too.
 */
export function drawPlane(
  context: CanvasRenderingContext2D,
  { plane, at }: PlaneBitmaps,
  film: FilmSize,
  filmToCanvas: Affine,
  density: number,
): void {
  const t = filmToCanvas
  const scale = Math.max(Math.hypot(t.a, t.b), Math.hypot(t.c, t.d))
  const level = Math.min(mostLevels - 1, halvingsAt(scale))
  const { light, dark } = at(level)
  const put = (bitmap: HTMLCanvasElement, x: number, y: number) => {
    context.setTransform(t.a, t.b, t.c, t.d, t.e + x, t.f + y)
    context.drawImage(bitmap, plane.column, plane.row, bitmap.width * 2 ** level, bitmap.height * 2 ** level)
  }
  context.save()
  context.setTransform(t.a, t.b, t.c, t.d, t.e, t.f)
  context.beginPath()
  context.rect(0, 0, film.columns, film.rows)
  context.clip()
  // Enlarged, its pixels are seen as what they are.
  context.imageSmoothingEnabled = scale < 1
  if (plane.type === 'graphics')
    for (const [x, y] of [
      [-1, 0],
      [1, 0],
      [0, -1],
      [0, 1],
    ] as const)
      put(dark, x * density, y * density)
  else context.globalAlpha = regionOpacity
  put(light, 0, 0)
  context.restore()
}
