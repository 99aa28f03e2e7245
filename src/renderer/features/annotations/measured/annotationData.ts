import type { Annotation } from '#shared/annotation.ts'
import { csvLine } from '#shared/csv.ts'
import type { Film, GreyFilm, Spacing } from '#shared/film.ts'
import { frameSpacing } from '#shared/frameSpacing.ts'
import { angleOf, lengthOf, regionStatistics } from './measure.ts'

/** One measured quantity: mm, px, mm², px², degrees, or modality values. */
type Measured = { quantity: string; value: number; unit: string }

/**
 * What an annotation measures, unrounded. Statistics need the values of its own frame; without them there is no more
 * than a region's points.
 */
function measured({ kind, points }: Annotation, spacing: Spacing, values?: GreyFilm): Measured[] {
  if (kind === 'length') {
    const { value, unit } = lengthOf(points[0]!, points[1]!, spacing)
    return [{ quantity: 'length', value, unit }]
  }
  if (kind === 'angle') return [{ quantity: 'angle', value: angleOf(points, spacing), unit: 'degrees' }]
  if (kind === 'arrow' || !values) return []
  const { area, unit, pixels, mean, deviation, minimum, maximum } = regionStatistics(values, points, kind, spacing)
  const statistics = Object.entries({ mean, deviation, minimum, maximum }).map(([quantity, value]) => ({
    quantity,
    value,
    unit: 'modality value',
  }))
  return [{ quantity: 'area', value: area, unit }, ...(pixels ? statistics : [])]
}

/**
 * All annotations of a film as data: points in film pixels (0, 0 at the corner of the first one), measurements with
 * their units, and how far lengths can be trusted. Nothing names the patient; `withUid` adds the film's SOP Instance
 * UID. `values`: of each frame that is at hand.
 */
export function annotationData(
  film: Film,
  annotations: readonly Annotation[],
  values: ReadonlyMap<number, GreyFilm>,
  withUid: boolean,
) {
  const { rows, columns, spacing, sopInstanceUid } = film.header
  return {
    format: 'fractureguard-annotations',
    version: 1,
    film: { ...(withUid && sopInstanceUid ? { sopInstanceUid } : {}), rows, columns, spacing },
    annotations: annotations.map((one) => ({
      kind: one.kind,
      frame: one.frame + 1,
      text: one.text,
      pointsPx: one.points,
      calibration: frameSpacing(film.header, one.frame).calibration,
      measurements: measured(one, frameSpacing(film.header, one.frame), values.get(one.frame)),
    })),
  }
}

/** The same as a table with a row for each measurement (or for an annotation without any), RFC 4180. */
export function annotationCsv({ annotations }: ReturnType<typeof annotationData>): string {
  const head = ['number', 'kind', 'frame', 'text', 'quantity', 'value', 'unit', 'calibration', 'points_px']
  const rows = annotations.flatMap(({ kind, frame, text, measurements, calibration, pointsPx }, index) => {
    const points = pointsPx.map(({ x, y }) => `${x} ${y}`).join('; ')
    const some = measurements.length > 0 ? measurements : [{ quantity: '', value: '', unit: '' }]
    return some.map(({ quantity, value, unit }) => [
      index + 1,
      kind,
      frame,
      text,
      quantity,
      value,
      unit,
      calibration,
      points,
    ])
  })
  return [head, ...rows].map(csvLine).join('')
}
