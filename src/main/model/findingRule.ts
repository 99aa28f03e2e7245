/** Of the log-odds of a finding's highest place, and in places from it: what belongs to the same finding. */
export const findingReach = { mostBelow: 1, places: 2 } as const
/** More than a radiologist could look at. */
export const mostFindings = 20

/** How boxes are made of the output `findings`, for programs that have the `.onnx` file alone; see `reading/findings.ts`. */
export function findingRule(inputSize: number) {
  return {
    version: 1,
    output: 'findings',
    placePixels: 32,
    rows: inputSize / 32,
    columns: inputSize / 32,
    from: 'rule-out point: a place above it, or at or above the rule-in point, is a candidate',
    order: 'candidates by probability, highest first; each takes connected places (8 neighbours) that are free',
    mostBelow: findingReach.mostBelow,
    reach: findingReach.places,
    skip: 'a candidate one of whose taken places has a neighbour that is more probable than the candidate; its places stay taken',
    most: mostFindings,
    box: 'around the places, taken back to the film by the resize and cut off at its edges',
  }
}
