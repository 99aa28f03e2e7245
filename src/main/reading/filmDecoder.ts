import type { ComputeService } from '#main/compute/index.ts'
import type { FileInputs, InputShape, WantedFrames } from './filmInput.ts'

/**
 * A decoder that also makes the network's inputs where it decodes, so that pixels need not travel. Its owner closes it.
 */
export type FilmDecoder = Pick<
  ComputeService,
  'header' | 'film' | 'tags' | 'thumbnail' | 'info' | 'unpack' | 'results' | 'document'
> & {
  /** See `fileInputs`. */
  inputs(path: string, wanted: WantedFrames, shape: InputShape): Promise<FileInputs>
  close(): Promise<void>
}
