import type { MarksInspection } from '#shared/dataset.ts'
import { areaOf, boundsOf } from '#shared/markGeometry.ts'
import { fitMarks, type FittedMarks } from '#main/marks/index.ts'
import type { ExaminedFilm } from './examine.ts'
import { rangeOf } from './inspectionFigures.ts'
import type { Source } from './source.ts'

type Fitted = ExaminedFilm & { fitted: FittedMarks }

/** What an inspection tells of marks; `undefined` where nothing has any. */
export function marksFigures(
  { marks, unlabelled }: Pick<Source, 'marks' | 'unlabelled'>,
  films: readonly ExaminedFilm[],
): MarksInspection | undefined {
  if (!marks) return undefined
  const { set, problems } = marks
  const told: Fitted[] = films.flatMap((film) =>
    film.said ? [{ ...film, fitted: fitMarks(film.said, film.header) }] : [],
  )
  const marked = told.filter(({ fitted }) => (fitted.marks?.length ?? 0) > 0)
  const each = marked.flatMap(({ fitted, header: { columns, rows } }) =>
    fitted.marks!.map((mark) => {
      const { width, height } = boundsOf(mark)
      return { longSide: Math.max(width, height), share: areaOf(mark) / (columns * rows) }
    }),
  )
  const filesWhere = (holds: (fitted: FittedMarks) => boolean | number): string[] =>
    told.filter(({ fitted }) => holds(fitted)).map(({ file }) => file)
  const withMarks = new Set(marked.map(({ file }) => file))
  return {
    ...(set ? { format: set.format } : {}),
    files: set?.files ?? 0,
    unusedFormats: set?.unusedFormats ?? [],
    categories: set?.categories ?? [],
    films: marked.length,
    emptyFilms: told.filter(({ fitted }) => fitted.marks?.length === 0).length,
    marks: each.length,
    mostOnFilm: marked.reduce((most, { fitted }) => Math.max(most, fitted.marks!.length), 0),
    longSide: rangeOf(each.map(({ longSide }) => longSide)),
    share: rangeOf(each.map(({ share }) => share)),
    scaled: filesWhere((fitted) => fitted.scaled).length,
    masks: set?.masks ?? 0,
    otherFrames: told.reduce((sum, { fitted }) => sum + fitted.otherFrames, 0),
    swapped: filesWhere((fitted) => fitted.swapped),
    otherSize: filesWhere((fitted) => fitted.otherSize),
    outside: filesWhere((fitted) => fitted.outside),
    cut: filesWhere((fitted) => fitted.cut),
    degenerate: filesWhere((fitted) => fitted.degenerate),
    onUnfractured: marked.filter(({ label }) => label === 0).map(({ file }) => file),
    fracturedWithout:
      marked.length === 0
        ? []
        : films.filter(({ label, file }) => label > 0 && !withMarks.has(file)).map(({ file }) => file),
    unknown: set?.unknown ?? [],
    ambiguous: set?.ambiguous ?? [],
    unlabelled,
    problems,
  }
}
