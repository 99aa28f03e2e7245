import type { GreyFilm } from '#shared/film.ts'
import { luminanceOf } from '../grey/luminance.ts'
import { showsColour } from '../grey/neutral.ts'
import { rangeOf } from '../grey/statistics.ts'
import { greyValuesOf, type StoredFrame } from '../grey/storedFrame.ts'
import { windowFromValues } from '../grey/windowFromValues.ts'

/** The film of a picture that is not DICOM: its samples, or their luminance, with a window over all of them. */
export function pictureFilm(stored: StoredFrame, rows: number, columns: number, lossy: boolean): GreyFilm {
  const grey = stored.samplesPerPixel === 1
  const values = grey ? greyValuesOf(stored) : luminanceOf(stored)
  const coloured = !grey && showsColour(stored, values.BYTES_PER_ELEMENT * 8)
  const range = rangeOf(values, undefined)
  const window = windowFromValues(range.minimum, range.maximum)
  return {
    rows,
    columns,
    values,
    slope: 1,
    intercept: 0,
    ...range,
    window,
    windows: [{ name: '', window }],
    inverted: false,
    warnings: [...(coloured ? ['converted-from-colour'] : []), ...(lossy ? ['lossy'] : [])],
  }
}
