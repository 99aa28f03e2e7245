import type { NetworkShape } from '#shared/model.ts'
import { candidatesOf, type PointedFilm } from '#main/evaluation/index.ts'
import { inputRegion } from '#main/network/networkInput.ts'
import { placeProbabilities } from '#main/reading/readingOf.ts'
import type { Judged } from '#main/evaluation/index.ts'
import type { JudgedFilms } from '../loop/rounds.ts'

/**
 * Of films of which it is known where their fractures lie, what the network holds for one. `judged`: what is said of each
 * film as a whole, in the same order. Empty for a network that did not learn places.
 */
export function judgedPlaces(
  { films, outputs }: JudgedFilms,
  judged: readonly Judged[],
  shape: NetworkShape,
  temperature: number,
): PointedFilm[] {
  return films.flatMap((film, i): PointedFilm[] => {
    const { places } = outputs[i]
    const { marks = [], size, label } = film
    // A mark on a film that is said to be without a fracture contradicts it.
    const isPlain = label > 0 === marks.length > 0
    if (!places || !size || !isPlain) return []
    const side = Math.sqrt(places.fracture.length)
    const logits = { dims: [1, shape.classes, side, side], data: places.fused }
    const plane = { region: inputRegion(size, shape), film: size }
    return [{ ...judged[i], marks, candidates: candidatesOf(placeProbabilities(logits, temperature), plane) }]
  })
}
