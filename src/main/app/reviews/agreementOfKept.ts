import type { Agreement } from '#shared/review.ts'
import { agreementOf, answerOfVerdict } from '#main/evaluation/index.ts'
import type { Library } from '#main/library/index.ts'
import { filmsHere } from '../marks/filmsHere.ts'

/** How readers of films of the worklist agree; nobody says what is right. */
export function agreementOfKept(library: Pick<Library, 'keptReviews' | 'worklist'>): Agreement {
  const { here } = filmsHere(library, library.keptReviews())
  const reviews = here.map(({ fingerprint, frame, reader, answer, reading, model, verdict }) => {
    const said = verdict ? answerOfVerdict[verdict] : undefined
    return {
      ...{ reader, answer, frame: `${fingerprint}#${frame}`, reading: reading ?? ('unknown' as const) },
      ...(model && said ? { model: { name: model, answer: said } } : {}),
    }
  })
  return agreementOf(reviews, new Map(), 1)
}
