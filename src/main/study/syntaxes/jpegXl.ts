import { checkAgreement, containerBits } from './agreement.ts'
import { decodeWithDcmjs } from './dcmjsCodec.ts'
import { readJpegXlSize } from './jpegXlHeader.ts'
import type { FrameSyntax } from './syntax.ts'

/**
 * JPEG XL: lossless, recompressed JPEG (decoded as what it is, without making the JPEG of it again) and lossy, PS3.5
 * 8.2.16.
 */
export const jpegXl: FrameSyntax = {
  uids: new Set(['1.2.840.10008.1.2.4.110', '1.2.840.10008.1.2.4.111', '1.2.840.10008.1.2.4.112']),
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
