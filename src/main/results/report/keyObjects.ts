import { dicomObject, type DicomObject, type Moment } from '../object/dicomObject.ts'
import type { Original } from '../original/original.ts'
import { notForDiagnosis, program, versionOf, type ResultModel } from '../common/result.ts'
import { sharedModules } from '../common/series.ts'
import { codes } from './codes.ts'
import { evidence, image, root, text } from './contentItems.ts'

export const keyObjectClass = '1.2.840.10008.5.1.4.1.1.88.59'

type About = { model: ResultModel; programVersion: string }

/** The films of one study that a model calls Fracture, PS3.16 TID 2010. `films`: of that study, at least one. */
export function keyObjects(films: readonly Original[], about: About, now: Moment): DicomObject {
  const { model } = about
  const said = `Called Fracture by ${program} with ${model.name} (${versionOf(model)}). ${notForDiagnosis}`
  return selection('ko', films, said, about, now)
}

/** A frame that a person chose, with what they noted of it. */
export type ChosenFilm = { original: Original; text: string }

/** The key images of one study that a person chose, at least one, with their notes. */
export function keyImages(films: readonly ChosenFilm[], about: About, now: Moment): DicomObject {
  const originals = inOrder(films.map(({ original }) => original))
  const notes = originals.flatMap((original, index) => {
    // The last one that was written of a film, after a run that was interrupted.
    const text = films.findLast((film) => orderOf(film.original) === orderOf(original))?.text.trim()
    return text ? [`Image ${index + 1}: ${text}`] : []
  })
  const said = [`Key images that a reader chose in ${program}. ${notForDiagnosis}`, ...notes].join('\n')
  return selection('key', originals, said, about, now)
}

const orderOf = ({ reference }: Original): string => `${reference.sopInstanceUid} ${reference.frameNumber ?? 0}`

/** The same films in another order, or twice, are the same selection. */
function inOrder(films: readonly Original[]): Original[] {
  return [...new Map(films.map((film) => [orderOf(film), film])).values()].sort((a, b) =>
    orderOf(a) < orderOf(b) ? -1 : 1,
  )
}

function selection(
  kind: 'ko' | 'key',
  films: readonly Original[],
  said: string,
  about: About,
  now: Moment,
): DicomObject {
  const sorted = inOrder(films)
  const references = sorted.map(({ reference }) => reference)
  const content = {
    ...sharedModules(kind, { ...sorted[0]!, laterality: '', instanceNumber: 1 }, about),
    CurrentRequestedProcedureEvidenceSequence: evidence(references),
    ...root(codes.ofInterest, '2010', [
      text('CONTAINS', codes.keyObjectDescription, said),
      ...references.map((reference) => image('CONTAINS', reference)),
    ]),
  }
  return dicomObject(keyObjectClass, content, { ContentDate: now.date, ContentTime: now.time })
}
