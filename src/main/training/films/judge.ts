import type { NetworkShape } from '#shared/model.ts'
import type { Engine, Tensors } from '#main/engines/engine.ts'
import { turnedSquare, type Quarters } from '#main/network/turned.ts'
import { shownPixels, type DatasetFilm, type PictureDecoder } from '#main/dataset/index.ts'
import { filmOutputs, type FilmOutputs } from './filmOutputs.ts'
import { filmsPerRun } from './filmsPerRun.ts'
import type { PrepareContext } from './prepareFilms.ts'

const usualFilms = 8

/**
 * What is measured of films, decoded and preprocessed again just as a reading does it: the figures of a card come from
 * here, not from the 8-bit films that training works on. `turn`: how far each film is turned before, as it is where none
 * is given.
 */
export function judgeFilms(
  engine: Engine,
  decoder: PictureDecoder,
  shape: NetworkShape,
  parameters: Tensors,
  films: readonly DatasetFilm[],
  context: PrepareContext,
  turn: (index: number) => Quarters = () => 0,
): Promise<FilmOutputs[]> {
  return filmOutputs(engine, shape, parameters, decodedBatches(decoder, shape, films, context, turn))
}

async function* decodedBatches(
  decoder: PictureDecoder,
  shape: NetworkShape,
  films: readonly DatasetFilm[],
  context: PrepareContext,
  turn: (index: number) => Quarters,
): AsyncGenerator<Float32Array> {
  const atOnce = filmsPerRun(shape, usualFilms)
  for (let start = 0; start < films.length; start += atOnce) {
    context.signal.throwIfAborted()
    context.onFilm(start, films.length)
    const squares = await Promise.all(
      films.slice(start, start + atOnce).map((film) => shownPixels(film.path, decoder, shape, film.contentHash)),
    )
    const data = new Float32Array(squares.length * shape.inputSize ** 2)
    squares.forEach((pixels, i) => data.set(turnedSquare(pixels, turn(start + i)), i * shape.inputSize ** 2))
    yield data
  }
}
