import type { NetworkShape } from '#shared/model.ts'
import type { Engine, Tensors } from '#main/engines/engine.ts'
import { fractureNet } from '#main/network/fractureNet.ts'
import { networkInput } from '#main/network/networkInput.ts'
import type { StudyDecoder } from '#main/study/service.ts'
import type { DatasetFilm } from './dataset/dataset.ts'

const filmsPerBatch = 8

/**
 * Fused logits of films, decoded and preprocessed anew just as a reading does it: the figures of a card come from here, not from the 8-bit films that
 * training works on.
 */
export async function judgeFilms(
  engine: Engine,
  decoder: StudyDecoder,
  shape: NetworkShape,
  parameters: Tensors,
  films: readonly DatasetFilm[],
  context: { signal: AbortSignal; onFilm(done: number, total: number): void },
): Promise<Float32Array[]> {
  const { inputSize, classes } = shape
  const compiled = await engine.compile({
    inputs: { film: [-1, 1, inputSize, inputSize] },
    weights: parameters,
    build: (ops, { inputs, weights }) => ({ outputs: { fused: fractureNet(ops, (name) => weights[name], inputs.film, shape).fused } }),
  })
  try {
    const result: Float32Array[] = []
    for (let start = 0; start < films.length; start += filmsPerBatch) {
      context.signal.throwIfAborted()
      context.onFilm(start, films.length)
      const members = films.slice(start, start + filmsPerBatch)
      const greys = await Promise.all(members.map((film) => decoder.film(film.path, 0)))
      const data = new Float32Array(members.length * inputSize ** 2)
      greys.forEach((grey, i) => data.set(networkInput(grey, shape).pixels, i * inputSize ** 2))
      const { fused } = await compiled.run({ film: { dims: [members.length, 1, inputSize, inputSize], data } })
      members.forEach((_, i) => result.push(fused.data.slice(i * classes, (i + 1) * classes)))
    }
    return result
  } finally {
    await compiled.dispose()
  }
}
