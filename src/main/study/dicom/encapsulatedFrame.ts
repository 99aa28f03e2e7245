import { ProblemError } from '#shared/problem.ts'
import { bytesOf } from './attributes.ts'
import type { DicomFile, PixelElement } from './dataSet.ts'
import { readEncapsulated, truncatedImage, type Encapsulated, type Fragment } from './fragments.ts'

/**
 * The compressed bytes of one frame. Which fragments belong to it is told, in this order of trust, by there being one
 * frame only, the extended offset table, the basic one, as many fragments as frames, and the start of a new code
 * stream.
 */
export function encapsulatedFrame(file: DicomFile, pixels: PixelElement, frame: number, frames: number): Uint8Array {
  const encapsulated = encapsulatedOf(file, pixels)
  const { fragments } = encapsulated
  if (fragments.length === 0) throw truncatedImage()
  if (frames === 1) return joined(fragments)
  const own =
    byOffsets(fragments, extendedOffsets(file), frame, frames) ??
    byOffsets(fragments, encapsulated.basicOffsetTable, frame, frames) ??
    (fragments.length === frames ? [fragments[frame]!] : undefined) ??
    byCodeStream(encapsulated, frame, frames)
  if (own) return joined(own)
  if (fragments.length < frames) throw truncatedImage()
  throw new ProblemError('parts-unassigned', { where: '(7FE0,0010)' })
}

/** The items are looked for once a file, however many frames are asked for. */
const known = new WeakMap<DicomFile, Encapsulated>()

function encapsulatedOf(file: DicomFile, pixels: PixelElement): Encapsulated {
  const found = known.get(file) ?? readEncapsulated(file.bytes, pixels.offset)
  known.set(file, found)
  return found
}

/** Extended Offset Table (7FE0,0001): 64-bit offsets. */
function extendedOffsets(file: DicomFile): number[] {
  const bytes = bytesOf(file.dataSet, 'x7fe00001')
  if (bytes === undefined) return []
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Array.from({ length: Math.floor(bytes.length / 8) }, (_, index) => Number(view.getBigUint64(index * 8, true)))
}

/** Undefined unless every offset is that of a fragment, in rising order: a table that lies is not used. */
function byOffsets(
  fragments: readonly Fragment[],
  offsets: readonly number[],
  frame: number,
  frames: number,
): Fragment[] | undefined {
  if (offsets.length !== frames || offsets[0] !== 0) return undefined
  const known = new Set(fragments.map((fragment) => fragment.offset))
  const rising = offsets.every((offset, index) => known.has(offset) && (index === 0 || offset > offsets[index - 1]!))
  if (!rising) return undefined
  const end = offsets[frame + 1] ?? Number.POSITIVE_INFINITY
  return fragments.filter((fragment) => fragment.offset >= offsets[frame]! && fragment.offset < end)
}

/** A frame begins where a fragment begins with a code stream's first marker. */
function byCodeStream(encapsulated: Encapsulated, frame: number, frames: number): Fragment[] | undefined {
  const { fragments } = encapsulated
  const starts = fragments.flatMap((fragment, index) => (startsCodeStream(fragment.bytes) ? [index] : []))
  if (starts.length !== frames || starts[0] !== 0) return undefined
  return fragments.slice(starts[frame]!, starts[frame + 1])
}

/** JPEG and JPEG-LS (SOI), JPEG 2000 (SOC and SIZ), JP2 (signature box), JPEG XL. */
function startsCodeStream(bytes: Uint8Array): boolean {
  const [a, b, c, d] = bytes
  if (a === 0xff && b === 0xd8 && c === 0xff) return true
  if (a === 0xff && b === 0x4f && c === 0xff && d === 0x51) return true
  if (a === 0xff && b === 0x0a) return true
  return a === 0 && b === 0 && c === 0 && d === 0x0c
}

function joined(fragments: readonly Fragment[]): Uint8Array {
  if (fragments.length === 1) return fragments[0]!.bytes
  const whole = new Uint8Array(fragments.reduce((sum, fragment) => sum + fragment.bytes.length, 0))
  let offset = 0
  for (const { bytes } of fragments) {
    whole.set(bytes, offset)
    offset += bytes.length
  }
  return whole
}
