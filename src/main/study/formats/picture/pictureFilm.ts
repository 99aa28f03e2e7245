import type { GreyFilm } from '#shared/film.ts'
import { luminanceOf } from '../../grey/luminance.ts'
import { showsColour } from '../../grey/neutral.ts'
import { rangeOf } from '../../grey/statistics.ts'
import { greyValuesOf, type StoredFrame } from '../../grey/storedFrame.ts'
import { windowFromValues } from '../../grey/windowFromValues.ts'

/** What a picture's samples do not say of themselves. */
export type PictureTraits = {
  /** Of a sample. */
  bits: number
  lossy: boolean
  /** True where white is zero. */
  inverted?: boolean
}

/** The film of a picture that is not DICOM: its samples, or their luminance, with a window over all of them. */
export function pictureFilm(stored: StoredFrame, rows: number, columns: number, traits: PictureTraits): GreyFilm {
  const { bits, lossy, inverted = false } = traits
  const grey = stored.samplesPerPixel === 1
  const values = grey ? greyValuesOf(stored) : luminanceOf(stored)
  const coloured = !grey && showsColour(stored, bits)
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
    inverted,
    warnings: [...(coloured ? ['converted-from-colour'] : []), ...(lossy ? ['lossy'] : [])],
  }
}
