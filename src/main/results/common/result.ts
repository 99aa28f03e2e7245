import type { Finding } from '#shared/finding.ts'
import { intendedUse } from '#shared/model.ts'
import { graveOf, type GraveWarning, type NotJudgedReason, type Reading, type Verdict } from '#shared/reading.ts'
import type { ReportClass } from '#shared/results.ts'

/** A model as its results name it. */
export type ResultModel = { id: string; name: string; sha256: string }

/** The part of a reading that its results tell. */
export type ReadingToTell = Pick<
  Reading,
  'frame' | 'verdict' | 'notJudged' | 'probability' | 'findings' | 'engine' | 'warnings'
> & {
  operatingPoints: Reading['operatingPoints']
}

/** One reading with all that its results say of where it comes from. */
export type Result = {
  reading: ReadingToTell
  model: ResultModel
  programVersion: string
  reportClass: ReportClass
}

export const verdictNames: Record<Verdict, string> = {
  fracture: 'Fracture',
  uncertain: 'Uncertain',
  'no-fracture': 'No fracture',
  'not-judged': 'Not judged',
}

/** Why a film is not judged. */
const reasons: Record<NotJudgedReason, string> = {
  'not-x-ray': 'its header says that it is another kind of image',
  'far-from-training': 'it is nothing like the films that the model learned from',
  'nearly-uniform': 'it is nearly all of one grey',
}

/** The verdict in a line; a number beside no verdict would be taken for one. */
export function headline({ verdict, notJudged, probability }: ReadingToTell): string {
  if (verdict !== 'not-judged') return `${verdictNames[verdict]}, probability ${percentText(probability)}`
  return notJudged ? `Not judged: ${reasons[notJudged]}` : 'Not judged'
}

const cautions: Record<GraveWarning, string> = {
  'not-x-ray': 'By its header this is another kind of image; the model only knows radiographs of limbs.',
  'far-from-training': 'This is nothing like the films that the model learned from.',
  'unlike-training': 'This is unlike the films that the model learned from: do not rely on the verdict.',
  'read-turned': 'The film lies on its side or upside down, and was rotated before it was read.',
  'nearly-uniform': 'The film is nearly all of one grey.',
  'presentation-disagrees': 'The file contradicts itself about whether bone is white or black.',
  'bits-disagree': 'Header and pixel data disagree about the bits of a sample: grey values may be wrong.',
  'length-disagrees': 'Pixel data is longer or shorter than the header says: part of the film may be missing.',
  'table-disagrees': 'A lookup table does not match its description: grey values may be wrong.',
}

/** What may turn the verdict, a sentence each. */
export function cautionsOf(reading: ReadingToTell): string[] {
  return graveOf(reading).map((code) => cautions[code])
}

export const pointNames: Record<Finding['point'], string> = { 'rule-in': 'likely', 'rule-out': 'possible' }

export const program = 'FractureGuard'
export const notForDiagnosis = 'Not for diagnostic use. Research and teaching only, not a medical device.'
export { intendedUse }

/** Name and version of a model in one: the hash of its weights tells two of one name apart. */
export function versionOf({ id, sha256 }: ResultModel): string {
  return `${id} ${sha256.slice(0, 12)}`
}

/** Per cent for people; what is not quite certain is not called so. */
export function percentText(probability: number): string {
  const rounded = Math.round(probability * 1000) / 10
  if (rounded === 100 && probability < 1) return '> 99.9 %'
  if (rounded === 0 && probability > 0) return '< 0.1 %'
  return `${rounded.toFixed(1)} %`
}

/** A finding's corners within the film, clockwise from the upper left one, film pixels. */
export function cornersOf(finding: Finding, { rows, columns }: { rows: number; columns: number }): [number, number][] {
  const within = (value: number, most: number): number => Math.min(most, Math.max(0, value))
  const [left, right] = [within(finding.x, columns), within(finding.x + finding.width, columns)]
  const [top, bottom] = [within(finding.y, rows), within(finding.y + finding.height, rows)]
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ]
}
