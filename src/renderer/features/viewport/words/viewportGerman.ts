import type { Translation } from '#renderer/base/language/index.ts'
import type { ViewportWords } from './viewport.ts'

export const german: Translation<ViewportWords> = {
  viewport: 'Aufnahme',
  loading: 'Die Aufnahme wird dekodiert…',
  window: (center: string, width: string) => `C ${center}  W ${width}`,
  zoom: (percent: string) => `${percent} %`,
  frame: (frame, frames) => `Bild ${frame} / ${frames}`,
  frameLabel: 'Bild',
  probe: (column, row, value) => `x ${column}  y ${row}  ${value === undefined ? 'verdeckt' : `Wert ${value}`}`,
  inverted: 'Invertiert',
  shutterOpen: 'Blende aus',
  lossy: 'Verlustbehaftet komprimiert',
  sampleFilm: 'Beispielaufnahme',
  previousFrame: 'Voriges Bild',
  nextFrame: 'Nächstes Bild',
  play: 'Bilder abspielen oder anhalten',
  framesPerSecond: 'Bilder je Sekunde',
  spacing: { calibrated: 'mm kalibriert', 'at-detector': 'mm am Detektor', none: 'Kein Pixelabstand' },
  histogram: {
    title: 'Histogramm',
    image: (low, high) => `Pixelwerte der Aufnahme von ${low} bis ${high}`,
    height: 'Balkenhöhe: Quadratwurzel der Zahl der Pixel. Ziehen Sie einen Rand oder die Mitte des Fensters.',
    grips: { low: 'Unterer Rand des Fensters', centre: 'Mitte des Fensters', high: 'Oberer Rand des Fensters' },
  },
  unit: { calibrated: 'mm', 'at-detector': 'mm am Detektor' },
}
