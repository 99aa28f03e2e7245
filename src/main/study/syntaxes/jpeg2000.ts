import type { ImagePixel } from '../dicom/imagePixel.ts'
import { checkAgreement, containerBits, damagedStream, lengthWarnings } from './agreement.ts'
import { cornerstoneCodec } from './cornerstoneCodec.ts'
import { countedRemarks, countingStream, type CountedRemarks } from './jpeg2000Counts.ts'
import { readJpeg2000Header, type Jpeg2000Header } from './jpeg2000Header.ts'
import { bytesBehindTiles } from './jpeg2000Parts.ts'
import { halved } from './halved.ts'
import { losesSign, signedSamples, unsignedStream } from './jpeg2000Signed.ts'
import type { Containers, FrameSyntax, StreamShape } from './syntax.ts'

const openJpeg = cornerstoneCodec('@cornerstonejs/codec-openjpeg', 'J2KDecoder')

/** Errors of OpenJPEG, and those of its warnings that tell of missing or wrong data; other lines only narrate. */
const damage =
  /^\[ERROR]|^\[WARNING].*(truncat|too short|too long|inconsistent|corrupt|malformed|not enough|fail|bad segmentation)/i

const oddity = /^\[WARNING]/

/** Those of these syntaxes that allow nothing but whole streams of the reversible wavelet. */
const losslessUids = new Set(['1.2.840.10008.1.2.4.90', '1.2.840.10008.1.2.4.201', '1.2.840.10008.1.2.4.202'])

/** SOC and SIZ; the signature box of a JP2 wrapper, ISO/IEC 15444-1 I.5.1. */
const startOfCodestream = [0xff, 0x4f, 0xff, 0x51]
const jp2Signature = [0, 0, 0, 0x0c, 0x6a, 0x50, 0x20, 0x20]

/** JPEG 2000, reversible and irreversible, PS3.5 8.2.4, and with the block coder of high throughput, 8.2.14. */
export const jpeg2000: FrameSyntax = {
  uids: new Set([
    '1.2.840.10008.1.2.4.90',
    '1.2.840.10008.1.2.4.91',
    '1.2.840.10008.1.2.4.201',
    '1.2.840.10008.1.2.4.202',
    '1.2.840.10008.1.2.4.203',
  ]),
  starts: [startOfCodestream, jp2Signature],
  shape: (start, transferSyntax) => shapeOf(readJpeg2000Header(start), transferSyntax),
  async decode(frame, image, transferSyntax, halvings = 0) {
    const header = readJpeg2000Header(frame)
    const stream = shapeOf(header, transferSyntax)
    checkAgreement(image, stream)
    const behind = bytesBehindTiles(frame, header)
    const readable = losesSign(header) ? unsignedStream(frame, header) : frame
    const counting = countingStream(readable, header.start) ?? readable
    const decoding = openJpeg(counting, (_, decoded) => decoded.slice(), halvings)
    const { taken, remarks } = await decoding.catch((cause: unknown) => {
      throw damagedStream(cause)
    })
    const bytes = losesSign(header) ? signedSamples(taken, header.precision) : taken
    const containers = containersOf(bytes, countedRemarks(remarks), halved(image, halvings), stream)
    // In a JP2 wrapper other boxes may follow.
    const ending = header.start === 0 ? lengthWarnings(frame, behind) : []
    return { ...containers, warnings: [...(containers.warnings ?? []), ...ending] }
  },
}

/** A stream of the reversible wavelet may have been cut to a rate, and then it is lossy too. */
function shapeOf(header: Jpeg2000Header, transferSyntax: string): StreamShape {
  const { rows, columns, components, precision, signed, reversible, halvings } = header
  const whole = losslessUids.has(transferSyntax) ? false : undefined
  return { rows, columns, components, precision, signed, lossy: reversible ? whole : true, halvings }
}

/** The codec undoes the stream's own colour transform. It decodes on where data are damaged, and says so. */
function containersOf(
  bytes: Uint8Array,
  { remarks, condition }: CountedRemarks,
  image: ImagePixel,
  stream: StreamShape,
): Containers {
  if (condition === 'damaged' || remarks.some((remark) => damage.test(remark)))
    throw damagedStream(new Error(remarks.join('\n')))
  const transformed = image.photometric === 'YBR_ICT' || image.photometric === 'YBR_RCT'
  const photometric = transformed ? 'RGB' : image.photometric
  const odd = condition === 'odd' || remarks.some((remark) => oddity.test(remark))
  const warnings = odd ? ['decoder-warned' as const] : []
  return { bytes, bitsAllocated: containerBits(bytes, image, stream), planar: false, photometric, stream, warnings }
}
