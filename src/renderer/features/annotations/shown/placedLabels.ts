import type { Annotation } from '#shared/annotation.ts'
import type { Affine, Point } from '#renderer/features/viewport/index.ts'
import { layOutLabels } from './layOutLabels.ts'
import { shapeOf } from './shape.ts'

/** Where the words of each annotation begin, in CSS pixels of the viewport. */
export function placedLabels(
  said: readonly { annotation: Annotation; lines: readonly string[] }[],
  transform: Affine,
  size: { width: number; height: number },
): Point[] {
  const labels = said.map(({ annotation, lines }) => {
    const { label, handles } = shapeOf(annotation, transform)
    const [xs, ys] = [handles.map(({ x }) => x), handles.map(({ y }) => y)]
    return {
      at: label,
      around: { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) },
      lines,
    }
  })
  return layOutLabels(labels, size)
}
