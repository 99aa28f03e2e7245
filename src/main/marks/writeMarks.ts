import type { WrittenMarkFormat } from '#shared/mark.ts'
import { cocoText } from './write/cocoText.ts'
import { csvText } from './write/csvText.ts'
import type { FilmToWrite, WrittenMarks } from './write/filmToWrite.ts'

const writers: Record<WrittenMarkFormat, (films: readonly FilmToWrite[]) => WrittenMarks> = {
  coco: cocoText,
  csv: csvText,
}

/** The text of a file that tells of these films' marks. */
export function writeMarks(format: WrittenMarkFormat, films: readonly FilmToWrite[]): WrittenMarks {
  return writers[format](films)
}
