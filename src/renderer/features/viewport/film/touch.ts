import type { Point } from '../drawing/adapter.ts'
import type { GestureTargets } from './gestures.ts'

/** A finger that is held still for so long measures. */
const longPressMs = 500
/** A finger that is held still moves a little all the same. */
const stillPx = 8

const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })
const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y)

/**
 * Fingers on the film: one moves it, or draws while a tool is in hand; two zoom around the point between them and move it
 * with it; one that is held still and then drawn measures a length.
 */
export function touchGestures(targets: GestureTargets, pointOf: (event: PointerEvent) => Point) {
  const fingers = new Map<number, Point>()
  let kind: 'pan' | 'draw' | undefined
  let start: Point | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  function endDrawing(at: Point) {
    if (kind === 'draw') targets.drawing?.end(at)
    kind = undefined
  }

  return {
    down(event: PointerEvent) {
      const at = pointOf(event)
      fingers.set(event.pointerId, at)
      clearTimeout(timer)
      if (fingers.size > 1) return endDrawing(at)
      start = at
      kind = targets.drawing?.begin(at) ? 'draw' : 'pan'
      if (kind !== 'pan' || !targets.drawing?.measure) return
      timer = setTimeout(() => {
        targets.drawing?.measure?.()
        if (targets.drawing?.begin(at)) kind = 'draw'
      }, longPressMs)
    },
    move(event: PointerEvent) {
      const before = fingers.get(event.pointerId)
      if (!before) return
      const now = pointOf(event)
      fingers.set(event.pointerId, now)
      if (start && distance(start, now) > stillPx) clearTimeout(timer)
      const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1]
      if (other) {
        const [from, to] = [middle(before, other), middle(now, other)]
        const apart = distance(before, other)
        if (apart > 0) targets.zoom(distance(now, other) / apart, to)
        targets.pan({ x: to.x - from.x, y: to.y - from.y })
      } else if (kind === 'draw') targets.drawing?.move(now)
      else if (kind === 'pan') targets.pan({ x: now.x - before.x, y: now.y - before.y })
    },
    up(event: PointerEvent) {
      clearTimeout(timer)
      const last = fingers.get(event.pointerId)
      fingers.delete(event.pointerId)
      if (fingers.size === 0 && last) endDrawing(last)
      // The finger that stays after two goes on moving the film.
      else if (fingers.size === 1) kind = 'pan'
    },
    stop: () => clearTimeout(timer),
  }
}
