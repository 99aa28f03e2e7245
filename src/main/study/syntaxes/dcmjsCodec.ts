import dcmjsCodecs from 'dcmjs-codecs'
import type { ImagePixel } from '../dicom/imagePixel.ts'
import { damagedStream } from './agreement.ts'

const { Context, NativeCodecs, log } = dcmjsCodecs

// Its errors come as exceptions too; the console belongs to the CLI.
log.setLevel('silent')

type Decoder = 'decodeJpeg' | 'decodeJpegXl' | 'decodeHtJpeg2000'

/**
 * Runs one decoder of dcmjs-codecs (libjpeg, libjxl and OpenJPH as WebAssembly) and returns the containers that it
 * made. After a failure the module is let go, and what the broken stream left in its memory with it.
 */
export async function decodeWithDcmjs(decoder: Decoder, frame: Uint8Array, image: ImagePixel): Promise<Uint8Array> {
  while (!NativeCodecs.isInitialized()) await NativeCodecs.initializeAsync()
  const context = new Context({
    width: image.columns,
    height: image.rows,
    bitsAllocated: image.bitsAllocated,
    bitsStored: image.bitsStored,
    samplesPerPixel: image.samplesPerPixel,
    pixelRepresentation: image.signed ? 1 : 0,
    planarConfiguration: 0,
    photometricInterpretation: image.samplesPerPixel === 3 ? 'RGB' : 'MONOCHROME2',
    encodedBuffer: frame,
  })
  try {
    const decoded = NativeCodecs[decoder](context, { convertColorspaceToRgb: false }).getDecodedBuffer()
    if (decoded === undefined) throw new Error('The codec returned nothing.')
    return decoded
  } catch (cause) {
    NativeCodecs.release()
    throw damagedStream(cause)
  }
}
