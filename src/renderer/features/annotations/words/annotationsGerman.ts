import type { Translation } from '#renderer/base/language/index.ts'
import type { AnnotationWords } from './annotations.ts'

export const german: Translation<AnnotationWords> = {
  title: 'Messungen',
  layer: 'Messungen und Pfeile',
  kind: { length: 'Länge', angle: 'Winkel', rectangle: 'Rechteck', ellipse: 'Ellipse', arrow: 'Pfeil' },
  calibration: { calibrated: 'kalibriert', 'at-detector': 'mm am Detektor', none: 'nur Pixel' },
  area: 'Fläche',
  mean: 'Mittel',
  deviation: 'SD',
  range: 'Min – Max',
  textLabel: 'Text des Pfeils',
  remove: 'Löschen',
}
