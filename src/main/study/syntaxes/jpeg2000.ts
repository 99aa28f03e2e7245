import type { ImagePixel } from '../dicom/imagePixel.ts'
import { checkAgreement, containerBits, damagedStream } from './agreement.ts'
import { cornerstoneCodec } from './cornerstoneCodec.ts'
import { decodeWithDcmjs } from './dcmjsCodec.ts'
import { readJpeg2000Header, type Jpeg2000Header } from './jpeg2000Header.ts'
import type { Containers, FrameSyntax } from './syntax.ts'

const openJpeg = cornerstoneCodec('@cornerstonejs/codec-openjpeg', 'J2KDecoder')

/** JPEG 2000, reversible and irreversible, PS3.5 8.2.4. */
export const jpeg2000: FrameSyntax = {
  uids: new Set(['1.2.840.10008.1.2.4.90', '1.2.840.10008.1.2.4.91']),
  async decode(frame, image) {
    const header = readJpeg2000Header(frame)
    checkAgreement(image, header)
    const bytes = await openJpeg(frame, (_, decoded) => decoded.slice()).catch((cause: unknown) => {
      throw damagedStream(cause)
    })
    return containersOf(bytes, image, header)
  },
}

/** High-throughput JPEG 2000, PS3.5 8.2.14. */
export const highThroughputJpeg2000: FrameSyntax = {
  uids: new Set(['1.2.840.10008.1.2.4.201', '1.2.840.10008.1.2.4.202', '1.2.840.10008.1.2.4.203']),
  async decode(frame, image) {
    const header = readJpeg2000Header(frame)
    checkAgreement(image, header)
    return containersOf(await decodeWithDcmjs('decodeHtJpeg2000', frame, image), image, header)
  },
}

/** The codecs undo the stream's own colour transform. */
function containersOf(bytes: Uint8Array, image: ImagePixel, { signed }: Jpeg2000Header): Containers {
  const transformed = image.photometric === 'YBR_ICT' || image.photometric === 'YBR_RCT'
  const photometric = transformed ? 'RGB' : image.photometric
  return { bytes, bitsAllocated: containerBits(bytes, image), planar: false, photometric, signed }
}
