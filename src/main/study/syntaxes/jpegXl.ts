import { checkAgreement, containerBits } from './agreement.ts'
import { decodeWithDcmjs } from './dcmjsCodec.ts'
import { bareCodestream, containerSignature, readJpegXlHeader } from './jpegXlHeader.ts'
import type { FrameSyntax, StreamShape } from './syntax.ts'

const losslessUid = '1.2.840.10008.1.2.4.110'

/**
 * JPEG XL: lossless, recompressed JPEG (decoded as what it is, without making the JPEG of it again) and lossy, PS3.5
 * 8.2.16.
 */
export const jpegXl: FrameSyntax = {
  uids: new Set([losslessUid, '1.2.840.10008.1.2.4.111', '1.2.840.10008.1.2.4.112']),
  starts: [bareCodestream, containerSignature],
  shape: shapeOf,
  async decode(frame, image, transferSyntax) {
    const stream = shapeOf(frame, transferSyntax)
    checkAgreement(image, stream)
    const { bytes } = await decodeWithDcmjs('decodeJpegXl', frame, stream)
    const transformed = image.samplesPerPixel === 3
    const bitsAllocated = containerBits(bytes, image, stream)
    return {
      bytes: inOwnBits(bytes, bitsAllocated, stream.precision),
      bitsAllocated,
      planar: false,
      photometric: transformed ? 'RGB' : image.photometric,
      stream,
    }
  },
}

function shapeOf(frame: Uint8Array, transferSyntax: string): StreamShape {
  const { xyb, ...size } = readJpegXlHeader(frame)
  return { ...size, signed: undefined, lossy: xyb ? true : transferSyntax === losslessUid ? false : undefined }
}

/** libjxl stretches samples over all bits of their containers; this takes it back, to the last bit. */
function inOwnBits(bytes: Uint8Array, bitsAllocated: number, precision: number): Uint8Array {
  if (precision === bitsAllocated) return bytes
  const samples = bitsAllocated === 8 ? bytes.slice() : new Uint16Array(bytes.slice().buffer)
  const share = (2 ** precision - 1) / (2 ** bitsAllocated - 1)
  for (let index = 0; index < samples.length; index++) samples[index] = Math.round(samples[index]! * share)
  return new Uint8Array(samples.buffer)
}
