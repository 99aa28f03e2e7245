import type { Metrics } from '#shared/metrics.ts'
import type { Report } from '#shared/report.ts'
import type { Verdict } from '#shared/reading.ts'

/** How many of some held-out films had a fracture. */
export type Share = { films: number; fractured: number }
export type Judged = Exclude<Verdict, 'not-judged'>

/** Fewer films say nothing of a share. */
export const fewestFilms = 10

/**
 * Of the held-out films with a verdict, how many had a fracture: counted back from the sensitivity and specificity of
 * the operating points, which a card always has.
 */
export function sharesByVerdict({ films, fractured, ruleIn, ruleOut }: Metrics): Record<Judged, Share> {
  const healthy = films - fractured
  const called = {
    fracture: { fractured: ruleIn.sensitivity * fractured, healthy: (1 - ruleIn.specificity) * healthy },
    'no-fracture': { fractured: (1 - ruleOut.sensitivity) * fractured, healthy: ruleOut.specificity * healthy },
  }
  const share = (ill: number, well: number): Share => ({ films: Math.round(ill + well), fractured: Math.round(ill) })
  const { fracture, 'no-fracture': none } = called
  return {
    fracture: share(fracture.fractured, fracture.healthy),
    'no-fracture': share(none.fractured, none.healthy),
    uncertain: share(fractured - fracture.fractured - none.fractured, healthy - fracture.healthy - none.healthy),
  }
}

/**
 * Of the held-out films whose probability lies in the same tenth of the scale, how many had a fracture. Nothing where
 * there were none.
 */
export function shareNear(probability: number, { curves }: Pick<Report, 'curves'>): Share | undefined {
  const tenth = (value: number) => Math.min(9, Math.floor(10 * value))
  const bin = curves.calibration.find(({ claimed }) => tenth(claimed) === tenth(probability))
  return bin && { films: bin.films, fractured: Math.round(bin.observed * bin.films) }
}

/** Columns of the data that say which bone or region a film shows, as their makers name them. */
const boneColumn = /^(body.?part|bone|bones|region|anatomy|anatomical.?region|exam|site.?of.?body)$/i

/** Which bones a model was tested on, most films first; nothing where its data did not say. */
export function bonesTested({ columns }: Pick<Report, 'columns'>): { value: string; films: number }[] {
  return columns
    .filter(({ column }) => boneColumn.test(column))
    .map(({ value, films }) => ({ value, films }))
    .sort((a, b) => b.films - a.films)
}

/** True where the held-out films leave open whether a model is better than chance. */
export function mayBeChance({ holdoutAucInterval: [low] }: { holdoutAucInterval: readonly [number, number] }): boolean {
  return low <= 0.5
}
