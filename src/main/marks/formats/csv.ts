import { parse } from 'csv-parse/sync'
import { unguarded } from '#shared/csv.ts'
import { answers, mostPoints, type Answer, type Outline } from '#shared/mark.ts'
import { ProblemError } from '#shared/problem.ts'
import { plainName, type MarkReader, type SaidFilm } from './markFile.ts'
import { pairs } from './coco.ts'

/** Headings that leave no doubt, in small letters without spaces, dashes and underscores. */
const filmNames = ['file', 'filename', 'image', 'imagename', 'imagepath', 'imageid', 'filepath', 'path']
const categoryNames = ['category', 'class', 'classname', 'label', 'labelname']
const corners = [
  ['x1', 'y1', 'x2', 'y2'],
  ['xmin', 'ymin', 'xmax', 'ymax'],
] as const
const sides = [
  ['x', 'y', 'width', 'height'],
  ['x', 'y', 'w', 'h'],
  ['bboxx', 'bboxy', 'bboxwidth', 'bboxheight'],
  ['left', 'top', 'width', 'height'],
] as const

const plain = (heading: string): string => heading.trim().toLowerCase().replaceAll(/[-_ ]/g, '')

type Columns = {
  film: string
  box: readonly [string, string, string, string]
  /** Whether the box is given by two corners, or by one and its sides. */
  by: 'corners' | 'sides'
  category: string | undefined
  /** Of the film, where they cannot be those of the box. */
  width: string | undefined
  height: string | undefined
}

/** Which columns hold what; `undefined` where that is not sure. */
function columnsOf(headings: readonly string[]): Columns | undefined {
  const has = (name: string): boolean => headings.includes(name)
  const films = filmNames.filter(has)
  const byCorners = corners.filter((box) => box.every(has))
  const bySides = byCorners.length > 0 ? [] : sides.filter((box) => box.every(has))
  const boxes = [...byCorners, ...bySides]
  if (films.length === 0 || boxes.length !== 1) return undefined
  // With corners, width and height are the film's, as the tables of TensorFlow's tools have them.
  const ofFilm = (name: string): string | undefined => (byCorners.length > 0 && has(name) ? name : undefined)
  return {
    film: films[0],
    box: boxes[0],
    by: byCorners.length > 0 ? 'corners' : 'sides',
    category: categoryNames.find(has),
    width: ofFilm('width'),
    height: ofFilm('height'),
  }
}

/**
 * A table with a heading and a line for each mark: the film's file and a box by its sides (`x, y, width, height`) or
 * its corners (`x1, y1, x2, y2`). A line without numbers names a film on which nothing is drawn. What
 * {@link markTable} writes is read back whole.
 */
export const csv: MarkReader = {
  format: 'csv',
  tells: (text) => headingOf(text) !== undefined,
  read(text) {
    const { columns, delimiter } = headingOf(text)!
    const films = new Map<string, SaidFilm>()
    for (const [index, row] of rowsOf(text, delimiter).entries()) {
      const where = `line ${index + 2}`
      const name = plainName(row[columns.film] ?? '')
      if (name === '') throw new ProblemError('marks-table-line-without-film', { where })
      const frame = wholeNumber(row.frame, where)
      const { answer, reader } = row
      const key = `${frame} ${reader ?? ''} ${name}`
      const film = films.get(key) ?? {
        name,
        frame,
        ...sizeOf(row, columns, where),
        ...about(answer, reader, where),
        marks: [],
      }
      films.set(key, film)
      const outline = outlineOf(row, columns, where)
      const category = columns.category && row[columns.category]
      if (outline) film.marks.push({ outline, ...(category ? { category: category.slice(0, 100) } : {}) })
    }
    const said = [...films.values()]
    return {
      format: 'csv',
      films: said,
      categories: categoriesOf(said),
      fractures: categoriesOf(said.filter(({ answer }) => answer === 'fracture')),
      masks: 0,
    }
  },
}

const categoriesOf = (films: readonly SaidFilm[]): string[] => [
  ...new Set(films.flatMap(({ marks }) => marks.flatMap(({ category }) => category ?? []))),
]

const options = { bom: true, trim: true, skip_empty_lines: true } as const

function headingOf(text: string): { columns: Columns; delimiter: string } | undefined {
  for (const delimiter of [',', ';', '\t']) {
    try {
      const [first] = parse(text.slice(0, 10_000), { ...options, delimiter, to_line: 1 }) as string[][]
      const columns = columnsOf((first ?? []).map(plain))
      if (columns) return { columns, delimiter }
    } catch {
      // Another kind of text.
    }
  }
  return undefined
}

function rowsOf(text: string, delimiter: string): Row[] {
  try {
    // What a spreadsheet would run has a guard before it, ours as well as others'.
    return parse(text, { ...options, delimiter, columns: (names: string[]) => names.map(plain), cast: unguarded })
  } catch (cause) {
    throw new ProblemError('marks-table-uneven', { cause })
  }
}

function about(answer: string | undefined, reader: string | undefined, where: string): Partial<SaidFilm> {
  if (answer && !(answers as readonly string[]).includes(answer))
    throw new ProblemError('marks-table-line-answer', { where })
  return { ...(answer ? { answer: answer as Answer } : {}), ...(reader ? { reader: reader.slice(0, 100) } : {}) }
}

type Row = Partial<Record<string, string>>

function outlineOf(row: Row, { box, by }: Columns, where: string): Outline | undefined {
  const texts = box.map((name) => row[name] ?? '')
  if (row.shape === 'polygon') return { shape: 'polygon', points: pointsOf(row.points ?? '', where) }
  if (texts.every((text) => text === '')) return undefined
  const [a, b, c, d] = texts.map((text) => number(text, where))
  const [width, height] = by === 'sides' ? [c, d] : [c - a, d - b]
  if (width < 0 || height < 0) throw new ProblemError('marks-negative-side', { where })
  return { shape: row.shape === 'ellipse' ? 'ellipse' : 'box', x: a, y: b, width, height }
}

function pointsOf(text: string, where: string) {
  const numbers = text.split(/\s+/).map((part) => number(part, where))
  if (numbers.length < 6 || numbers.length % 2 === 1 || numbers.length > 2 * mostPoints)
    throw new ProblemError('marks-table-line-polygon', { where })
  return pairs(numbers)
}

function sizeOf(row: Row, { width, height }: Columns, where: string): Pick<SaidFilm, 'size'> {
  if (!width || !height || !row[width] || !row[height]) return {}
  const size = { width: number(row[width], where), height: number(row[height], where) }
  return size.width > 0 && size.height > 0 ? { size } : {}
}

function number(text: string, where: string): number {
  const value = Number(text)
  if (text === '' || !Number.isFinite(value)) throw new ProblemError('marks-table-line-number', { where })
  return value
}

function wholeNumber(text: string | undefined, where: string): number {
  if (!text) return 0
  if (!/^\d{1,6}$/.test(text)) throw new ProblemError('marks-table-line-frame', { where })
  return Number(text)
}
