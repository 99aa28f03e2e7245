import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'
import type { GreyFilm } from '#shared/film.ts'
import { isCovered } from '#shared/shutter.ts'
import { apply, invert } from '../drawing/affine.ts'
import type { Affine, Point } from '../drawing/adapter.ts'

/** A pixel, counted from 0 as in marks and findings, and its modality value: stored value × slope + intercept. */
export type Probed = { column: number; row: number; /** Absent of padding and under a shutter. */ value?: number }

/** The pixel in which a point of the film lies; undefined beside the film. */
export function probed(film: GreyFilm, { x, y }: Point): Probed | undefined {
  const [column, row] = [Math.floor(x), Math.floor(y)]
  if (column < 0 || row < 0 || column >= film.columns || row >= film.rows) return undefined
  const at = row * film.columns + column
  const stored = film.values[at]!
  const isPadding = film.padding && stored >= film.padding.low && stored <= film.padding.high
  if (isPadding || (film.shutter && isCovered(film.shutter, at))) return { column, row }
  return { column, row, value: stored * film.slope + film.intercept }
}

/** Where a mouse or pen is over an element, in its CSS pixels; a finger has none while it is up. */
export function usePointer(element: Readonly<Ref<HTMLElement | null>>): Ref<Point | undefined> {
  const at = ref<Point>()
  const move = (event: PointerEvent) => {
    if (event.pointerType === 'touch') return
    const box = element.value!.getBoundingClientRect()
    at.value = { x: event.clientX - box.left, y: event.clientY - box.top }
  }
  const leave = () => (at.value = undefined)
  onMounted(() => {
    element.value?.addEventListener('pointermove', move)
    element.value?.addEventListener('pointerleave', leave)
  })
  onBeforeUnmount(() => {
    element.value?.removeEventListener('pointermove', move)
    element.value?.removeEventListener('pointerleave', leave)
  })
  return at
}

/** A point of the viewport on the film. */
export const onFilm = (transform: Affine, at: Point): Point => apply(invert(transform), at)
