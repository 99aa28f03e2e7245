import type { StoredFrame } from '../../grey/storedFrame.ts'
import { inkedRgb } from '../picture/inks.ts'
import { damagedPicture } from '../picture/pictureProblem.ts'
import { overBlack } from '../picture/transparency.ts'
import type { TiffDirectory } from './directory.ts'
import { tag, type TiffColour, type TiffLayout } from './layout.ts'
import { samplesArray, type Samples } from './samples.ts'

/** A page's samples as the program keeps them, and of how many bits they are. */
export type TiffColours = { stored: StoredFrame; bits: number }

/** Grey or three colours out of a page's samples: palettes and inks undone, samples beyond the colours taken out. */
export function coloursOf(
  samples: Samples,
  colour: TiffColour,
  layout: TiffLayout,
  directory: TiffDirectory,
): TiffColours {
  const plain = withoutExtra(samples, layout)
  const { bits } = layout
  switch (colour) {
    case 'grey':
    case 'white-is-zero':
      return { stored: { values: plain, samplesPerPixel: 1, photometric: 'GREY' }, bits }
    case 'palette':
      return throughPalette(plain, paletteOf(directory, bits))
    case 'cmyk':
      return { stored: rgb(inkedRgb(plain as Uint8Array | Uint16Array)), bits }
    case 'ycbcr':
      return { stored: { values: plain, samplesPerPixel: 3, photometric: 'YBR_FULL' }, bits }
    case 'rgb':
      return bits < 8 ? { stored: rgb(widened(plain, bits)), bits: 8 } : { stored: rgb(plain), bits }
  }
}

function rgb(values: StoredFrame['values']): StoredFrame {
  return { values, samplesPerPixel: 3, photometric: 'RGB' }
}

/** Colours of few bits, drawn out to 8, so that their luminance has levels between theirs. */
function widened(values: Samples, bits: number): Uint8Array {
  const most = 2 ** bits - 1
  return Uint8Array.from(values, (value) => Math.round((value * 255) / most))
}

/** A sample beyond the colours: what it makes transparent becomes black; where its meaning is not said, it is left out. */
function withoutExtra(samples: Samples, layout: TiffLayout): Samples {
  const { extra, samplesPerPixel } = layout
  if (extra === undefined) return samples
  // Associated alpha was multiplied in by the writer: over black nothing is left to do.
  if (extra === 'alpha') return overBlack(samples, samplesPerPixel, { ...layout, whiteIsZero: isWhiteZero(layout) })
  const kept = samplesPerPixel - 1
  const plain = samplesArray(layout, (samples.length / samplesPerPixel) * kept)
  for (let from = 0, to = 0; from < samples.length; from += samplesPerPixel) {
    for (let sample = 0; sample < kept; sample++) plain[to++] = samples[from + sample]!
  }
  return plain
}

function isWhiteZero({ colour }: TiffLayout): boolean {
  return colour === 'white-is-zero' || colour === 'cmyk'
}

/** The colours of a page's palette: all reds, all greens, all blues; `grey` where the three are equal throughout. */
export type TiffPalette = { levels: Uint8Array | Uint16Array; entries: number; grey: boolean }

/** ColorMap, TIFF 6.0: 16 bits a level. Most writers use the upper eight only, some the lower eight. */
export function paletteOf(directory: TiffDirectory, bits: number): TiffPalette {
  const entries = 2 ** bits
  const map = directory.numbers(tag.colourMap, entries * 3)
  if (map?.length !== entries * 3) throw damagedPicture()
  const low = map.every((value) => value < 256)
  const high = !low && map.every((value) => (value & 255) === 0 || (value & 255) === value >> 8)
  const levels = low || high ? Uint8Array.from(map, (value) => (high ? value >> 8 : value)) : Uint16Array.from(map)
  const grey = levels.subarray(0, entries).every((red, entry) => {
    return red === levels[entries + entry] && red === levels[2 * entries + entry]
  })
  return { levels, entries, grey }
}

function throughPalette(indices: Samples, { levels, entries, grey }: TiffPalette): TiffColours {
  const samples = grey ? 1 : 3
  const length = indices.length * samples
  const values = levels instanceof Uint8Array ? new Uint8Array(length) : new Uint16Array(length)
  for (let pixel = 0; pixel < indices.length; pixel++) {
    for (let sample = 0; sample < samples; sample++)
      values[pixel * samples + sample] = levels[sample * entries + indices[pixel]!]!
  }
  const stored = grey ? ({ values, samplesPerPixel: 1, photometric: 'GREY' } as const) : rgb(values)
  return { stored, bits: values.BYTES_PER_ELEMENT * 8 }
}
