import type { TrainingSettings } from '#shared/training.ts'

/** 1 for each class, or so that each class counts as much as the others and the films together as much as before. */
export function classWeightsOf(
  films: readonly { label: number }[],
  classes: number,
  { classWeights }: Pick<TrainingSettings, 'classWeights'>,
): number[] {
  const counts = Array.from({ length: classes }, (_, label) => films.filter((film) => film.label === label).length)
  return counts.map((count) => (classWeights === 'balanced' ? films.length / (classes * Math.max(1, count)) : 1))
}
