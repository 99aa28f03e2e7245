import { checkAgreement, containerBits, damagedStream } from './agreement.ts'
import { cornerstoneCodec } from './cornerstoneCodec.ts'
import { readJpegHeader } from './jpegHeader.ts'
import type { FrameSyntax } from './syntax.ts'

const charls = cornerstoneCodec('@cornerstonejs/codec-charls', 'JpegLSDecoder')

/** JPEG-LS, lossless and near-lossless, PS3.5 8.2.3. */
export const jpegLs: FrameSyntax = {
  uids: new Set(['1.2.840.10008.1.2.4.80', '1.2.840.10008.1.2.4.81']),
  async decode(frame, image) {
    const header = readJpegHeader(frame)
    checkAgreement(image, { rows: header.rows, columns: header.columns, components: header.componentIds.length })
    const decoded = await charls(frame, (decoder, bytes) => ({
      bytes: bytes.slice(),
      interleave: decoder.getInterleaveMode?.(),
    })).catch((cause: unknown) => {
      throw damagedStream(cause)
    })
    const { bytes } = decoded
    const planar = image.samplesPerPixel === 3 && decoded.interleave === 0
    return { bytes, bitsAllocated: containerBits(bytes, image), planar, photometric: image.photometric }
  },
}
