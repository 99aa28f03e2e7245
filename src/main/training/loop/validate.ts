import type { DatasetFilm } from '#main/dataset/index.ts'
import { fitTemperature, negativeLogLikelihood, rocAuc } from '#main/evaluation/index.ts'
import { fractureProbability } from '#main/reading/readingOf.ts'

/**
 * Loss and AUC on films that are not learned from, by their fused logits. `calibrated`: the loss as the finished model
 * is calibrated; being too sure of itself, which comes with more epochs, is mended by that and no reason to stop. No
 * AUC without films of both kinds.
 */
export function validate(
  logits: readonly Float32Array[],
  films: readonly DatasetFilm[],
  calibrated: boolean,
): { validationLoss: number; validationAuc?: number } {
  const labels = films.map(({ label }) => label)
  const auc = rocAuc(
    films.map(({ label, group }, i) => ({
      fractured: label > 0,
      group,
      probability: fractureProbability(logits[i], 1),
    })),
  )
  return {
    validationLoss: negativeLogLikelihood(logits, labels, calibrated ? fitTemperature(logits, labels) : 1),
    ...(Number.isFinite(auc) ? { validationAuc: auc } : {}),
  }
}
