import type { FileHeader } from '#shared/film.ts'
import type { NetworkShape } from '#shared/model.ts'
import { ProblemError, toProblem, type Problem } from '#shared/problem.ts'
import { leastSize, networkInput, type NetworkInput } from '#main/network/networkInput.ts'
import { withStudy, type Study } from '#main/study/openStudy.ts'
import { framesToRead } from './framesToRead.ts'
import { readingWarnings } from './warnings.ts'

/** What is left of a decoded frame once the network's input is made of it. */
export type FilmInput = NetworkInput & {
  warnings: string[]
  /** Milliseconds that making it took, decoding left out. */
  milliseconds: number
}

/** Which frames are wanted: one by its number, or a part of those that are to be read. */
export type WantedFrames =
  | {
      frame: number
    }
  | {
      /** Places in the list of the frames to be read. */
      from: number
      most: number
      /** Modalities (0008,0060) that are wanted; all where there are none. */
      modalities?: readonly string[]
    }

export type InputShape = Pick<NetworkShape, 'inputSize' | 'fit'>
export type FrameInput = { frame: number } & ({ input: FilmInput } | { problem: Problem })
export type FileInputs = {
  header: FileHeader
  frames: FrameInput[]
  /** How many frames of the file are to be read; 0 for a modality that is not wanted. */
  total: number
}

/**
 * Decodes frames of one file, which is opened once, and makes the network's inputs of them. Rejects with a
 * `ProblemError` where the header cannot be read, or where the file has another SHA-256 than `contentHash`; a frame that cannot be decoded has its problem instead of an input.
 * Errors that nobody foresaw reject.
 */
export function fileInputs(
  path: string,
  wanted: WantedFrames,
  shape: InputShape,
  contentHash?: string | undefined,
): Promise<FileInputs> {
  const inputs = async (study: Study): Promise<FileInputs> => {
    const header = await study.header()
    // What is drawn on it would be read as if it were bone.
    if (header.ownResult) throw new ProblemError('result-is-no-film')
    const all = wantedOf(header, wanted)
    const numbers = 'frame' in wanted ? all : all.slice(wanted.from, wanted.from + wanted.most)
    const frames: FrameInput[] = []
    for (const frame of numbers) frames.push(await frameInput(study, header, frame, shape))
    return { header, frames, total: all.length }
  }
  return withStudy(path, inputs, contentHash)
}

function wantedOf(header: FileHeader, wanted: WantedFrames): number[] {
  if ('frame' in wanted) return [wanted.frame]
  const { modalities = [] } = wanted
  return modalities.length === 0 || modalities.includes(header.modality ?? '') ? framesToRead(header) : []
}

async function frameInput(study: Study, header: FileHeader, frame: number, shape: InputShape): Promise<FrameInput> {
  try {
    const { film, ...halved } = await study.filmOfLeast(frame, leastSize(shape))
    const started = performance.now()
    const input = networkInput(film, shape, halved)
    const warnings = readingWarnings(film, shape.inputSize, header)
    return { frame, input: { ...input, warnings, milliseconds: performance.now() - started } }
  } catch (thrown) {
    if (!(thrown instanceof ProblemError)) throw thrown
    return { frame, problem: toProblem(thrown) }
  }
}
