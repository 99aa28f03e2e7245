import { pointsOf, type Annotation } from '#shared/annotation.ts'
import type { GreyFilm, Spacing } from '#shared/film.ts'
import { decimals } from '#renderer/base/language/index.ts'
import { annotationWords } from '../words/annotations.ts'
import { angleOf, lengthOf, regionStatistics } from './measure.ts'

/** Three digits that mean something, without exponents. */
export function showNumber(value: number): string {
  const size = Math.abs(value)
  return decimals(value, size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3)
}

/**
 * What an annotation says, line by line: beside it on the film, and in the list. Every length and area carries its
 * calibration state. Statistics need the film's values; without them only the area is said.
 */
export function describe(annotation: Annotation, spacing: Spacing, film?: GreyFilm): string[] {
  const { kind, points, text } = annotation
  const measured = (): string[] => {
    // An angle of which only the first line is drawn.
    if (points.length < pointsOf[kind]) return []
    if (kind === 'angle') return [`${decimals(angleOf(points, spacing), 1)}°`]
    if (kind === 'length') {
      const { value, unit, calibration } = lengthOf(points[0]!, points[1]!, spacing)
      return [`${decimals(value, 1)} ${unit}`, annotationWords.calibration[calibration]]
    }
    if (kind === 'arrow' || !film) return []
    const found = regionStatistics(film, points, kind, spacing)
    const area = `${annotationWords.area} ${showNumber(found.area)} ${found.unit}`
    if (!found.pixels) return [area, annotationWords.calibration[spacing.calibration]]
    return [
      `${annotationWords.mean} ${showNumber(found.mean)} · ${annotationWords.deviation} ${showNumber(found.deviation)}`,
      `${annotationWords.range} ${showNumber(found.minimum)} – ${showNumber(found.maximum)}`,
      `${area}, ${annotationWords.calibration[spacing.calibration]}`,
    ]
  }
  return [text, ...measured()].filter(Boolean)
}
