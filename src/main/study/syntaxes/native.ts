import { ProblemError } from '#shared/problem.ts'
import type { DicomFile, PixelElement } from '../dicom/dataSet.ts'
import type { ImagePixel } from '../dicom/imagePixel.ts'
import { truncatedImage } from '../dicom/fragments.ts'
import { sampleCount, type Containers } from './syntax.ts'

/** One frame of uncompressed pixel data, PS3.5 8.1. Throws `truncated` or `malformed` when there are too few bytes. */
export function nativeFrame(file: DicomFile, pixels: PixelElement, frame: number, image: ImagePixel): Containers {
  const claimed = pixels.length
  if (claimed === undefined) {
    throw new ProblemError('native-in-parts', { where: '(7FE0,0010)' })
  }
  const available = Math.min(claimed, file.bytes.length - pixels.offset)
  const subsampled = image.photometric === 'YBR_FULL_422' && image.samplesPerPixel === 3
  // Some writers say 422 and store every chroma sample.
  const halved = subsampled && claimed < sampleCount(image) * image.frames * (image.bitsAllocated / 8)
  const samples = halved ? image.rows * image.columns * 2 : sampleCount(image)
  const firstBit = frame * samples * image.bitsAllocated
  const lastBit = firstBit + samples * image.bitsAllocated
  if (Math.ceil(lastBit / 8) > available) {
    if (available < claimed) throw truncatedImage()
    throw new ProblemError('native-short', { where: '(7FE0,0010)' })
  }
  const all = file.bytes.subarray(pixels.offset, pixels.offset + available)
  const first = Math.floor(firstBit / 8)
  const end = Math.ceil(lastBit / 8)
  const whole = file.littleEndian ? all.subarray(first, end) : swapped(all, first, end, wordBytes(image, pixels))
  const ordered = shiftedBits(whole, firstBit % 8, samples * image.bitsAllocated)
  const rest = { bitsAllocated: image.bitsAllocated, planar: image.planar && image.samplesPerPixel === 3 }
  if (!halved) return { bytes: ordered, photometric: subsampled ? 'YBR_FULL' : image.photometric, ...rest }
  return { ...rest, bytes: upsampled422(ordered, image), planar: false, photometric: 'YBR_FULL' }
}

/** 1-bit frames follow one another without a gap, so a frame may begin inside a byte. */
function shiftedBits(bytes: Uint8Array, shift: number, bits: number): Uint8Array {
  if (shift === 0) return bytes
  return Uint8Array.from({ length: Math.ceil(bits / 8) }, (_, index) => {
    return ((bytes[index]! >> shift) | ((bytes[index + 1] ?? 0) << (8 - shift))) & 0xff
  })
}

/**
 * Big endian data are 16-bit words (OW), even where the samples are smaller, PS3.5 A.3; with OB the bytes are in order.
 */
function wordBytes(image: ImagePixel, pixels: PixelElement): number {
  if (image.bitsAllocated <= 8) return pixels.words ? 2 : 1
  return image.bitsAllocated / 8
}

/** Bytes `first` to `end` of the data after every word of `width` bytes was turned round. */
function swapped(bytes: Uint8Array, first: number, end: number, width: number): Uint8Array {
  const result = new Uint8Array(end - first)
  for (let index = 0; index < result.length; index++) result[index] = bytes[(first + index) ^ (width - 1)] ?? 0
  return result
}

/** Y1 Y2 Cb Cr → Y1 Cb Cr Y2 Cb Cr, PS3.3 C.7.6.3.1.2. 8-bit samples only, as the standard has it. */
function upsampled422(bytes: Uint8Array, image: ImagePixel): Uint8Array {
  const result = new Uint8Array(sampleCount(image))
  for (let pixel = 0; pixel < image.rows * image.columns; pixel++) {
    const pair = (pixel >> 1) * 4
    result[pixel * 3] = bytes[pair + (pixel & 1)]!
    result[pixel * 3 + 1] = bytes[pair + 2]!
    result[pixel * 3 + 2] = bytes[pair + 3]!
  }
  return result
}
