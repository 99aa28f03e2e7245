import { outlineOf, widthOf } from './outlinedText.ts'

/** Seen on black, white and every grey between, and by the colour-blind. */
export const findingColour = '#ffa028'

/** A finding in a picture: its corners and sizes in the picture's pixels. */
export type DrawnFinding = {
  /** The first is the upper left one, the third the lower right one. */
  corners: readonly (readonly [number, number])[]
  words: string
  /** Solid where likely, dashed where possible. */
  isLikely: boolean
}

/** A box as SVG, with its words above it or, at the picture's upper edge, below it. `size`: height of the words. */
export function findingShape(
  { corners, words, isLikely }: DrawnFinding,
  picture: { columns: number; height: number },
  size: number,
): string {
  const [upperLeft, , lowerRight] = corners
  const small = size * 0.8
  const x = Math.max(2, Math.min(upperLeft[0], picture.columns - widthOf(words, small) - 2))
  const above = upperLeft[1] - small * 0.4
  const y = above > small ? above : Math.min(picture.height - 2, lowerRight[1] + small * 1.1)
  const stroke = Math.max(2, size / 8)
  const dashes = isLikely ? '' : ` stroke-dasharray="${4 * stroke} ${3 * stroke}"`
  const path = outlineOf(words, x, y, small)
  return (
    `<polygon points="${corners.map((corner) => corner.join(',')).join(' ')}" fill="none" stroke="${findingColour}" stroke-width="${stroke}"${dashes}/>` +
    `<path d="${path}" fill="${findingColour}" stroke="#000000" stroke-width="3" paint-order="stroke"/>`
  )
}
