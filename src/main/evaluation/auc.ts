/** What one film's reading is judged by. Films of one group (a patient, say) are not independent of each other. */
export type Judged = { fractured: boolean; probability: number; group: number }

/**
 * Area under the ROC curve: the chance that a film with a fracture gets a higher probability than one without, ties
 * counting half (Hanley & McNeil 1982). `NaN` where one of the two kinds is missing, or a probability is no number.
 */
export function rocAuc(films: readonly Judged[]): number {
  if (films.some(({ probability }) => Number.isNaN(probability))) return NaN
  const sorted = [...films].sort((a, b) => a.probability - b.probability)
  let positives = 0
  let rankSum = 0
  for (let i = 0; i < sorted.length;) {
    let end = i
    while (end < sorted.length && sorted[end].probability === sorted[i].probability) end++
    const meanRank = (i + 1 + end) / 2
    for (; i < end; i++) {
      if (!sorted[i].fractured) continue
      positives++
      rankSum += meanRank
    }
  }
  const negatives = sorted.length - positives
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives)
}
