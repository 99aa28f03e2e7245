import { checkAgreement, containerBits } from './agreement.ts'
import { decodeWithDcmjs } from './dcmjsCodec.ts'
import { readJpegXlSize } from './jpegXlHeader.ts'
import type { FrameSyntax } from './syntax.ts'

/** JPEG XL, lossless and lossy; not the recompressed JPEG of .111, which has a frame format of its own. */
export const jpegXl: FrameSyntax = {
  uids: new Set(['1.2.840.10008.1.2.4.110', '1.2.840.10008.1.2.4.112']),
  async decode(frame, image) {
    checkAgreement(image, { ...readJpegXlSize(frame), components: image.samplesPerPixel })
    const bytes = await decodeWithDcmjs('decodeJpegXl', frame, image)
    const transformed = image.samplesPerPixel === 3
    return {
      bytes,
      bitsAllocated: containerBits(bytes, image),
      planar: false,
      photometric: transformed ? 'RGB' : image.photometric,
    }
  },
}
