import type { Answer } from '#shared/mark.ts'
import type { Difference, Differences } from '#shared/review.ts'
import { unaidedAnswer } from '#main/evaluation/index.ts'
import type { KeptReview } from '#main/library/index.ts'
import { filmsHere } from '../marks/filmsHere.ts'
import type { Services } from '../services.ts'

/** A reader who is unsure lies between the two others. */
const places: Record<Answer, number> = { none: 0, unsure: 1, fracture: 2 }

/** How far the answers that are farthest from one another lie apart: 0, 1 or 2. */
export function apart(answers: readonly Answer[]): number {
  const found = answers.map((answer) => places[answer])
  return Math.max(...found) - Math.min(...found)
}

/**
 * On which open films readers differ in what they say now. What others say of a film that a second reader has still to
 * answer leaves the program only as a number.
 */
export function differencesOfKept({
  library,
  films,
  settings,
}: Pick<Services, 'library' | 'films' | 'settings'>): Differences {
  const { readerName, secondReader } = settings.values
  const open = filmsHere(library, library.keptReviews()).here.flatMap((review) => {
    const filmId = films.idOf(review.film.path)
    // Another program may have noted another film under that path.
    const isSame = filmId !== undefined && films.get(filmId).content === review.fingerprint
    return isSame ? [{ ...review, filmId }] : []
  })
  const counts = { settled: 0, waiting: 0 }
  const found: Difference[] = []
  for (const said of Map.groupBy(open, ({ filmId, frame }) => `${filmId} ${frame}`).values()) {
    const answers = [...Map.groupBy(said, ({ reader }) => reader).values()].map(answerOf)
    const now = apart(answers.map(({ answer }) => answer))
    if (now === 0) counts.settled += Number(apart(answers.map(({ answer, unaided }) => unaided ?? answer)) > 0)
    else if (secondReader && !answers.some(({ reader }) => reader === readerName)) counts.waiting++
    else found.push({ filmId: said[0].filmId, frame: said[0].frame, apart: now, answers })
  }
  const lastOf = ({ answers }: Difference): number => Math.max(...answers.map(({ answeredAt }) => answeredAt))
  return { films: found.sort((a, b) => lastOf(b) - lastOf(a)), ...counts }
}

/** What a reader says of a frame now, out of all that they said of it in turn. */
function answerOf(said: readonly KeptReview[]): Difference['answers'][number] {
  const { reader, answer, answeredAt } = said.at(-1)!
  const unaided = unaidedAnswer(said.map((one) => ({ answer: one.answer, reading: one.reading ?? 'unknown' }))).answer
  return { reader, answer, answeredAt, ...(unaided === answer ? {} : { unaided }) }
}
