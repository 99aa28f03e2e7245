import type { Mark } from '#shared/mark.ts'
import { areaOf, areaWithin, clipToFilm, scaled } from '#shared/markGeometry.ts'
import type { SaidFilm, SaidMark } from './formats/markFile.ts'
import { plainCategory } from './write/filmToWrite.ts'

/** Smaller is a slip of the hand: square film pixels. */
const leastArea = 1
/** What may lie outside of the film by rounding: share of the mark. */
const mostOutside = 0.01
/** Pixels by which a resized film may be rounded. */
const rounding = 1.5

export type FilmSize = { columns: number; rows: number }

/** Marks of a film's frame in its own pixels, and what had to be done about them. */
export type FittedMarks = {
  /** Absent where nothing that was said can be used. */
  marks?: Mark[]
  /** Numbers belonged to a film of another size in the same proportions. */
  scaled: boolean
  /** The file gives width and height the wrong way round; numbers were taken as they are where they lie on the film. */
  swapped: boolean
  /** The file speaks of a film in other proportions: nothing of it was taken. */
  otherSize: boolean
  /** Marks beside the film, left out; reaching beyond its edge, cut; too small to be anything, left out; of other frames. */
  outside: number
  cut: number
  degenerate: number
  otherFrames: number
}

/** Lays what was said of one film on one of its frames. The same outline from two files is one mark. */
export function fitMarks(said: readonly SaidFilm[], size: FilmSize, frame = 0): FittedMarks {
  const result: FittedMarks = {
    ...{ scaled: false, swapped: false, otherSize: false },
    ...{ outside: 0, cut: 0, degenerate: 0, otherFrames: 0 },
  }
  let marks: Mark[] | undefined
  for (const film of said) {
    if (film.frame !== frame) {
      result.otherFrames += film.marks.length
      continue
    }
    const fit = fitOf(film, size)
    result.scaled ||= fit.kind === 'scaled'
    result.swapped ||= fit.kind === 'swapped'
    if (fit.kind === 'other' || (fit.kind === 'swapped' && !film.marks.every(({ outline }) => liesOn(outline, size)))) {
      result.otherSize = true
      continue
    }
    // "Fracture, but I did not draw where", and "unsure", say nothing of places.
    if (film.answer === 'unsure' || (film.answer === 'fracture' && film.marks.length === 0)) continue
    marks ??= []
    for (const mark of film.marks) marks.push(...onFilm(mark, fit, size, result))
  }
  return marks ? { marks: withoutCopies(marks), ...result } : result
}

type Fit = { kind: 'same' | 'scaled' | 'swapped' | 'other'; across: number; down: number }

function fitOf({ size: said }: SaidFilm, { columns, rows }: FilmSize): Fit {
  if (said === 'shares') return { kind: 'same', across: columns, down: rows }
  const { width, height } = said ?? { width: columns, height: rows }
  if (width === columns && height === rows) return { kind: 'same', across: 1, down: 1 }
  if (width === rows && height === columns) return { kind: 'swapped', across: 1, down: 1 }
  const [across, down] = [columns / width, rows / height]
  // Resized by one factor, each side rounded to whole pixels.
  const same = Math.abs(width * down - columns) < rounding || Math.abs(height * across - rows) < rounding
  const slightly = Math.abs(across / down - 1) < 0.05
  return { kind: same && slightly ? 'scaled' : 'other', across, down }
}

function liesOn(outline: Mark, { columns, rows }: FilmSize): boolean {
  return areaOf(outline) - areaWithin(outline, whole({ columns, rows })) <= mostOutside * areaOf(outline)
}

const whole = ({ columns, rows }: FilmSize) => ({ x: 0, y: 0, width: columns, height: rows })

/** Numbers of classes without names, and what every mark is. */
const saysNothing = (category: string): boolean => category === plainCategory || /^\d+$/.test(category)

function onFilm({ outline, category }: SaidMark, { across, down }: Fit, size: FilmSize, notes: FittedMarks): Mark[] {
  const mark: Mark = {
    ...scaled(outline, across, down),
    ...(category && !saysNothing(category) ? { category } : {}),
  }
  const area = areaOf(mark)
  if (area < leastArea) {
    notes.degenerate++
    return []
  }
  const part = clipToFilm(mark, size)
  if (!part || areaOf(part) < leastArea) {
    notes.outside++
    return []
  }
  if (areaWithin(mark, whole(size)) < (1 - mostOutside) * area) notes.cut++
  return [part]
}

function withoutCopies(marks: readonly Mark[]): Mark[] {
  return [...new Map(marks.map((mark) => [JSON.stringify({ ...mark, category: undefined }), mark])).values()]
}

/** What films without a label folder are: by marks, else by what was answered; `undefined` where that is not plain. */
export function labelFrom(said: readonly SaidFilm[]): 'fracture' | 'none' | undefined {
  const first = said.filter(({ frame }) => frame === 0)
  const answers = new Set(first.map(({ marks, answer }) => answer ?? (marks.length > 0 ? 'fracture' : 'none')))
  const [only] = answers
  return answers.size === 1 && only !== 'unsure' ? only : undefined
}
