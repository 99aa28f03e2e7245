/** In CSS pixels of the viewport. */
export type Rect = { x: number; y: number; width: number; height: number }

export const labelHeightPx = 18
const characterPx = 7
const gapPx = 5
const mostSteps = 40

/** About how wide a label is, with its margins, CSS pixels. */
export const labelWidth = (text: string): number => text.length * characterPx + 10

/**
 * Where the labels of boxes lie: beside their own box and on no box at all, within the view, none on another; farther
 * away where it is crowded. Where there is no such place, on as little of the boxes as can be, never on its own if that
 * can be; a box that reaches beyond all edges has its label at the upper left corner of the view.
 */
export function placeLabels(
  boxes: readonly Rect[],
  texts: readonly string[],
  view: { width: number; height: number },
): Rect[] {
  const taken: Rect[] = []
  return boxes.map((box, index) => {
    const width = labelWidth(texts[index]!)
    const at = ({ x, y }: { x: number; y: number }): Rect => ({ x, y, width, height: labelHeightPx })
    const inView = ({ x, y }: Rect) => x >= 0 && y >= 0 && x + width <= view.width && y + labelHeightPx <= view.height
    const places = [...candidates(box, width, view)].map(at).filter(inView)
    const free = places.filter((one) => !taken.some((other) => overlap(one, other) > 0))
    const covered = (one: Rect) =>
      boxes.reduce((sum, other, i) => sum + overlap(one, other) * (i === index ? 1e6 : 1), 0)
    const cost = new Map(free.map((one) => [one, covered(one)]))
    const chosen =
      free.find((one) => cost.get(one) === 0) ??
      free.reduce<Rect | undefined>(
        (best, one) => (best && cost.get(best)! <= cost.get(one)! ? best : one),
        undefined,
      ) ??
      at({ x: 0, y: 0 })
    taken.push(chosen)
    return chosen
  })
}

/** Nearest first: over and under the box, beside it, then line by line farther away, last the corners of the view. */
function* candidates(box: Rect, width: number, view: { width: number; height: number }) {
  const within = (x: number) => Math.max(0, Math.min(x, view.width - width))
  const [above, below] = [box.y - gapPx - labelHeightPx, box.y + box.height + gapPx]
  const [left, right] = [box.x - gapPx - width, box.x + box.width + gapPx]
  const row = Math.max(0, Math.min(box.y, view.height - labelHeightPx))
  const columns = [within(box.x), within(box.x + box.width - width)]
  for (const x of columns) for (const y of [above, below]) yield { x, y }
  for (const x of [right, left]) yield { x, y: row }
  for (let step = 1; step <= mostSteps; step++) {
    const by = step * (labelHeightPx + 2)
    for (const x of columns) for (const y of [above - by, below + by]) yield { x, y }
    for (const x of [right, left]) for (const y of [row - by, row + by]) yield { x, y }
  }
  for (const x of [0, view.width - width]) for (const y of [0, view.height - labelHeightPx]) yield { x, y }
}

/** The area that two rectangles share, CSS pixels². */
export function overlap(a: Rect, b: Rect): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(0, width) * Math.max(0, height)
}
