import { checkAgreement, containerBits, damagedStream, lengthWarnings } from './agreement.ts'
import { cornerstoneCodec } from './cornerstoneCodec.ts'
import { readJpegHeader, startOfImage, type JpegHeader } from './jpegHeader.ts'
import type { FrameSyntax, StreamShape } from './syntax.ts'

const charls = cornerstoneCodec('@cornerstonejs/codec-charls', 'JpegLSDecoder')

/** JPEG-LS, lossless and near-lossless, PS3.5 8.2.3. */
export const jpegLs: FrameSyntax = {
  uids: new Set(['1.2.840.10008.1.2.4.80', '1.2.840.10008.1.2.4.81']),
  starts: [startOfImage],
  shape: (start) => shapeOf(readJpegHeader(start, false)),
  async decode(frame, image) {
    const header = readJpegHeader(frame)
    const stream = shapeOf(header)
    checkAgreement(image, stream)
    const { taken } = await charls(frame, (decoder, bytes) => ({
      bytes: bytes.slice(),
      interleave: decoder.getInterleaveMode?.(),
    })).catch((cause: unknown) => {
      throw damagedStream(cause)
    })
    const { bytes, interleave } = taken
    const planar = image.samplesPerPixel === 3 && interleave === 0
    const bitsAllocated = containerBits(bytes, image, stream)
    const warnings = lengthWarnings(frame, header.behind)
    return { bytes, bitsAllocated, planar, photometric: image.photometric, stream, warnings }
  },
}

function shapeOf({ rows, columns, componentIds, precision, nearLossless }: JpegHeader): StreamShape {
  return { rows, columns, components: componentIds.length, precision, signed: undefined, lossy: nearLossless }
}
