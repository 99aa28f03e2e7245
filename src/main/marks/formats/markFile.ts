import type { Answer, MarkFormat, Outline } from '#shared/mark.ts'
import type { Problem } from '#shared/problem.ts'

/** A mark as a file gives it: its numbers belong to the film's size that the file says. */
export type SaidMark = { outline: Outline; category?: string }

/** One film, or one frame of it, as a file tells of it. */
export type SaidFilm = {
  /** Its name in the file, with `/` between folders; it may lack its ending. */
  name: string
  /** Where no film has that name: that of the file itself. */
  otherName?: string
  frame: number
  /** Width and height that the numbers belong to, or `shares` where they are parts of the film's own. */
  size?: { width: number; height: number } | 'shares'
  /** Only our own files say it. */
  answer?: Answer
  reader?: string
  /** Empty: somebody looked and drew nothing. */
  marks: SaidMark[]
}

/** What one file tells of marks; nothing of it has been compared with films yet. */
export type MarkFile = {
  format: MarkFormat
  films: SaidFilm[]
  /** All categories that the file names, also those of which it has no marks; none where it knows no categories. */
  categories: string[]
  /** Those of which the file itself says that they are kinds of fractures, whatever their names. */
  fractures: string[]
  /** Pixel masks of which only the box around them was taken. */
  masks: number
}

/** Names of YOLO's numbered classes, which lie in a file of their own. */
export type YoloNames = { names: Record<string, string> }

/** What became of a file that may tell of marks: one without any of these is another kind of file. */
export type MarkFileRead = { path: string; marks?: MarkFile; yoloNames?: YoloNames; problem?: Problem }

/** One file format: whether a text is of it, by its content, and what it says. */
export type MarkReader = {
  format: MarkFormat
  tells(text: string, path: string): boolean
  /** Throws a `ProblemError` where the text is damaged. `path` is the file's, with `/`. */
  read(text: string, path: string): MarkFile
}

/** As files of other systems write it: backslashes, and a way to begin with. */
export function plainName(name: string): string {
  return name
    .trim()
    .replaceAll('\\', '/')
    .replace(/^(\.?\/)+/, '')
}
