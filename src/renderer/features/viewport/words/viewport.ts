import { defineWords } from '#renderer/base/language/index.ts'
import { german } from './viewportGerman.ts'

const english = {
  viewport: 'Film',
  loading: 'Decoding the film…',
  window: (center: string, width: string) => `C ${center}  W ${width}`,
  zoom: (percent: string) => `${percent} %`,
  frame: (frame: number, frames: number) => `Frame ${frame} / ${frames}`,
  frameLabel: 'Frame',
  /** Pixel, counted from 0, and its value. */
  probe: (column: number, row: number, value: string | undefined) =>
    `x ${column}  y ${row}  ${value === undefined ? 'covered' : `value ${value}`}`,
  inverted: 'Inverted',
  shutterOpen: 'Shutter off',
  lossy: 'Lossy compression',
  sampleFilm: 'Sample film',
  previousFrame: 'Previous frame',
  nextFrame: 'Next frame',
  play: 'Play or stop the frames',
  framesPerSecond: 'Frames per second',
  spacing: { calibrated: 'mm calibrated', 'at-detector': 'mm at detector', none: 'No spacing' },
  histogram: {
    title: 'Histogram',
    /** Of the picture, for who hears it. */
    image: (low: string, high: string) => `Pixel values of the film from ${low} to ${high}`,
    height: 'The height of a bar is the square root of its number of pixels. Drag an edge or the middle of the window.',
    grips: { low: 'Lower edge of the window', centre: 'Centre of the window', high: 'Upper edge of the window' },
  },
  unit: { calibrated: 'mm', 'at-detector': 'mm at detector' },
}
export type ViewportWords = typeof english

/** What is said over and below a film. */
export const viewportWords = defineWords({ en: english, de: german })
