import { ProblemError } from '#shared/problem.ts'
import type { StartOfStream } from '../syntaxes/syntax.ts'
import { bytesOf } from './attributes.ts'
import type { DicomFile, PixelElement } from './dataSet.ts'
import { readEncapsulated, truncatedImage, type Encapsulated, type Fragment } from './fragments.ts'

/**
 * The compressed bytes of one frame. Which fragments belong to it is told, in this order of trust, by there being one
 * frame only, the extended offset table, the basic one, as many fragments as frames, and the start of a new code
 * stream. `streamStarts`: how one begins in this compression, for pixels and coded data may look like one of another.
 * `disagrees`: there are more or fewer code streams than frames.
 */
export function encapsulatedFrame(
  file: DicomFile,
  pixels: PixelElement,
  frame: number,
  frames: number,
  streamStarts: readonly StartOfStream[] = [],
): { bytes: Uint8Array; disagrees: boolean } {
  const encapsulated = encapsulatedOf(file, pixels, streamStarts)
  const { fragments, starts } = encapsulated
  if (fragments.length === 0) throw truncatedImage()
  const disagrees = starts.length > 0 && starts.length !== frames
  if (frames === 1) return { bytes: joined(fragments), disagrees }
  const own =
    byOffsets(fragments, extendedOffsets(file), frame, frames) ??
    byOffsets(fragments, encapsulated.basicOffsetTable, frame, frames) ??
    oneByOne(encapsulated, frame, frames) ??
    byCodeStream(encapsulated, frame, frames)
  // An empty item in the place of a frame: it was lost, and no neighbour stands in for it.
  if (own?.every(({ bytes }) => bytes.length === 0)) throw truncatedImage()
  if (own) return { bytes: joined(own), disagrees }
  if (fragments.length < frames) throw truncatedImage()
  throw new ProblemError('parts-unassigned', { where: '(7FE0,0010)' })
}

/** The items are looked for once a file, however many frames are asked for. */
const known = new WeakMap<DicomFile, WithStarts>()

/** `starts`: fragments that begin with a code stream's first bytes. */
type WithStarts = Encapsulated & { starts: number[] }

function encapsulatedOf(file: DicomFile, pixels: PixelElement, streamStarts: readonly StartOfStream[]): WithStarts {
  const found = known.get(file) ?? withStarts(readEncapsulated(file.bytes, pixels.offset), streamStarts)
  known.set(file, found)
  return found
}

function withStarts(encapsulated: Encapsulated, streamStarts: readonly StartOfStream[]): WithStarts {
  const begins = ({ bytes }: Fragment) => streamStarts.some((start) => start.every((byte, at) => bytes[at] === byte))
  const starts = encapsulated.fragments.flatMap((fragment, index) => (begins(fragment) ? [index] : []))
  return { ...encapsulated, starts }
}

/**
 * As many fragments as frames. Where some begin a code stream and others continue one, a frame is missing, and its
 * place in the row would show another's.
 */
function oneByOne({ fragments, starts }: WithStarts, frame: number, frames: number): Fragment[] | undefined {
  if (fragments.length !== frames) return undefined
  const whole = starts.length + fragments.filter(({ bytes }) => bytes.length === 0).length
  return starts.length === 0 || whole === frames ? [fragments[frame]!] : undefined
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

/** A frame begins where a fragment begins with a code stream's first bytes. */
function byCodeStream({ fragments, starts }: WithStarts, frame: number, frames: number): Fragment[] | undefined {
  if (starts.length !== frames || starts[0] !== 0) return undefined
  return fragments.slice(starts[frame]!, starts[frame + 1])
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
