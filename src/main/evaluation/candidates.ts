import { boxOf, peaksOf, type FilmPlane, type PlaceProbabilities } from '#main/reading/findings.ts'
import type { Candidate } from './pointing.ts'

/** Of a film; those beyond are far below any point. */
const most = 10

/** All findings that a film would have with a rule-out point at 0, the highest of them. */
export function candidatesOf(places: PlaceProbabilities, plane: FilmPlane): Candidate[] {
  return peaksOf(places, 0, most).flatMap((peak) => {
    const [box, square] = [boxOf(peak.places, places, plane), boxOf([peak], places, plane)]
    return box && square ? [{ ...box, probability: peak.probability, peak: square }] : []
  })
}
