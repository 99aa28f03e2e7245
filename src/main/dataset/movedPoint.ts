import type { Point } from '#shared/mark.ts'
import type { Variation } from './augment.ts'

/** Where `vary` puts a point of the network's input; its sides are 1. */
export function movedPoint(
  [x, y]: Point,
  { mirrored, radians, shiftX, shiftY }: Omit<Variation, 'brightness' | 'contrast'>,
): Point {
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)]
  const [across, down] = [x - 0.5 - shiftX, y - 0.5 - shiftY]
  const turned = cos * across - sin * down
  return [0.5 + (mirrored ? -turned : turned), 0.5 + sin * across + cos * down]
}
