import { ProblemError } from '#shared/problem.ts'
import type { DicomFile, PixelElement } from '../dicom/dataSet.ts'
import { encapsulatedFrame } from '../dicom/encapsulatedFrame.ts'
import type { ImagePixel } from '../dicom/imagePixel.ts'
import { syntaxUids } from '../dicom/transferSyntaxes.ts'
import { highThroughputJpeg2000, jpeg2000 } from './jpeg2000.ts'
import { jpeg } from './jpeg.ts'
import { jpegLs } from './jpegLs.ts'
import { jpegXl } from './jpegXl.ts'
import { nativeFrame } from './native.ts'
import { rle } from './rle.ts'
import type { Containers, FrameSyntax } from './syntax.ts'

const compressed: readonly FrameSyntax[] = [rle, jpeg, jpegLs, jpeg2000, highThroughputJpeg2000, jpegXl]
const uncompressed: ReadonlySet<string> = new Set(Object.values(syntaxUids))

/** All Transfer Syntax UIDs whose pixels can be decoded. */
export const decodableSyntaxes: readonly string[] = [
  ...uncompressed,
  ...compressed.flatMap((syntax) => [...syntax.uids]),
]

/** Takes one frame out of file and compression. Throws `unsupported-transfer-syntax` besides what decoders throw. */
export async function decodeContainers(
  file: DicomFile,
  pixels: PixelElement,
  frame: number,
  image: ImagePixel,
): Promise<Containers> {
  if (uncompressed.has(file.transferSyntax)) return nativeFrame(file, pixels, frame, image)
  const syntax = compressed.find((candidate) => candidate.uids.has(file.transferSyntax))
  if (syntax === undefined) throw unsupported(file.transferSyntax)
  // A compressed syntax with a plain length: some writers decompress a file and leave its label.
  if (pixels.length !== undefined) return nativeFrame(file, pixels, frame, image)
  return syntax.decode(encapsulatedFrame(file, pixels, frame, image.frames), image)
}

function unsupported(transferSyntax: string): ProblemError {
  // The value comes from the file, so only what looks like a UID is repeated.
  const where = '(0002,0010)'
  return /^[\d.]{5,64}$/.test(transferSyntax)
    ? new ProblemError('syntax-unsupported', { syntax: transferSyntax }, { where })
    : new ProblemError('syntax-unreadable', { where })
}
