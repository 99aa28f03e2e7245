import type { StudyDecoder } from '#main/study/service.ts'
import type { ComputeService } from '#main/compute/index.ts'
import type { FileInputs, InputShape, WantedFrames } from './filmInput.ts'

/**
 * A decoder that also makes the network's inputs where it decodes, so that pixels need not travel. Its owner closes it.
 */
export type FilmDecoder = StudyDecoder &
  Pick<ComputeService, 'tags' | 'thumbnail' | 'info' | 'unpack' | 'results' | 'document' | 'deidentify'> & {
    /** See `fileInputs`. */
    inputs(path: string, wanted: WantedFrames, shape: InputShape, contentHash?: string | undefined): Promise<FileInputs>
    close(): Promise<void>
  }
