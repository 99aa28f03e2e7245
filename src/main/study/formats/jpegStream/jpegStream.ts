import { ProblemError } from '#shared/problem.ts'
import { decodeWithDcmjs } from '../../syntaxes/dcmjsCodec.ts'
import { jpegCondition, meansDamage } from '../../syntaxes/jpegDamage.ts'
import { readJpegHeader, type JpegHeader } from '../../syntaxes/jpegHeader.ts'
import { checkFrameSize } from '../../file/limits.ts'
import { hasDamagedScans } from '../../syntaxes/jpegScans/jpegScans.ts'
import { damagedPicture, truncatedPicture, unsupportedPicture } from '../picture/pictureProblem.ts'

/** Process 14, lossless with Huffman codes: low byte of its SOF marker. */
const lossless = 0xc3
const progressive = 0xc2
/** Not one of T.81: a standard of its own, whose marker stands in the same place. */
const jpegLs = 0xf7
/** Baseline, extended, progressive and lossless, each with Huffman codes. */
const decodable: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2, lossless])

export function isLossyJpeg({ process }: JpegHeader): boolean {
  return process !== lossless
}

/** The colour model of a picture's three components: what its markers say, else that of JFIF. */
export function jpegPhotometric(header: JpegHeader): 'RGB' | 'YBR_FULL' {
  if (header.process === lossless) return 'RGB'
  if (header.adobeTransform !== undefined) return header.adobeTransform === 0 ? 'RGB' : 'YBR_FULL'
  if (header.jfif) return 'YBR_FULL'
  return String.fromCharCode(...header.componentIds) === 'RGB' ? 'RGB' : 'YBR_FULL'
}

/** The frame header of a JPEG picture. Throws `malformed`, `truncated` or `too-large`. */
export function pictureJpegHeader(stream: Uint8Array): JpegHeader {
  const header = asPicture(() => readJpegHeader(stream))
  checkFrameSize(header.rows, header.columns)
  return header
}

/** The components of a stream that can be decoded. Throws `unsupported-format` for others. */
export function checkDecodable({ process, componentIds, precision }: JpegHeader): 1 | 3 {
  const components = componentIds.length
  if (process === jpegLs) throw unsupportedPicture('JPEG', 'JPEG-LS')
  if (!decodable.has(process)) throw unsupportedPicture('JPEG', `process ${process - 0xc0}`)
  if (components !== 1 && components !== 3) throw unsupportedPicture('JPEG', `${components} components`)
  // libjpeg has 12 bits as the only other depth of lossy pictures, T.81 B.2.2.
  const depths = process === lossless ? [2, 16] : precision === 8 ? [8, 8] : [12, 12]
  if (precision < depths[0]! || precision > depths[1]!) throw unsupportedPicture('JPEG', `${precision} bits a sample`)
  return components
}

/**
 * The samples of a JPEG stream as it has them, those of a pixel together and no colour converted. Throws `malformed`,
 * `truncated`, `too-large`, or `unsupported-format` for arithmetic codes, hierarchies and other than 1 or 3 components.
 */
export async function decodeJpegStream(
  stream: Uint8Array,
): Promise<{ values: Uint8Array | Uint16Array; header: JpegHeader }> {
  const header = pictureJpegHeader(stream)
  const { rows, columns, precision } = header
  const components = checkDecodable(header)
  if (hasDamagedScans(stream)) throw damagedPicture()
  const shape = { rows, columns, components, precision, signed: undefined, lossy: isLossyJpeg(header) }
  const { bytes, remarks } = await decodeWithDcmjs('decodeJpeg', stream, shape).catch((cause: unknown) => {
    throw damagedPicture(cause)
  })
  const wide = precision > 8
  if (meansDamage(remarks, stream) || bytes.length !== rows * columns * components * (wide ? 2 : 1))
    throw damagedPicture()
  const own = Uint8Array.from(bytes)
  return { values: wide ? new Uint16Array(own.buffer) : own, header }
}

/**
 * Throws `malformed` where the coded data of a JPEG are damaged: libvips would show noise or flat grey for them without
 * a word. Arithmetic codes and progressive inks are not looked at.
 */
export async function checkCodedData(stream: Uint8Array, { process, componentIds }: JpegHeader): Promise<void> {
  const damaged =
    process === progressive && componentIds.length !== 4
      ? (await jpegCondition(stream)) === 'damaged'
      : hasDamagedScans(stream)
  if (damaged) throw damagedPicture()
}

/** What is wrong with a stream, said of the file: a picture has no DICOM tag to point to. */
function asPicture<T>(read: () => T): T {
  try {
    return read()
  } catch (thrown) {
    if (thrown instanceof ProblemError && thrown.code === 'truncated') throw truncatedPicture(thrown)
    throw damagedPicture(thrown)
  }
}
