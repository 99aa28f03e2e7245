import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** What the WebAssembly codecs of cornerstonejs have in common. */
export type CornerstoneDecoder = {
  getEncodedBuffer(length: number): Uint8Array
  getDecodedBuffer(): Uint8Array
  decode(): void
  /** JPEG 2000 only: the film halved so often, of all quality layers where `layers` is 0. */
  decodeSubResolution?(halvings: number, layers: number): void
  delete(): void
  /** JPEG-LS only: 0 none, 1 line, 2 sample. */
  getInterleaveMode?(): number
}

type CodecModule = Record<string, new () => CornerstoneDecoder>
type CodecFactory = (options: {
  wasmBinary: Uint8Array
  print: (text: string) => void
  printErr: (text: string) => void
}) => Promise<CodecModule>

// Not `require`: the bundler puts a declaration of that name into every module.
const requireModule = createRequire(import.meta.url)

export type CornerstoneCodec = <T>(
  frame: Uint8Array,
  take: (decoder: CornerstoneDecoder, decoded: Uint8Array) => T,
  halvings?: number,
) => Promise<{ taken: T; remarks: readonly string[] }>

/** More unlike lines of one frame tell nothing new. */
const mostRemarks = 1000

/**
 * A codec package that is loaded when it is first used. `take` gets the decoded bytes where they lie in the codec's
 * memory and must copy what it keeps; `remarks` are the unlike lines that the codec printed meanwhile. After a failure the
 * module is let go, and what the broken stream left in its memory with it.
 */
export function cornerstoneCodec(packageName: string, decoderName: string): CornerstoneCodec {
  let loading: Promise<CodecModule> | undefined
  const remarks = new Set<string>()
  const print = (text: string) => {
    if (remarks.size < mostRemarks) remarks.add(text)
  }
  const load = () => {
    const factory = requireModule(`${packageName}/decodewasmjs`) as CodecFactory
    const wasmBinary = readFileSync(requireModule.resolve(`${packageName}/decodewasm`))
    return factory({ wasmBinary, print, printErr: print })
  }
  return async (frame, take, halvings = 0) => {
    loading ??= load()
    const module = await loading
    remarks.clear()
    try {
      const decoder = new module[decoderName]!()
      decoder.getEncodedBuffer(frame.length).set(frame)
      if (halvings > 0) decoder.decodeSubResolution!(halvings, 0)
      else decoder.decode()
      const taken = take(decoder, decoder.getDecodedBuffer())
      decoder.delete()
      return { taken, remarks: [...remarks] }
    } catch (thrown) {
      loading = undefined
      throw thrown
    }
  }
}
