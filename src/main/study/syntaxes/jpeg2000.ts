import type { ImagePixel } from '../dicom/imagePixel.ts'
import { checkAgreement, containerBits, damagedStream } from './agreement.ts'
import { cornerstoneCodec } from './cornerstoneCodec.ts'
import { decodeWithDcmjs } from './dcmjsCodec.ts'
import { countingStream, withoutCounts } from './jpeg2000Counts.ts'
import { readJpeg2000Header } from './jpeg2000Header.ts'
import { checkTileParts } from './jpeg2000Parts.ts'
import type { Containers, FrameSyntax, StreamShape } from './syntax.ts'

const openJpeg = cornerstoneCodec('@cornerstonejs/codec-openjpeg', 'J2KDecoder')

/** Errors of OpenJPEG and OpenJPH, and those of their warnings that tell of missing or wrong data; other lines only narrate. */
const damage =
  /^\[ERROR]|ojph error|^\[WARNING].*(truncat|too short|too long|inconsistent|corrupt|malformed|not enough|fail|bad segmentation)/i

const oddity = /^\[WARNING]|ojph warning/i

/** Those of these syntaxes that allow nothing but whole streams of the reversible wavelet. */
const losslessUids = new Set(['1.2.840.10008.1.2.4.90', '1.2.840.10008.1.2.4.201', '1.2.840.10008.1.2.4.202'])

/** JPEG 2000, reversible and irreversible, PS3.5 8.2.4. */
export const jpeg2000: FrameSyntax = {
  uids: new Set(['1.2.840.10008.1.2.4.90', '1.2.840.10008.1.2.4.91']),
  shape: shapeOf,
  async decode(frame, image, transferSyntax) {
    const stream = checkedShape(frame, image, transferSyntax)
    const counting = countingStream(frame, readJpeg2000Header(frame).start) ?? frame
    const { taken, remarks: all } = await openJpeg(counting, (_, decoded) => decoded.slice()).catch(
      (cause: unknown) => {
        throw damagedStream(cause)
      },
    )
    const { remarks, astray } = withoutCounts(all)
    if (astray) throw damagedStream()
    return containersOf(taken, remarks, image, stream)
  },
}

/** High-throughput JPEG 2000, PS3.5 8.2.14. */
export const highThroughputJpeg2000: FrameSyntax = {
  uids: new Set(['1.2.840.10008.1.2.4.201', '1.2.840.10008.1.2.4.202', '1.2.840.10008.1.2.4.203']),
  shape: shapeOf,
  async decode(frame, image, transferSyntax) {
    const stream = checkedShape(frame, image, transferSyntax)
    const { bytes, remarks } = await decodeWithDcmjs('decodeHtJpeg2000', frame, stream)
    return containersOf(bytes, remarks, image, stream)
  },
}

/** A stream of the reversible wavelet may have been cut to a rate, and then it is lossy too. */
function shapeOf(frame: Uint8Array, transferSyntax: string): StreamShape {
  const { rows, columns, components, precision, signed, reversible } = readJpeg2000Header(frame)
  const whole = losslessUids.has(transferSyntax) ? false : undefined
  return { rows, columns, components, precision, signed, lossy: reversible ? whole : true }
}

function checkedShape(frame: Uint8Array, image: ImagePixel, transferSyntax: string): StreamShape {
  const stream = shapeOf(frame, transferSyntax)
  checkAgreement(image, stream)
  checkTileParts(frame, readJpeg2000Header(frame))
  return stream
}

/** The codecs undo the stream's own colour transform. They decode on where data are damaged, and say so. */
function containersOf(
  bytes: Uint8Array,
  remarks: readonly string[],
  image: ImagePixel,
  stream: StreamShape,
): Containers {
  if (remarks.some((remark) => damage.test(remark))) throw damagedStream(new Error(remarks.join('\n')))
  const transformed = image.photometric === 'YBR_ICT' || image.photometric === 'YBR_RCT'
  const photometric = transformed ? 'RGB' : image.photometric
  const warnings = remarks.some((remark) => oddity.test(remark)) ? ['decoder-warned' as const] : []
  return { bytes, bitsAllocated: containerBits(bytes, image, stream), planar: false, photometric, stream, warnings }
}
