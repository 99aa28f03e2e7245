import type { ImagePixel } from '../dicom/imagePixel.ts'
import { checkAgreement, containerBits } from './agreement.ts'
import { decodeWithDcmjs } from './dcmjsCodec.ts'
import { readJpegHeader, type JpegHeader } from './jpegHeader.ts'
import type { FrameSyntax } from './syntax.ts'

/** JPEG: baseline (8 bits), extended (8 and 12 bits) and lossless (up to 16 bits, all predictors), PS3.5 8.2.1. */
export const jpeg: FrameSyntax = {
  uids: new Set([
    '1.2.840.10008.1.2.4.50',
    '1.2.840.10008.1.2.4.51',
    '1.2.840.10008.1.2.4.57',
    '1.2.840.10008.1.2.4.70',
  ]),
  async decode(frame, image) {
    const header = readJpegHeader(frame)
    checkAgreement(image, { rows: header.rows, columns: header.columns, components: header.componentIds.length })
    const bytes = await decodeWithDcmjs('decodeJpeg', frame, image)
    return {
      bytes,
      bitsAllocated: containerBits(bytes, image),
      planar: false,
      photometric: photometricOf(header, image),
    }
  },
}

/**
 * The colour model that lossy JPEG data are really in: the stream's own markers win over the data set, which writers
 * often leave at RGB. Lossless JPEG knows no colour transform.
 */
function photometricOf(header: JpegHeader, image: ImagePixel): string {
  if (image.samplesPerPixel === 1 || header.process === 0xc3) return image.photometric
  if (header.adobeTransform !== undefined) return header.adobeTransform === 0 ? 'RGB' : 'YBR_FULL'
  if (header.jfif) return 'YBR_FULL'
  if (String.fromCharCode(...header.componentIds) === 'RGB') return 'RGB'
  return image.photometric === 'RGB' ? 'RGB' : 'YBR_FULL'
}
