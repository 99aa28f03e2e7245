import type { Finding } from '#shared/finding.ts'
import { findingReach, mostFindings } from '#main/model/index.ts'
import type { OperatingPoints, ReadingMaps } from '#shared/reading.ts'

/** Probability of a fracture at each place, row by row; see {@link Finding}. */
export type PlaceProbabilities = { rows: number; columns: number; values: ArrayLike<number> }

/** Places belong to a finding whose log-odds lie less below its highest one, and that lie so near to it. */
const { mostBelow, places: reach } = findingReach

type Square = { row: number; column: number }
/** A highest place with those that belong to it. */
export type Peak = Square & { probability: number; places: Square[] }

const logOdds = (probability: number): number => {
  const inside = Math.min(1 - 1e-12, Math.max(1e-12, probability))
  return Math.log(inside / (1 - inside))
}

/**
 * Highest places of a film from `lowest` on, most probable first. Each takes the connected places around it that are
 * nearly as probable; what one has taken is no other's.
 */
export function peaksOf({ rows, columns, values }: PlaceProbabilities, lowest: number, most = mostFindings): Peak[] {
  const odds = Float64Array.from(values, logOdds)
  const ranked = [...odds.keys()].filter((place) => values[place] >= lowest).sort((a, b) => values[b] - values[a])
  const taken = new Uint8Array(odds.length)
  const peaks: Peak[] = []
  for (const place of ranked) {
    if (peaks.length === most) break
    if (taken[place]) continue
    const peak = { row: Math.floor(place / columns), column: place % columns }
    const places = [peak]
    taken[place] = 1
    let isTop = true
    for (const from of places) {
      for (const next of neighbours(from, rows, columns)) {
        const at = next.row * columns + next.column
        if (values[at] > values[place]) isTop = false
        if (taken[at] || odds[at] < odds[place] - mostBelow) continue
        if (Math.max(Math.abs(next.row - peak.row), Math.abs(next.column - peak.column)) > reach) continue
        taken[at] = 1
        places.push(next)
      }
    }
    // The slope of a higher place that reaches further than its finding is none of its own.
    if (isTop) peaks.push({ ...peak, probability: values[place], places })
  }
  return peaks
}

function* neighbours({ row, column }: Square, rows: number, columns: number): Generator<Square> {
  for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++)
    for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++)
      if (y !== row || x !== column) yield { row: y, column: x }
}

type Box = Pick<Finding, 'x' | 'y' | 'width' | 'height'>
export type FilmPlane = { region: ReadingMaps['region']; film: { rows: number; columns: number } }

/** The box around places in film pixels, as far as it lies on the film; `undefined` where none of it does. */
export function boxOf(
  places: readonly Square[],
  { rows, columns }: Pick<PlaceProbabilities, 'rows' | 'columns'>,
  { region, film }: FilmPlane,
): Box | undefined {
  const across = places.map(({ column }) => column)
  const down = places.map(({ row }) => row)
  const [wide, high] = [region.width / columns, region.height / rows]
  const left = Math.max(0, region.x + Math.min(...across) * wide)
  const top = Math.max(0, region.y + Math.min(...down) * high)
  const right = Math.min(film.columns, region.x + (Math.max(...across) + 1) * wide)
  const bottom = Math.min(film.rows, region.y + (Math.max(...down) + 1) * high)
  if (right <= left || bottom <= top) return undefined
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/**
 * Where a film passes its operating points: possible findings from the rule-out point on, likely ones from the rule-in
 * point on. A film whose verdict is Fracture has a likely one, since the film is no more probable than its highest place.
 */
export function findingsOf(places: PlaceProbabilities, plane: FilmPlane, points: OperatingPoints): Finding[] {
  return peaksOf(places, points.ruleOut).flatMap((peak) => {
    const box = boxOf(peak.places, places, plane)
    // At or below the rule-out point there is none; rule-in wins where both meet, as for the verdict.
    if (!box || (peak.probability <= points.ruleOut && peak.probability < points.ruleIn)) return []
    return [
      { ...box, probability: peak.probability, point: peak.probability >= points.ruleIn ? 'rule-in' : 'rule-out' },
    ]
  })
}
