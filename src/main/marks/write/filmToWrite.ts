import type { Answer, Mark } from '#shared/mark.ts'

/** One frame of a film, or what one reader says of it, to be written. */
export type FilmToWrite = {
  /** Its name in the file, with `/`. */
  file: string
  frame: number
  columns: number
  rows: number
  answer?: Answer | undefined
  reader?: string | undefined
  /** Absent where nothing is known but the answer. */
  marks?: readonly Mark[] | undefined
}

export type WrittenMarks = {
  text: string
  /** Films, or frames of them, and marks in the text. */
  films: number
  marks: number
  /** Films that the format cannot tell of without saying something wrong. */
  leftOut: number
}

/** The category of marks that have none of their own, where a format needs one; it says no more than the mark. */
export const plainCategory = 'fracture'
