import type { OverlayPlane } from '#shared/film.ts'
import type { OverlayPicture } from '#shared/overlay/evidencePicture.ts'

const colours = { graphics: [150, 232, 160, 255], roi: [150, 205, 232, 255] } as const

/**
 * An overlay plane (PS3.3 C.9.2) as a picture, in resolution `1 / 2^level`: a pixel is set where any that it stands for
 * is, so that a thin line does not fade when a large film is drawn small.
 */
export function planePicture({ type, rows, columns, bits }: OverlayPlane, level = 0): OverlayPicture {
  const size = 2 ** level
  const across = Math.ceil(columns / size)
  const down = Math.ceil(rows / size)
  const rgba = new Uint8ClampedArray(4 * across * down)
  for (let index = 0; index < rows * columns; index++) {
    if (!(bits[index >> 3]! & (1 << (index & 7)))) continue
    const row = Math.floor(index / columns)
    rgba.set(colours[type], 4 * ((row >> level) * across + ((index - row * columns) >> level)))
  }
  return { rgba, rows: down, columns: across }
}
