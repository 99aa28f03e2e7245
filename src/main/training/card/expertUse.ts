import type { FilmOutputs } from '../films/filmOutputs.ts'

/**
 * Of each expert, the share of all places of the films at which it was among the top k. Of k = 1 the shares sum to 1.
 */
export function expertUse(films: readonly Pick<FilmOutputs, 'experts'>[]): number[] {
  return Array.from(
    films[0].experts,
    (_, expert) => films.reduce((sum, { experts }) => sum + experts[expert], 0) / films.length,
  )
}
