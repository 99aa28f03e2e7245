import type { DataSet } from 'dicom-parser'
import type { OverlayPlane } from '#shared/film.ts'
import { limits } from '../file/limits.ts'
import type { Containers } from '../syntaxes/syntax.ts'
import { integerOf, packedBytesOf, shortOf, textOf } from './attributes.ts'
import { decodeText } from './characterSets.ts'
import type { DicomFile } from './dataSet.ts'
import { sampleCount, type ImagePixel } from './imagePixel.ts'

/** Groups 6000, 6002 … 601E, PS3.5 7.6. */
const groups = Array.from({ length: 16 }, (_, index) => (0x6000 + 2 * index).toString(16))

/**
 * The overlay planes of a frame, PS3.3 C.9.2: those with data of their own, and those in pixel bits that the film does
 * not use (retired, but in the field). One that is damaged is left out: it is no reason not to show the film.
 */
export function overlaysOf(
  file: DicomFile,
  image: ImagePixel,
  containers: Containers,
  frame: number,
): { group: string; plane: OverlayPlane }[] {
  return groups.flatMap((group) => {
    try {
      const plane = planeOf(file, image, containers, frame, `x${group}`)
      return plane ? [{ group, plane }] : []
    } catch {
      return []
    }
  })
}

/** The bits of a pixel's container in which overlay planes lie, as a mask. */
export function overlayBits(dataSet: DataSet): number {
  return groups.reduce((mask, group) => {
    const embedded = dataSet.elements[`x${group}3000`] === undefined
    const position = embedded ? shortOf(dataSet, `x${group}0102`) : undefined
    return position === undefined ? mask : mask | (1 << position)
  }, 0)
}

function planeOf(
  file: DicomFile,
  image: ImagePixel,
  containers: Containers,
  frame: number,
  group: string,
): OverlayPlane | undefined {
  const { dataSet } = file
  const embedded = dataSet.elements[`${group}3000`] === undefined
  if (embedded && dataSet.elements[`${group}0102`] === undefined) return undefined
  const rows = shortOf(dataSet, `${group}0010`) ?? (embedded ? image.rows : 0)
  const columns = shortOf(dataSet, `${group}0011`) ?? (embedded ? image.columns : 0)
  if (rows < 1 || columns < 1 || rows * columns > limits.pixels) return undefined
  const bits = embedded ? embeddedBits(file, image, containers, group) : ownBits(file, group, frame, rows * columns)
  if (!bits) return undefined
  const label = decodeText(dataSet, `${group}1500`)
  const description = decodeText(dataSet, `${group}0022`)
  return {
    type: textOf(dataSet, `${group}0040`) === 'R' ? 'roi' : 'graphics',
    rows,
    columns,
    // (60xx,0050) counts from 1.
    row: (shortOf(dataSet, `${group}0050`, true, 0) ?? 1) - 1,
    column: (shortOf(dataSet, `${group}0050`, true, 1) ?? 1) - 1,
    bits,
    ...(label === undefined ? {} : { label }),
    ...(description === undefined ? {} : { description }),
  }
}

/**
 * Overlay Data of one frame, moved so that it begins at a byte. Undefined where it is too short or not for this frame.
 */
function ownBits({ dataSet }: DicomFile, group: string, frame: number, count: number): Uint8Array | undefined {
  const data = packedBytesOf(dataSet, `${group}3000`)
  const frames = integerOf(dataSet, `${group}0015`)
  // An overlay without a number of frames goes with all of them.
  const index = frames === undefined ? 0 : frame - ((shortOf(dataSet, `${group}0051`) ?? 1) - 1)
  if (!data || index < 0 || index >= (frames ?? 1) || (index + 1) * count > data.length * 8) return undefined
  return packed(count, (pixel) => {
    const bit = index * count + pixel
    return (data[bit >> 3]! >> (bit & 7)) & 1
  })
}

/** Overlay Bit Position of each pixel's container, where the film's own bits are not. */
function embeddedBits(
  { dataSet }: DicomFile,
  image: ImagePixel,
  containers: Containers,
  group: string,
): Uint8Array | undefined {
  const position = shortOf(dataSet, `${group}0102`) ?? 0
  const used = position <= image.highBit && position > image.highBit - image.bitsStored
  const whole = containers.bitsAllocated === image.bitsAllocated && image.samplesPerPixel === 1
  if (used || !whole || image.float || position >= image.bitsAllocated || image.bitsAllocated < 8) return undefined
  const size = image.bitsAllocated / 8
  return packed(
    sampleCount(image),
    (pixel) => (containers.bytes[pixel * size + (position >> 3)]! >> (position & 7)) & 1,
  )
}

/** One bit a pixel, from the lowest of each byte on. */
function packed(count: number, bitOf: (pixel: number) => number): Uint8Array {
  const bits = new Uint8Array(Math.ceil(count / 8))
  for (let pixel = 0; pixel < count; pixel++) if (bitOf(pixel)) bits[pixel >> 3]! |= 1 << (pixel & 7)
  return bits
}
