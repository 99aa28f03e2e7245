import { ProblemError } from '#shared/problem.ts'
import type { DicomFile, PixelElement } from '#main/study/dicom/dataSet.ts'
import { readEncapsulated, truncatedImage } from '#main/study/dicom/fragments.ts'
import { sampleCount, type ImagePixel } from '#main/study/dicom/imagePixel.ts'
import { overlayBits } from '#main/study/dicom/overlays.ts'
import { elementHead, undefinedLength, type Encoding } from '../header/encode.ts'
import { beginsCodeStream, blankComments } from './codeStream.ts'

const delimiter = Buffer.from([0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0])

/** Head and value of pixel data, as it is written. */
export type PixelData = Uint8Array[]

/**
 * The pixel data as it lies in the file, in its transfer syntax: without what lies beside samples, which are comments of
 * code streams, overlays in bits that the film does not use, and bytes after the last frame. Throws `truncated`, and
 * 'deidentify-overlay-in-pixels' where an overlay lies in compressed samples.
 */
export function keptPixels(file: DicomFile, pixels: PixelElement, image: ImagePixel, encoding: Encoding): PixelData {
  return pixels.length === undefined
    ? encapsulated(file, pixels, image, encoding)
    : native(file, pixels, pixels.length, image, encoding)
}

function encapsulated(file: DicomFile, pixels: PixelElement, image: ImagePixel, encoding: Encoding): PixelData {
  if (strayOverlays(file, image) !== 0) throw new ProblemError('deidentify-overlay-in-pixels')
  const { fragments } = readEncapsulated(file.bytes, pixels.offset)
  const last = fragments.at(-1)
  if (!last) throw truncatedImage()
  const end = last.bytes.byteOffset - file.bytes.byteOffset + last.bytes.length
  const value = Uint8Array.from(file.bytes.subarray(pixels.offset, end))
  const own = fragments.map(({ bytes }) => {
    const from = bytes.byteOffset - file.bytes.byteOffset - pixels.offset
    return value.subarray(from, from + bytes.length)
  })
  // A code stream may go on in further fragments, and so may a comment.
  for (let first = 0; first < own.length;) {
    let next = first + 1
    while (next < own.length && !beginsCodeStream(own[next]!)) next++
    blankWithin(own.slice(first, next))
    first = next
  }
  return [elementHead(tagOf(pixels), 'OB', undefinedLength, encoding), value, delimiter]
}

function blankWithin(fragments: readonly Uint8Array[]): void {
  if (!beginsCodeStream(fragments[0]!)) return
  const whole = Buffer.concat(fragments)
  blankComments(whole)
  let at = 0
  for (const fragment of fragments) {
    fragment.set(whole.subarray(at, at + fragment.length))
    at += fragment.length
  }
}

function native(
  file: DicomFile,
  pixels: PixelElement,
  length: number,
  image: ImagePixel,
  encoding: Encoding,
): PixelData {
  const samples = sampleCount(image) * image.frames
  const bytesOf = (count: number): number => Math.ceil((count * image.bitsAllocated) / 8)
  const halved = image.photometric === 'YBR_FULL_422' && length < bytesOf(samples)
  const needed = bytesOf(halved ? (samples * 2) / 3 : samples)
  const available = Math.min(length, file.bytes.length - pixels.offset)
  if (available < needed) throw truncatedImage()
  const even = needed + (needed % 2)
  const value = new Uint8Array(even)
  value.set(file.bytes.subarray(pixels.offset, pixels.offset + Math.min(available, even)))
  // The byte that makes the length even is no sample; with words in big endian it may lie before the last one.
  if (file.littleEndian || !pixels.words) value.fill(0, needed)
  clearBits(value, strayOverlays(file, image), image, file.littleEndian)
  const vr = pixels.words ? 'OW' : image.bitsAllocated > 8 ? 'OW' : 'OB'
  return [elementHead(tagOf(pixels), floatVrs[pixels.tag] ?? vr, even, encoding), value]
}

const floatVrs: Partial<Record<PixelElement['tag'], string>> = { x7fe00008: 'OF', x7fe00009: 'OD' }
const tagOf = ({ tag }: PixelElement): string => tag.slice(1)

/** Bits of a sample's container that hold an overlay beside the film's own bits. */
function strayOverlays(file: DicomFile, image: ImagePixel): number {
  const own = (2 ** image.bitsStored - 1) << (image.highBit - image.bitsStored + 1)
  return image.bitsAllocated > 16 ? 0 : overlayBits(file.dataSet) & ~own & (2 ** image.bitsAllocated - 1)
}

function clearBits(value: Uint8Array, bits: number, image: ImagePixel, littleEndian: boolean): void {
  if (bits === 0) return
  const kept = image.bitsAllocated === 16 ? [~bits & 0xff, (~bits >> 8) & 0xff] : [~bits & 0xff, ~bits & 0xff]
  const [even, odd] = littleEndian ? kept : kept.toReversed()
  for (let index = 0; index < value.length; index++) value[index]! &= index % 2 === 0 ? even! : odd!
}
