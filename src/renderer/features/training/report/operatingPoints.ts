import type { Report } from '#shared/report.ts'

export type RocPoint = Report['curves']['roc'][number]
/** Places on the ROC curve, whose thresholds fall: rule-in never lies behind rule-out. */
export type Chosen = { ruleIn: number; ruleOut: number }

/** Where the model's own points lie on the curve: from the threshold on, a film is called positive. */
export function ownPoints({ curves, card }: Report): Chosen {
  const last = (is: (point: RocPoint) => boolean) => Math.max(0, curves.roc.findLastIndex(is))
  const ruleIn = last(({ threshold }) => threshold >= card.operatingPoints.ruleIn)
  return {
    ruleIn,
    ruleOut: Math.max(
      ruleIn,
      last(({ threshold }) => threshold > card.operatingPoints.ruleOut),
    ),
  }
}

/** Which place of the curve lies next to a pair of rates, among those that the moved point may take. */
export function nearest(
  roc: readonly RocPoint[],
  chosen: Chosen,
  moved: keyof Chosen,
  falsePositiveRate: number,
  truePositiveRate: number,
): number {
  const [from, to] = moved === 'ruleIn' ? [0, chosen.ruleOut] : [chosen.ruleIn, roc.length - 1]
  let best = from
  const distance = (index: number) =>
    (roc[index]!.falsePositiveRate - falsePositiveRate) ** 2 + (roc[index]!.truePositiveRate - truePositiveRate) ** 2
  for (let index = from; index <= to; index++) if (distance(index) < distance(best)) best = index
  return best
}

export const fates = ['found', 'openFracture', 'missed', 'alarm', 'openClear', 'cleared'] as const
export type Fate = (typeof fates)[number]

/** What would become of 100 patients, so many of them with a fracture, as whole patients that sum to 100. */
export function hundredPatients(
  roc: readonly RocPoint[],
  { ruleIn, ruleOut }: Chosen,
  fractured: number,
): Record<Fate, number> {
  const [high, low] = [roc[ruleIn]!, roc[ruleOut]!]
  const clear = 100 - fractured
  const [found, openFracture, missed] = whole(
    [high.truePositiveRate, low.truePositiveRate - high.truePositiveRate, 1 - low.truePositiveRate],
    fractured,
  )
  const [alarm, openClear, cleared] = whole(
    [high.falsePositiveRate, low.falsePositiveRate - high.falsePositiveRate, 1 - low.falsePositiveRate],
    clear,
  )
  return {
    found: found!,
    openFracture: openFracture!,
    missed: missed!,
    alarm: alarm!,
    openClear: openClear!,
    cleared: cleared!,
  }
}

/** Shares of a whole number as whole numbers with the same sum: the largest remainders are rounded up. */
function whole(shares: readonly number[], total: number): number[] {
  const exact = shares.map((share) => share * total)
  const counts = exact.map(Math.floor)
  const byRemainder = exact.map((value, i) => [value - counts[i]!, i] as const).sort((a, b) => b[0] - a[0])
  const left = Math.round(total - counts.reduce((sum, count) => sum + count, 0))
  for (const [, i] of byRemainder.slice(0, left)) counts[i]!++
  return counts
}

export type Call = 'none' | 'uncertain' | 'fracture'

/** How a film is called at probability 0.5, or by the two points. */
export function callOf(probability: number, points: { ruleIn: number; ruleOut: number } | undefined): Call {
  if (!points) return probability >= 0.5 ? 'fracture' : 'none'
  return probability >= points.ruleIn ? 'fracture' : probability < points.ruleOut ? 'none' : 'uncertain'
}
