import { defineWords } from '#renderer/base/language/index.ts'
import { german } from './annotationsGerman.ts'

const english = {
  title: 'Measurements',
  layer: 'Measurements and annotations',
  kind: { length: 'Length', angle: 'Angle', rectangle: 'Rectangle', ellipse: 'Ellipse', arrow: 'Arrow' },
  calibration: { calibrated: 'calibrated', 'at-detector': 'mm at detector', none: 'pixels only' },
  area: 'Area',
  mean: 'Mean',
  deviation: 'SD',
  range: 'Min – max',
  textLabel: 'Text of the annotation',
  remove: 'Delete',
}
export type AnnotationWords = typeof english

/** The words of measurements and annotations. */
export const annotationWords = defineWords({ en: english, de: german })
