import dcmjsCodecs from 'dcmjs-codecs'

const { Context, NativeCodecs } = dcmjsCodecs

export type FrameToEncode = {
  rows: number
  columns: number
  bitsStored: number
  samplesPerPixel?: 1 | 3
  signed?: boolean
  values: ArrayLike<number>
}
export type Encoder = 'encodeJpeg' | 'encodeJpegLs' | 'encodeJpeg2000' | 'encodeHtJpeg2000' | 'encodeJpegXl'

/** One frame, compressed by the encoders of dcmjs-codecs. Samples of up to 8 bits go into bytes, others into words. */
export async function encodeFrame(
  encoder: Encoder,
  frame: FrameToEncode,
  parameters: Record<string, unknown>,
): Promise<Uint8Array> {
  if (!NativeCodecs.isInitialized()) await NativeCodecs.initializeAsync()
  const bitsAllocated = frame.bitsStored <= 8 ? 8 : 16
  const containers = bitsAllocated === 8 ? Uint8Array.from(frame.values) : Uint16Array.from(frame.values)
  const samplesPerPixel = frame.samplesPerPixel ?? 1
  const context = new Context({
    width: frame.columns,
    height: frame.rows,
    bitsAllocated,
    bitsStored: frame.bitsStored,
    samplesPerPixel,
    pixelRepresentation: frame.signed ? 1 : 0,
    planarConfiguration: 0,
    photometricInterpretation: samplesPerPixel === 3 ? 'RGB' : 'MONOCHROME2',
    decodedBuffer: new Uint8Array(containers.buffer),
  })
  return NativeCodecs[encoder](context, parameters).getEncodedBuffer()!.slice()
}
