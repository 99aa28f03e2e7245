import type { Point } from '#renderer/features/viewport/index.ts'

export type Box = { left: number; right: number; top: number; bottom: number }

/**
 * Words that belong to a drawing: where they would begin (their first baseline) if nothing were in the way, and the box
 * around the drawing.
 */
export type Label = { at: Point; around: Box; lines: readonly string[] }

export const lineHeightPx = 16
/** Mean width of a character at the size in which labels are written. */
const characterPx = 6.6
const gapPx = 10
const margin = { side: 8, top: 16, bottom: 4 }
const mostSteps = 40

/**
 * Places labels one after the other so that all stay on the picture and none lies on another: where it belongs, else
 * left of its drawing, under or over it, else line by line farther up or down; if it can be, not on its own drawing.
 * One that finds no room stays where it belongs.
 */
export function layOutLabels(labels: readonly Label[], size: { width: number; height: number }): Point[] {
  const taken: Box[] = []
  return labels.map(({ at, around, lines }) => {
    const width = widthOf(lines)
    const within = ({ x, y }: Point): Point => ({
      x: Math.max(margin.side, Math.min(x, size.width - width - margin.side)),
      y: Math.max(margin.top, Math.min(y, size.height - margin.bottom - lineHeightPx * (lines.length - 1))),
    })
    const boxAt = ({ x, y }: Point): Box => ({
      left: x,
      right: x + width,
      top: y - 15,
      bottom: y + 6 + lineHeightPx * (lines.length - 1),
    })
    const free = (place: Point) => !taken.some((box) => overlap(box, boxAt(place)))
    const home = within(at)
    const places = candidates(at, around, width, lines.length).map(within).filter(free)
    const place = lines.length > 0 ? (places.find((one) => !overlap(around, boxAt(one))) ?? places[0] ?? home) : home
    if (lines.length > 0) taken.push(boxAt(place))
    return place
  })
}

function candidates(at: Point, around: Box, width: number, lines: number): Point[] {
  const mirroredX = around.left - gapPx - width
  const near = [
    at,
    { x: mirroredX, y: at.y },
    { x: around.left, y: around.bottom + 18 },
    { x: around.left, y: around.top - 8 - lineHeightPx * (lines - 1) },
  ]
  const steps = Array.from({ length: mostSteps }, (_, index) => (index % 2 ? 1 : -1) * Math.ceil(index / 2))
  return [...near, ...steps.flatMap((step) => [at.x, mirroredX].map((x) => ({ x, y: at.y + step * lineHeightPx })))]
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

/** About how wide words are, CSS pixels. */
export function widthOf(lines: readonly string[]): number {
  return Math.max(0, ...lines.map((line) => line.length)) * characterPx
}
