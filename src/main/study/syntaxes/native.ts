import { ProblemError } from '#shared/problem.ts'
import type { DicomFile, PixelElement } from '../dicom/dataSet.ts'
import { sampleCount, type ImagePixel } from '../dicom/imagePixel.ts'
import { truncatedImage } from '../dicom/fragments.ts'
import type { Containers, FrameSyntax } from './syntax.ts'

/** One frame of uncompressed pixel data, PS3.5 8.1. Throws `truncated` or `malformed` when there are too few bytes. */
export function nativeFrame(file: DicomFile, pixels: PixelElement, frame: number, image: ImagePixel): Containers {
  const claimed = pixels.length
  if (claimed === undefined) {
    throw new ProblemError('native-in-parts', { where: '(7FE0,0010)' })
  }
  const available = Math.min(claimed, file.bytes.length - pixels.offset)
  // Some writers say 422 and store every chroma sample.
  const halved = isSubsampled(image) && claimed < sampleCount(image) * image.frames * (image.bitsAllocated / 8)
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
  const needed = Math.ceil((samples * image.frames * image.bitsAllocated) / 8)
  return { ...containersIn(ordered, image, halved), ...lengthWarning(claimed, needed) }
}

/**
 * Encapsulated Uncompressed Explicit VR Little Endian, PS3.5 A.4.11: each frame's samples as they are, in items of their
 * own.
 */
export const encapsulatedUncompressed: FrameSyntax = {
  uids: new Set(['1.2.840.10008.1.2.1.98']),
  decode: async (frame, image) => {
    const bytesOf = (samples: number) => Math.ceil((samples * image.bitsAllocated) / 8)
    const halved = isSubsampled(image) && frame.length < bytesOf(sampleCount(image))
    const needed = bytesOf(halved ? image.rows * image.columns * 2 : sampleCount(image))
    if (frame.length < needed) throw truncatedImage()
    const bytes = frame.subarray(0, needed)
    return { ...containersIn(bytes, image, halved), ...lengthWarning(frame.length, needed) }
  },
}

function isSubsampled(image: ImagePixel): boolean {
  return image.photometric === 'YBR_FULL_422' && image.samplesPerPixel === 3
}

/** `halved`: with half of the chroma samples. */
function containersIn(bytes: Uint8Array, image: ImagePixel, halved: boolean): Containers {
  const { bitsAllocated } = image
  if (halved) return { bytes: upsampled422(bytes, image), bitsAllocated, planar: false, photometric: 'YBR_FULL' }
  const photometric = isSubsampled(image) ? 'YBR_FULL' : image.photometric
  return { bytes, bitsAllocated, planar: image.planar && image.samplesPerPixel === 3, photometric }
}

/** One byte more makes the length even. */
function lengthWarning(found: number, needed: number): Pick<Containers, 'warnings'> {
  return found === needed || found === needed + (needed % 2) ? {} : { warnings: ['length-disagrees'] }
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
