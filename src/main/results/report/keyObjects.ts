import { dicomObject, type DicomObject, type Moment } from '../object/dicomObject.ts'
import type { Original } from '../original/original.ts'
import { notForDiagnosis, program, versionOf, type ResultModel } from '../common/result.ts'
import { sharedModules } from '../common/series.ts'
import { codes } from './codes.ts'
import { evidence, image, root, text } from './contentItems.ts'

export const keyObjectClass = '1.2.840.10008.5.1.4.1.1.88.59'

/** The films of one study that a model calls Fracture, PS3.16 TID 2010. `films`: of that study, at least one. */
export function keyObjects(
  films: readonly Original[],
  about: { model: ResultModel; programVersion: string },
  now: Moment,
): DicomObject {
  const order = ({ reference }: Original): string => `${reference.sopInstanceUid} ${reference.frameNumber ?? 0}`
  // The same films in another order, or twice, are the same selection.
  const sorted = [...new Map(films.map((film) => [order(film), film])).values()].sort((a, b) =>
    order(a) < order(b) ? -1 : 1,
  )
  const references = sorted.map(({ reference }) => reference)
  const { model } = about
  const said = `Called Fracture by ${program} with ${model.name} (${versionOf(model)}). ${notForDiagnosis}`
  const content = {
    ...sharedModules('ko', { ...sorted[0]!, laterality: '', instanceNumber: 1 }, about),
    CurrentRequestedProcedureEvidenceSequence: evidence(references),
    ...root(codes.ofInterest, '2010', [
      text('CONTAINS', codes.keyObjectDescription, said),
      ...references.map((reference) => image('CONTAINS', reference)),
    ]),
  }
  return dicomObject(keyObjectClass, content, { ContentDate: now.date, ContentTime: now.time })
}
