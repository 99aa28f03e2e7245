import type { DataSet } from 'dicom-parser'
import { ProblemError } from '#shared/problem.ts'
import { checkFrameBytes, checkFrameSize, limits } from '../file/limits.ts'
import { integerOf, shortOf, textOf } from './attributes.ts'
import type { PixelElement } from './dataSet.ts'

/** The Image Pixel module, PS3.3 C.7.6.3, checked: what every decoder needs to know of a frame. */
export type ImagePixel = {
  rows: number
  columns: number
  frames: number
  samplesPerPixel: 1 | 3
  /** True when the file holds all red samples, then all green, then all blue. */
  planar: boolean
  photometric: string
  bitsAllocated: number
  bitsStored: number
  highBit: number
  signed: boolean
  /** Float or Double Float Pixel Data instead of integers. */
  float: boolean
}

/** Throws `malformed`, `too-large` or `unsupported-format`. */
export function imagePixelOf(dataSet: DataSet, pixels: PixelElement): ImagePixel {
  const rows = shortOf(dataSet, 'x00280010') ?? 0
  const columns = shortOf(dataSet, 'x00280011') ?? 0
  checkFrameSize(rows, columns, rows < 1 ? '(0028,0010)' : '(0028,0011)')
  const float = pixels.tag !== 'x7fe00010'
  const bits = float ? floatBits(pixels) : integerBits(dataSet)
  const samplesPerPixel = samplesOf(dataSet)
  checkFrameBytes((rows * columns * samplesPerPixel * bits.bitsAllocated) / 8)
  return {
    rows,
    columns,
    frames: framesOf(dataSet),
    samplesPerPixel,
    planar: shortOf(dataSet, 'x00280006') === 1,
    photometric: textOf(dataSet, 'x00280004')?.toUpperCase() ?? 'MONOCHROME2',
    ...bits,
    float,
  }
}

function framesOf(dataSet: DataSet): number {
  const frames = Math.max(1, integerOf(dataSet, 'x00280008') ?? 1)
  if (frames > limits.frames) {
    throw new ProblemError('frames-too-many', { frames, most: limits.frames }, { where: '(0028,0008)' })
  }
  return frames
}

function samplesOf(dataSet: DataSet): 1 | 3 {
  const samples = shortOf(dataSet, 'x00280002') ?? 1
  if (samples === 1 || samples === 3) return samples
  throw new ProblemError('samples-unsupported', { samples }, { where: '(0028,0002)' })
}

function integerBits(dataSet: DataSet) {
  const bitsAllocated = shortOf(dataSet, 'x00280100') ?? 0
  if (![1, 8, 16, 32].includes(bitsAllocated)) {
    throw new ProblemError('bits-allocated-impossible', { bits: bitsAllocated }, { where: '(0028,0100)' })
  }
  const bitsStored = shortOf(dataSet, 'x00280101') ?? bitsAllocated
  if (bitsStored < 1 || bitsStored > bitsAllocated) {
    throw new ProblemError(
      'bits-stored-impossible',
      { stored: bitsStored, allocated: bitsAllocated },
      { where: '(0028,0101)' },
    )
  }
  const highBit = shortOf(dataSet, 'x00280102') ?? bitsStored - 1
  const possible = highBit >= bitsStored - 1 && highBit < bitsAllocated
  return {
    bitsAllocated,
    bitsStored,
    highBit: possible ? highBit : bitsStored - 1,
    signed: shortOf(dataSet, 'x00280103') === 1,
  }
}

function floatBits(pixels: PixelElement) {
  const bits = pixels.tag === 'x7fe00008' ? 32 : 64
  return { bitsAllocated: bits, bitsStored: bits, highBit: bits - 1, signed: true }
}

/** Samples of one frame. */
export function sampleCount(image: ImagePixel): number {
  return image.rows * image.columns * image.samplesPerPixel
}
