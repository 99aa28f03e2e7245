import { describe, expect, it } from 'vitest'
import type { NetworkShape } from '#shared/model.ts'
import { OnnxEngine } from '#main/engines/onnx/onnxEngine.ts'
import type { Tensors } from '#main/engines/engine.ts'
import { fractureNet } from '#main/network/fractureNet.ts'
import { featureDims } from '#main/network/features.ts'
import { heads, namedOutputs } from '#main/network/heads.ts'
import { networkParameters } from '#main/network/parameters.ts'
import { highestPlaces, withSurroundings } from '#main/network/placeHeads.ts'
import { surroundingsAt } from '#main/training/places/surroundingsAt.ts'
import { formula, formulaParameters } from '../../support/formulaTensor.ts'

const shape: NetworkShape = {
  ...{ inputSize: 128, fit: 'pad', classes: 2, hidden: 16, experts: 3, topK: 1, places: true },
}
const parameters = formulaParameters(networkParameters(shape))
const engine = new OnnxEngine('onnx-cpu', 'cpu')
const films = 3
const example = featureDims(shape)
const features = Float32Array.from(formula(films * example[0] * example[1] * example[2], 3), Math.abs)

async function run(weights: Tensors, data = features): Promise<Tensors> {
  const compiled = await engine.compile({
    inputs: { features: [-1, ...example] },
    weights,
    build: (ops, given) => {
      const said = heads(ops, (name) => given.weights[name], given.inputs.features, shape)
      const { fracture, highest, film } = said.places!
      return { outputs: { ...namedOutputs(said), fracture, highest, film } }
    },
  })
  try {
    return await compiled.run({ features: { dims: [films, ...example], data } })
  } finally {
    await compiled.dispose()
  }
}
const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length

describe('heads that learn places', async () => {
  const said = await run(parameters)
  const cells = said.fracture.data.length / films

  it.each([0, 1, 2])('say of film %i what each place adds: the mean of the map and the bias are the logits', (film) => {
    for (const label of [0, 1]) {
      const map = said.evidence.data.slice((film * 2 + label) * cells, (film * 2 + label + 1) * cells)
      const whole = mean(map) + parameters['film.bias'].data[label]
      expect(said.fused.data[film * 2 + label]).toBeCloseTo(whole, 4)
    }
  })

  it.each([0, 1, 2])('fuse the mean of the highest places of film %i with what the film says', (film) => {
    const ranked = said.fracture.data.slice(film * cells, (film + 1) * cells).sort((a, b) => b - a)
    const highest = mean(ranked.slice(0, highestPlaces))
    expect(said.highest.data[film]).toBeCloseTo(highest, 4)
    for (const label of [0, 1]) {
      const fused = said.film.data[film * 2 + label] + parameters['fusion.weight'].data[label] * highest
      expect(said.fused.data[film * 2 + label]).toBeCloseTo(fused, 4)
    }
  })

  it('say of each place what the film would say if its highest places were all like it', () => {
    for (let film = 0; film < films; film++) {
      for (const label of [0, 1]) {
        for (const place of [0, 5, cells - 1]) {
          const difference = said.fracture.data[film * cells + place] - said.highest.data[film]
          const expected = said.fused.data[film * 2 + label] + parameters['fusion.weight'].data[label] * difference
          expect(said.places.data[(film * 2 + label) * cells + place]).toBeCloseTo(expected, 4)
        }
      }
    }
  })

  it('share a mean where places tie, as on a film that is the same everywhere', async () => {
    const same = await run(parameters, new Float32Array(features.length))
    expect(mean(same.highest.data)).toBeLessThanOrEqual(Math.max(...same.fracture.data) + 1e-5)
    expect([...same.fused.data].every(Number.isFinite)).toBe(true)
  })

  it('are given the surroundings that single places are taught with, to the precision of those', async () => {
    const compiled = await engine.compile({
      inputs: { features: [-1, ...example] },
      weights: {},
      build: (ops, given) => ({ outputs: { seen: withSurroundings(ops, given.inputs.features) } }),
    })
    const [channels, side] = example
    const first = features.slice(0, channels * side * side)
    const { seen } = await compiled.run({ features: { dims: [1, ...example], data: first } })
    await compiled.dispose()
    const places = [0, 3, 6, 15]
    surroundingsAt(first, side, places).forEach((values, i) => {
      const expected = Array.from({ length: values.length }, (_, c) => seen.data[c * side * side + places[i]])
      expected.forEach((value, c) =>
        expect(Math.abs(values[c] - value)).toBeLessThan(1e-3 * Math.max(1, Math.abs(value))),
      )
    })
  })

  it('say the same of a whole film, whatever its neighbours in the batch', async () => {
    const { inputSize } = shape
    const pixels = Float32Array.from(formula(2 * inputSize ** 2, 8), (value) => value + 0.5)
    const compiled = await engine.compile({
      inputs: { film: [-1, 1, inputSize, inputSize] },
      weights: parameters,
      build: (ops, { inputs, weights }) => ({
        outputs: namedOutputs(fractureNet(ops, (name) => weights[name], inputs.film, shape)),
      }),
    })
    const dims = [1, inputSize, inputSize]
    const both = await compiled.run({ film: { dims: [2, ...dims], data: pixels } })
    const alone = await compiled.run({ film: { dims: [1, ...dims], data: pixels.slice(inputSize ** 2) } })
    await compiled.dispose()
    for (const [name, { data }] of Object.entries(alone))
      expect([...both[name].data.slice(data.length)], name).toEqual([...data])
  })
})
