import type { NetworkShape } from '#shared/model.ts'
import type { Engine, Tensors } from '#main/engines/engine.ts'
import { fractureNet } from '#main/network/fractureNet.ts'
import type { HeadOutputs } from '#main/network/heads.ts'
import type { Ops } from '#main/network/ops.ts'
import type { DatasetFilm } from '#main/dataset/index.ts'
import type { Batches } from './batches.ts'
import { filmsPerRun } from './filmsPerRun.ts'

const usualFilms = 16

/**
 * What is measured of a film: fused logits; the trunk's features, standardised and averaged over the film; the share of
 * its places that each expert spoke at.
 */
export type FilmOutputs = { logits: Float32Array; pooled: Float32Array; experts: Float32Array; places?: FilmPlaces }

/**
 * Of a network that learns places: log-odds of a fracture at each place, row by row; the mean of the highest ones; what
 * the film says as a whole; and what the film's logits would be if its highest places were all like that one, class by
 * class.
 */
export type FilmPlaces = { fracture: Float32Array; highest: number; film: Float32Array; fused: Float32Array }

/** The outputs of a program that {@link byFilm} takes apart. */
export function measuredOutputs<T>(ops: Ops<T>, { fused, pooled, routed, places }: HeadOutputs<T>): Tensors<T> {
  const ofPlaces = places && {
    fracture: places.fracture,
    highest: places.highest,
    ofFilm: places.film,
    placesFused: places.fused,
  }
  return { fused, pooled, experts: ops.meanOverSpace(routed), ...ofPlaces }
}

/** Rows of batched outputs, film by film. */
export function* byFilm(outputs: Tensors, films: number): Generator<FilmOutputs> {
  const row = ({ data }: Tensors[string], film: number): Float32Array =>
    data.slice((film * data.length) / films, ((film + 1) * data.length) / films)
  for (let film = 0; film < films; film++) {
    const { fused, pooled, experts, fracture, highest, ofFilm, placesFused } = outputs
    const places = fracture && {
      places: {
        fracture: row(fracture, film),
        highest: highest.data[film],
        film: row(ofFilm, film),
        fused: row(placesFused, film),
      },
    }
    yield { logits: row(fused, film), pooled: row(pooled, film), experts: row(experts, film), ...places }
  }
}

/** Outputs of films that come in batches (films × size × size greys in 0..1), in their order. */
export async function filmOutputs(
  engine: Engine,
  shape: NetworkShape,
  parameters: Tensors,
  batches: AsyncIterable<Float32Array>,
): Promise<FilmOutputs[]> {
  const { inputSize } = shape
  const compiled = await engine.compile({
    inputs: { film: [-1, 1, inputSize, inputSize] },
    weights: parameters,
    build: (ops, { inputs, weights }) => ({
      outputs: measuredOutputs(
        ops,
        fractureNet(ops, (name) => weights[name], inputs.film, shape),
      ),
    }),
  })
  try {
    const result: FilmOutputs[] = []
    for await (const data of batches) {
      const films = data.length / inputSize ** 2
      result.push(...byFilm(await compiled.run({ film: { dims: [films, 1, inputSize, inputSize], data } }), films))
    }
    return result
  } finally {
    await compiled.dispose()
  }
}

/** Fused logits of prepared films as they are, in their order. */
export async function filmLogits(
  engine: Engine,
  batches: Batches,
  shape: NetworkShape,
  parameters: Tensors,
  films: readonly DatasetFilm[],
): Promise<Float32Array[]> {
  return (await filmOutputs(engine, shape, parameters, examplesOf(batches, films, filmsPerRun(shape, usualFilms)))).map(
    ({ logits }) => logits,
  )
}

async function* examplesOf(
  batches: Batches,
  films: readonly DatasetFilm[],
  atOnce: number,
): AsyncGenerator<Float32Array> {
  for await (const { examples } of batches.plain(films, atOnce)) yield examples
}
