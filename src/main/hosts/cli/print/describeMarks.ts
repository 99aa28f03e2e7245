import type { Inspection, MarksInspection } from '#shared/dataset.ts'
import type { MarkFormat } from '#shared/mark.ts'
import { count, shown } from './lists.ts'

const formatWords: Record<MarkFormat, string> = {
  coco: 'COCO JSON',
  csv: 'CSV',
  voc: 'Pascal VOC XML',
  yolo: 'YOLO texts',
}

const pixels = (value: number): string => `${Math.round(value)}`
const percent = (share: number): string => `${Number((100 * share).toPrecision(2))} %`

/** What an inspection says of marks, for a person; nothing where there are none. */
export function describeMarks({ marks, films }: Inspection): string[] {
  if (!marks) return []
  return [
    ...(marks.format ? counted(marks, marks.format, films) : ['No marks can be used.']),
    ...troubles(marks).flatMap(([title, files]) =>
      files.length === 0 ? [] : [`${title}: ${count(files.length, 'film')}`, ...shown(files)],
    ),
    ...named('Named in the marks and not here', marks.unknown),
    ...named('Named in the marks and there more than once here, so that nothing was taken', marks.ambiguous),
    ...(marks.problems.length > 0
      ? [
          'Marks that cannot be used:',
          ...shown(
            marks.problems.map(({ file, problem }) =>
              [file || 'all', `${problem.message}${place(problem)}`].join(': '),
            ),
          ),
        ]
      : []),
  ]
}

const place = ({ where }: { where?: string | undefined }): string => (where ? ` (${where})` : '')

function named(title: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`${title}: ${count(names.length, 'name')}`, ...shown(names)]
}

function counted(marks: MarksInspection, format: MarkFormat, films: number): string[] {
  const { longSide, share, categories } = marks
  return [
    `Marks, from ${formatWords[format]} (${count(marks.files, 'file')}): ${marks.marks} on ${marks.films} of ${count(films, 'film')}, at most ${marks.mostOnFilm} on one; ${count(marks.emptyFilms, 'film was', 'films were')} looked at and nothing was drawn.`,
    ...(marks.marks > 0
      ? [
          `Longer side ${pixels(longSide.least)} to ${pixels(longSide.most)} pixels (median ${pixels(longSide.median)}); share of the film ${percent(share.least)} to ${percent(share.most)} (median ${percent(share.median)}).`,
        ]
      : []),
    ...(categories.length > 0
      ? [
          `Categories: ${categories.map(({ name, marks, fracture }) => `${name} ${marks}${fracture ? '' : ' (not taken for a fracture)'}`).join(', ')}.`,
        ]
      : []),
    ...(marks.unusedFormats.length > 0
      ? [
          `${marks.unusedFormats.map((other) => formatWords[other]).join(' and ')} tell of these films too and are not used; name them with --marks if they should be.`,
        ]
      : []),
    ...(marks.scaled > 0
      ? [`Marks of ${count(marks.scaled, 'film')} were given for another size and brought to that of the film.`]
      : []),
    ...(marks.masks > 0 ? [`${count(marks.masks, 'pixel mask')} cannot be read; the box around each was taken.`] : []),
    ...(marks.otherFrames > 0
      ? [`${count(marks.otherFrames, 'mark lies', 'marks lie')} on later frames, which are not used.`]
      : []),
    ...(marks.unlabelled > 0
      ? [`${count(marks.unlabelled, 'file')} of which the marks do not say whether there is a fracture were left out.`]
      : []),
  ]
}

function troubles(marks: MarksInspection): [string, string[]][] {
  return [
    ['Width and height given the wrong way round; look whether the marks lie where they should', marks.swapped],
    ['Marks given for a film of other proportions, not taken', marks.otherSize],
    ['Marks beside the film, left out', marks.outside],
    ['Marks that reach beyond the film, cut', marks.cut],
    ['Marks without an area, left out', marks.degenerate],
    ['Marks on films labelled as without fracture', marks.onUnfractured],
    ['Fractured films without marks', marks.fracturedWithout],
  ]
}
