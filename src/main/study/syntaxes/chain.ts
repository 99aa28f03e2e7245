import { ProblemError } from '#shared/problem.ts'
import type { DicomFile, PixelElement } from '../dicom/dataSet.ts'
import { encapsulatedFrame } from '../dicom/encapsulatedFrame.ts'
import { startOfFragments } from '../dicom/fragments.ts'
import type { ImagePixel } from '../dicom/imagePixel.ts'
import { syntaxUids } from '../dicom/transferSyntaxes.ts'
import { jpeg2000 } from './jpeg2000.ts'
import { jpeg } from './jpeg.ts'
import { jpegLs } from './jpegLs.ts'
import { jpegXl } from './jpegXl.ts'
import { encapsulatedUncompressed, nativeFrame } from './native.ts'
import { rle } from './rle.ts'
import type { Containers, FrameSyntax, StreamShape } from './syntax.ts'

const compressed: readonly FrameSyntax[] = [encapsulatedUncompressed, rle, jpeg, jpegLs, jpeg2000, jpegXl]
const uncompressed: ReadonlySet<string> = new Set(Object.values(syntaxUids))

/** All Transfer Syntax UIDs whose pixels can be decoded. */
export const decodableSyntaxes: readonly string[] = [
  ...uncompressed,
  ...compressed.flatMap((syntax) => [...syntax.uids]),
]

/**
 * Takes one frame out of file and compression. Throws `unsupported-transfer-syntax` besides what decoders throw.
 * `halvings`: how often a frame is halved on the way, no more often than its stream's shape says.
 */
export async function decodeContainers(
  file: DicomFile,
  pixels: PixelElement,
  frame: number,
  image: ImagePixel,
  halvings = 0,
): Promise<Containers> {
  if (uncompressed.has(file.transferSyntax)) return nativeFrame(file, pixels, frame, image)
  const syntax = compressed.find((candidate) => candidate.uids.has(file.transferSyntax))
  if (syntax === undefined) throw unsupported(file.transferSyntax)
  // A compressed syntax with a plain length: some writers decompress a file and leave its label.
  if (pixels.length !== undefined) return nativeFrame(file, pixels, frame, image)
  const { bytes, disagrees } = encapsulatedFrame(file, pixels, frame, image.frames, syntax.starts)
  const containers = await syntax.decode(bytes, image, file.transferSyntax, halvings)
  if (!disagrees) return containers
  return { ...containers, warnings: [...new Set([...(containers.warnings ?? []), 'length-disagrees' as const])] }
}

/**
 * What the code stream of the first frame says of itself, as far as its first bytes are at hand; undefined where that
 * cannot be told.
 */
export function streamShape(file: DicomFile, pixels: PixelElement): StreamShape | undefined {
  const syntax = compressed.find((candidate) => candidate.uids.has(file.transferSyntax))
  if (!syntax?.shape || pixels.length !== undefined) return undefined
  try {
    return syntax.shape(startOfFragments(file.bytes, pixels.offset), file.transferSyntax)
  } catch (thrown) {
    if (thrown instanceof ProblemError) return undefined
    throw thrown
  }
}

function unsupported(transferSyntax: string): ProblemError {
  // The value comes from the file, so only what looks like a UID is repeated.
  const where = '(0002,0010)'
  return /^[\d.]{5,64}$/.test(transferSyntax)
    ? new ProblemError('syntax-unsupported', { syntax: transferSyntax }, { where })
    : new ProblemError('syntax-unreadable', { where })
}
