import type { Tensors } from '#main/engines/engine.ts'
import { minimise, type Objective } from '#main/evaluation/index.ts'
import { probabilities } from '#main/reading/readingOf.ts'

/** Keeps the weights finite where films can be told apart without a fault. */
const penalty = 1e-3

/**
 * How a film's highest places and what it says as a whole are weighed: logits = film × the film's own, and for each class
 * that is a fracture + places × the mean of the highest places + bias.
 */
export type Fusion = { places: number; film: number; bias: number }

/** What is fused: the film's own logits, before they are weighed, and the mean log-odds of its highest places. */
export type FilmAndPlaces = { film: ArrayLike<number>; highest: number }

/** Before it has been fitted to films that were not trained on. */
export const unfitted: Fusion = { places: 1, film: 1, bias: 0 }

/** As of FracAtlas, see docs/places.md. */
const usual: Fusion = { places: 0.5, film: 0.3, bias: -0.9 }

export function fusedLogits({ film, highest }: FilmAndPlaces, fusion: Fusion): Float32Array {
  const fracture = fusion.places * highest + fusion.bias
  return Float32Array.from(film, (logit, label) => fusion.film * logit + (label > 0 ? fracture : 0))
}

/**
 * The weights with the least mean negative log-likelihood of the labels, on films that neither the places nor the films
 * were learned from: on others what was learned by heart would weigh too much. This is their calibration as well. Weights
 * are positive: a place that looks more like a fracture never makes one less likely. Where films do not tell, they stay
 * near to what is usual.
 */
export function fitFusion(films: readonly FilmAndPlaces[], labels: readonly number[]): Fusion {
  const objective: Objective = (at) => {
    const [places, film] = [Math.exp(at[0]), Math.exp(at[1])]
    const [fromUsualPlaces, fromUsualFilm] = [at[0] - Math.log(usual.places), at[1] - Math.log(usual.film)]
    const gradient = Float64Array.of(penalty * fromUsualPlaces, penalty * fromUsualFilm, 0)
    let value = (penalty / 2) * (fromUsualPlaces ** 2 + fromUsualFilm ** 2)
    films.forEach((one, i) => {
      const logits = Array.from(one.film, (logit, label) => {
        return film * logit + (label > 0 ? places * one.highest + at[2] : 0)
      })
      const shares = probabilities(logits, 1)
      value -= Math.log(Math.max(1e-300, shares[labels[i]])) / films.length
      shares.forEach((share, label) => {
        const residual = (share - Number(labels[i] === label)) / films.length
        gradient[1] += residual * one.film[label] * film
        if (label === 0) return
        gradient[0] += residual * one.highest * places
        gradient[2] += residual
      })
    })
    return { value, gradient }
  }
  const [places, film, bias] = minimise(
    objective,
    Float64Array.of(Math.log(usual.places), Math.log(usual.film), usual.bias),
  )
  return { places: Math.exp(places), film: Math.exp(film), bias }
}

/** The parameters of a network whose film and places are fused so; they were unfitted before. */
export function withFusion(parameters: Tensors, fusion: Fusion): Tensors {
  const { dims, data } = parameters['film.bias']
  const classes = data.length
  const ofFractures = (value: number) => Float32Array.from({ length: classes }, (_, label) => (label > 0 ? value : 0))
  const weight = parameters['film.weight']
  return {
    ...parameters,
    'film.weight': { dims: weight.dims, data: weight.data.map((value) => value * fusion.film) },
    'film.bias': { dims, data: data.map((value, label) => value * fusion.film + (label > 0 ? fusion.bias : 0)) },
    'fusion.weight': { dims: [1, classes, 1, 1], data: ofFractures(fusion.places) },
  }
}
