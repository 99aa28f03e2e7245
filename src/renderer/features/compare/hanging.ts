import type { Film } from '#shared/film.ts'
import { projectionOf, studyKeyOf, type Projection } from '#renderer/features/films/index.ts'

/** Where a film is on the screen: the study above, an earlier one below it. */
export type HangingPlace = 'left' | 'right' | 'below-left' | 'below-right'
export type Hanging = Partial<Record<HangingPlace, Film>>

const besides: Record<Projection, Projection> = { frontal: 'lateral', lateral: 'frontal' }

/**
 * The hanging of the study that a film belongs to: frontal left, lateral right, and below them the same views of the
 * patient's last earlier study of that body part. The given film is always one of the two above. A view that is missing
 * is replaced by the next film of the study, and is left empty where there is none.
 */
export function hang(film: Film, films: readonly Film[]): Hanging {
  const key = studyKeyOf(film)
  const own = key === undefined ? [film] : films.filter((one) => studyKeyOf(one) === key && isSamePart(one, film))
  const projection = projectionOf(film)
  const others = own.filter((one) => one.filmId !== film.filmId)
  const wanted = projection ? besides[projection] : undefined
  const other = others.find((one) => projectionOf(one) === (wanted ?? 'lateral')) ?? others[0]
  // A lateral film goes to the right, and so does the selected one where only the other is frontal.
  const isRight = projection === 'lateral' || (!projection && other !== undefined && projectionOf(other) === 'frontal')
  const [left, right] = isRight ? [other, film] : [film, other]
  const before = lastBefore(film, films)
  const below = {
    'below-left': before.find((one) => projectionOf(one) === 'frontal') ?? before[0],
    'below-right': before.find((one) => projectionOf(one) === 'lateral'),
  }
  const hanging = { left, right, ...below }
  return Object.fromEntries(Object.entries(hanging).filter(([, one]) => one !== undefined))
}

/** Films of one study may show several bones, and both sides. */
function isSamePart(one: Film, { header }: Film): boolean {
  const agree = (a: string | undefined, b: string | undefined) => !a || !b || a.toUpperCase() === b.toUpperCase()
  return agree(one.header.bodyPart, header.bodyPart) && agree(one.header.laterality, header.laterality)
}

/** The films of the patient's last study before a film's own, of the same body part and side. */
function lastBefore(film: Film, films: readonly Film[]): Film[] {
  const { patientId, studyDate } = film.header
  if (!patientId || !studyDate) return []
  const key = studyKeyOf(film)
  const earlier = films.filter(
    (one) =>
      one.header.patientId === patientId &&
      studyKeyOf(one) !== key &&
      isSamePart(one, film) &&
      (one.header.studyDate ?? '') !== '' &&
      one.header.studyDate! < studyDate,
  )
  const last = earlier.reduce((date, { header }) => (header.studyDate! > date ? header.studyDate! : date), '')
  const [first] = earlier.filter(({ header }) => header.studyDate === last)
  return earlier.filter(
    (one) => one.header.studyDate === last && first !== undefined && studyKeyOf(one) === studyKeyOf(first),
  )
}
