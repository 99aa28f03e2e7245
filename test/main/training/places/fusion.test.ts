import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '#main/network/random.ts'
import type { FilmOutputs } from '#main/training/films/filmOutputs.ts'
import { fitFilmEvidence } from '#main/training/places/filmEvidence.ts'
import { fitFusion, fusedLogits, unfitted, withFusion, type Fusion } from '#main/training/places/fusion.ts'
import { fuseJudged } from '#main/training/places/fuseJudged.ts'

const truth: Fusion = { places: 0.7, film: 0.4, bias: -1 }

/** Films whose labels follow from their places and themselves by the truth. */
function drawn(count: number, seed = 1): { films: { film: Float32Array; highest: number }[]; labels: number[] } {
  const random = new Random(seed)
  const films = Array.from({ length: count }, () => ({
    film: Float32Array.of(0, 2 * random.normal()),
    highest: 2 * random.normal(),
  }))
  const labels = films.map((film) => {
    const [none, fracture] = fusedLogits(film, truth)
    return random.uniform() < 1 / (1 + Math.exp(none - fracture)) ? 1 : 0
  })
  return { films, labels }
}

describe('fusion of places and film', () => {
  it('finds the weights that labels follow from', () => {
    const { films, labels } = drawn(20_000)
    const { places, film, bias } = fitFusion(films, labels)
    expect(places).toBeCloseTo(truth.places, 1)
    expect(film).toBeCloseTo(truth.film, 1)
    expect(bias).toBeCloseTo(truth.bias, 1)
  })

  it('stays finite where films can be told apart without a fault', () => {
    const films = [-2, -1, 1, 2].map((highest) => ({ film: Float32Array.of(0, highest), highest }))
    const fitted = fitFusion(films, [0, 0, 1, 1])
    expect(Object.values(fitted).every((weight) => Number.isFinite(weight) && Math.abs(weight) < 100)).toBe(true)
    expect(fitted.places).toBeGreaterThan(0)
  })

  it('never lets a place that looks more like a fracture make one less likely, even where films say so', () => {
    const { films, labels } = drawn(300)
    const fitted = fitFusion(
      films.map(({ film, highest }) => ({ film, highest: -highest })),
      labels,
    )
    expect(fitted.places).toBeGreaterThan(0)
    expect(fitted.film).toBeCloseTo(truth.film, 0)
  })

  it('is put into the parameters of the network: the same logits', () => {
    const numbers = fc.float({ min: -5, max: 5, noNaN: true })
    fc.assert(
      fc.property(numbers, numbers, numbers, numbers, (seen, highest, weight, bias) => {
        const parameters = withFusion(
          {
            'film.weight': { dims: [2, 1, 1, 1], data: Float32Array.of(0, weight) },
            'film.bias': { dims: [1, 2, 1, 1], data: Float32Array.of(0, bias) },
          },
          truth,
        )
        const logit = (label: number): number =>
          parameters['film.weight'].data[label] * seen +
          parameters['film.bias'].data[label] +
          parameters['fusion.weight'].data[label] * highest
        const film = Float32Array.of(0, weight * seen + bias)
        const expected = fusedLogits({ film, highest }, truth)
        expect(logit(0)).toBeCloseTo(expected[0], 3)
        expect(logit(1)).toBeCloseTo(expected[1], 3)
      }),
    )
  })

  it('judges each film by a fit to the others', () => {
    const { films, labels } = drawn(300)
    const outputs = films.map((film): FilmOutputs => ({
      logits: fusedLogits(film, unfitted),
      pooled: new Float32Array(1),
      experts: new Float32Array(1),
      places: { ...film, fracture: Float32Array.of(film.highest, film.highest - 1), fused: new Float32Array(4) },
    }))
    const partOf = films.map((_, i) => i % 3)
    const fused = fuseJudged(
      labels.map((label) => ({ label })),
      outputs,
      partOf,
    )
    expect(fused.fusion).toEqual(fitFusion(films, labels))
    const others = [...films.keys()].filter((i) => i % 3 !== 1)
    const fitted = fitFusion(
      others.map((i) => films[i]),
      others.map((i) => labels[i]),
    )
    const { logits, places } = fused.outputs[1]
    expect([...logits]).toEqual([...fusedLogits(films[1], fitted)])
    expect(places!.fused[2]).toBeCloseTo(logits[1], 5)
    expect(places!.fused[3]).toBeCloseTo(logits[1] - fitted.places, 4)
  })
})

describe('what a film says as a whole', () => {
  it('is linear in its features and tells the classes apart', () => {
    const random = new Random(4)
    const labels = Array.from({ length: 400 }, (_, i) => i % 2)
    const pooled = labels.map((label) => Float32Array.of(random.normal() + 3 * label, 5 + 0.01 * random.normal()))
    const { 'film.weight': weight, 'film.bias': bias } = fitFilmEvidence(pooled, labels, 2)
    const right = pooled.filter((row, i) => {
      const logit = (label: number): number =>
        weight.data[2 * label] * row[0] + weight.data[2 * label + 1] * row[1] + bias.data[label]
      return logit(1) > logit(0) === (labels[i] === 1)
    })
    expect(right.length).toBeGreaterThan(360)
  })
})
