import dcmjsCodecs from 'dcmjs-codecs'
import { damagedStream } from './agreement.ts'
import type { StreamShape } from './syntax.ts'

const { Context, NativeCodecs, log } = dcmjsCodecs

type Decoder = 'decodeJpeg' | 'decodeJpegXl'

/** More lines of one frame tell nothing new. */
const mostRemarks = 100

/** What the codecs said of the frame at hand; their console belongs to the CLI. */
const remarks: string[] = []
// What libjpeg remarks comes as `info`.
const logging = log as unknown as { methodFactory(name: string): (...parts: unknown[]) => void }
logging.methodFactory = () => (text) => {
  if (remarks.length < mostRemarks) remarks.push(text as string)
}
log.setLevel('info')

/** Parts of the class that its types keep to themselves. */
const internals = NativeCodecs as unknown as {
  logCodecsInfo: boolean
  wasmApi: { wasmMemory: { buffer: ArrayBuffer } }
  _wasmToJsString(at: number, length: number): string
}
// Its own goes letter by letter, and libjpeg narrates every frame in a dozen lines.
internals._wasmToJsString = (at, length) =>
  Buffer.from(internals.wasmApi.wasmMemory.buffer, at, length).toString('latin1')

/** `NativeCodecs::onCodecsInfo::JpegDecoder8::EmitMessage::Start of Image` → `Start of Image`. */
function bare(remark: string): string {
  return remark
    .slice(remark.lastIndexOf('::') + 1)
    .replace(/^:/, '')
    .trim()
}

/**
 * Runs one decoder of dcmjs-codecs (libjpeg and libjxl as WebAssembly). Containers have 8 bits where the
 * stream's precision is at most 8, else 16: the codecs trust the sizes that they are told, so these are the stream's
 * own. `remarks`: what the codec said meanwhile, line by line. After a failure the module is let go, and what the
 * broken stream left in its memory with it.
 */
export async function decodeWithDcmjs(
  decoder: Decoder,
  frame: Uint8Array,
  stream: StreamShape,
): Promise<{ bytes: Uint8Array; remarks: readonly string[] }> {
  while (!NativeCodecs.isInitialized()) await NativeCodecs.initializeAsync()
  internals.logCodecsInfo = true
  remarks.length = 0
  const context = new Context({
    width: stream.columns,
    height: stream.rows,
    bitsAllocated: stream.precision <= 8 ? 8 : 16,
    bitsStored: stream.precision,
    samplesPerPixel: stream.components,
    pixelRepresentation: stream.signed ? 1 : 0,
    planarConfiguration: 0,
    photometricInterpretation: stream.components === 3 ? 'RGB' : 'MONOCHROME2',
    encodedBuffer: frame,
  })
  try {
    const decoded = NativeCodecs[decoder](context, { convertColorspaceToRgb: false }).getDecodedBuffer()
    if (decoded === undefined) throw new Error('The codec returned nothing.')
    return { bytes: decoded, remarks: remarks.map(bare) }
  } catch (cause) {
    NativeCodecs.release()
    throw damagedStream(cause)
  }
}
