import { fromProblem } from '#shared/problem.ts'
import type { FilmDecoder } from '#main/reading/filmDecoder.ts'
import { networkInput, type NetworkInput } from '#main/network/networkInput.ts'
import type { InputShape } from '#main/reading/filmInput.ts'
import type { StudyDecoder } from '#main/study/service.ts'

/** A decoder that may be able to make small pictures where it decodes. */
export type PictureDecoder = StudyDecoder & Partial<Pick<FilmDecoder, 'inputs'>>

/**
 * inputSize × inputSize greys in 0..1 of a film's first frame as it is first shown, made in the decoding thread where
 * there is one. Rejects with a `ProblemError` where it cannot be decoded, or has another SHA-256 than `contentHash`.
 */
export async function shownPixels(
  path: string,
  decoder: PictureDecoder,
  shape: InputShape,
  contentHash?: string,
): Promise<Float32Array> {
  return (await shownFilm(path, decoder, shape, contentHash)).pixels
}

/** The same, and which rectangle of the film is shown. */
export async function shownFilm(
  path: string,
  decoder: PictureDecoder,
  shape: InputShape,
  contentHash?: string,
): Promise<NetworkInput> {
  if (!decoder.inputs) return networkInput(await decoder.film(path, 0, contentHash), shape)
  const {
    frames: [made],
  } = await decoder.inputs(path, { frame: 0 }, shape, contentHash)
  if ('problem' in made) throw fromProblem(made.problem)
  return made.input
}
