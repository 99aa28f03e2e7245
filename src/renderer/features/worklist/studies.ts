import type { Film } from '#shared/film.ts'
import { studyKeyOf, type Row } from '#renderer/features/films/index.ts'
import type { ShortReading } from '#renderer/features/reading/index.ts'

/** A line of the list: a study, or one of its rows. */
export type Item = Row | { id: string; study: readonly Film[] }

/** Films by study, for studies of several films: a single film says all itself. */
export function filmsByStudy(films: readonly Film[]): Map<string, readonly Film[]> {
  const studies = new Map<string, Film[]>()
  for (const film of films) {
    const key = studyKeyOf(film)
    if (key === undefined) continue
    const study = studies.get(key)
    if (study) study.push(film)
    else studies.set(key, [film])
  }
  return new Map([...studies].filter(([, those]) => those.length > 1))
}

/** Brings each study's rows to where its first one stands, in their order. */
export function togetherByStudy(rows: readonly Row[]): Row[] {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = ('film' in row ? studyKeyOf(row.film) : undefined) ?? row.id
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return [...groups.values()].flat()
}

export type StudyReading = ShortReading & {
  /** The film that the verdict is of. */
  film: Film
  read: number
}

/** The verdict for a study is that of its most suspicious film among those that were read; nothing where none was. */
export function studyReading(
  films: readonly Film[],
  readingOf: (film: Film) => ShortReading | undefined,
): StudyReading | undefined {
  const read = films.flatMap((film) => {
    const reading = readingOf(film)
    return reading ? [{ film, ...reading }] : []
  })
  // What is not to be believed of a film is not to be believed of its study either, while another film says something.
  const judged = read.filter(({ verdict }) => verdict !== 'not-judged')
  const [first, ...rest] = judged.length > 0 ? judged : read
  if (!first) return undefined
  const most = rest.reduce((top, one) => (one.probability > top.probability ? one : top), first)
  return { film: most.film, verdict: most.verdict, probability: most.probability, read: read.length }
}
