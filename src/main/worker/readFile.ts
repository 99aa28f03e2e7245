import { fromProblem, toProblem, ProblemError } from '#shared/problem.ts'
import type { Reading } from '#shared/reading.ts'
import {
  largestBatch,
  type FileRead,
  type FrameRead,
  type PlainReading,
  type ReadFileRequest,
  type ReadRequest,
} from '#main/compute/index.ts'
import { fileVersion } from '#main/files/index.ts'
import type { FrameInput } from '#main/reading/filmInput.ts'
import type { Reader } from '#main/reading/reader.ts'
import type { FilmDecoder } from '#main/reading/filmDecoder.ts'

type Means = { reader: Reader; decoder: FilmDecoder }

/** Reads one frame, the model made ready first. */
export async function readFrame({ reader, decoder }: Means, request: ReadRequest): Promise<Reading> {
  const { path, frame, model, engine } = request
  const { frames } = await decoder.inputs(path, { frame }, await reader.inputShape(model, engine))
  const [only] = frames
  if ('problem' in only) throw fromProblem(only.problem)
  return reader.read(only.input, request)
}

/** Reads the next frames of a file. Rejects where the file cannot be opened or the model cannot be used. */
export async function readFile({ reader, decoder }: Means, request: ReadFileRequest): Promise<FileRead> {
  const { path, model, engine, from, modalities } = request
  const wanted = { from, most: largestBatch, modalities }
  // Results name the patient of the file that was read, and of no other that has taken its place meanwhile.
  const version = request.results && (await fileVersion(path))
  const { header, frames, total } = await decoder.inputs(path, wanted, await reader.inputShape(model, engine))
  return {
    header,
    total,
    frames: await Promise.all(frames.map((frame) => frameRead(reader, decoder, frame, request, version))),
  }
}

async function frameRead(
  reader: Reader,
  decoder: FilmDecoder,
  frame: FrameInput,
  { path, model, engine, places = false, force, results }: ReadFileRequest,
  version: string | undefined,
): Promise<FrameRead> {
  if ('problem' in frame) return frame
  let reading: Reading
  try {
    reading = await reader.read(frame.input, { frame: frame.frame, model, engine, force })
  } catch (thrown) {
    if (!(thrown instanceof ProblemError)) throw thrown
    return { frame: frame.frame, problem: toProblem(thrown) }
  }
  const read = { frame: frame.frame, reading: plain(reading, places) }
  if (!results) return read
  try {
    const { maps: _maps, ...told } = reading
    await decoder.results({ path, version, reading: told, work: results })
    return read
  } catch (thrown) {
    if (!(thrown instanceof ProblemError) || isOfFolder(thrown)) throw thrown
    return { ...read, unwritten: toProblem(thrown) }
  }
}

/** Where the folder of the results is full or cannot be written, no film's result can be. */
function isOfFolder({ code }: ProblemError): boolean {
  return code === 'disk-full' || code === 'not-writable'
}

function plain(
  { maps, classes: _classes, operatingPoints: _points, ...rest }: Reading,
  wantsPlaces: boolean,
): PlainReading {
  if (!wantsPlaces || !maps.places) return rest
  const { rows, columns, region, places: values } = maps
  return { ...rest, places: { rows, columns, region, values } }
}
