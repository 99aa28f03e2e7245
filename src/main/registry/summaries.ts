import type { ModelCard, ModelSummary, ModelVersion } from '#shared/model.ts'
import { starterId } from './ids/starterId.ts'

export function summaryOf(card: ModelCard, activeId: string | undefined): ModelSummary {
  return {
    id: card.id,
    name: card.name,
    createdAt: card.createdAt,
    active: card.id === activeId,
    bundled: card.id === starterId,
    trainedOn: card.data.name,
    holdoutAuc: card.metrics.holdout.auc,
    holdoutAucInterval: card.metrics.holdout.aucInterval,
  }
}

/** A line of the table of models; `bytes`: what its folder takes. */
export function versionOf(
  card: ModelCard,
  activeId: string | undefined,
  { bytes, hasReport }: Pick<ModelVersion, 'bytes' | 'hasReport'>,
): ModelVersion {
  const { data, metrics, operatingPoints } = card
  return {
    ...summaryOf(card, activeId),
    bytes,
    films: data.films,
    holdout: metrics.holdout,
    operatingPoints,
    hasReport,
  }
}
