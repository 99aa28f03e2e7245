import { stringify } from 'csv-stringify/sync'
import { boundsOf } from '#shared/markGeometry.ts'
import type { FilmToWrite, WrittenMarks } from './filmToWrite.ts'

const columns = ['file', 'x', 'y', 'width', 'height', 'shape', 'points', 'category', 'answer', 'frame', 'reader']

/**
 * Marks as a table: a line a mark, the box around it in film pixels, corners of polygons as `x y x y …`; a film without
 * marks has one line without numbers. Read back by our own reader nothing is lost.
 */
export function csvText(films: readonly FilmToWrite[]): WrittenMarks {
  const rows = films.flatMap(({ file, frame, answer, reader, marks }) => {
    const film = { file, answer, frame, reader }
    if (!marks || marks.length === 0) return [film]
    return marks.map((mark) => ({
      ...film,
      ...boundsOf(mark),
      shape: mark.shape,
      points: mark.shape === 'polygon' ? mark.points.flat().join(' ') : '',
      category: mark.category,
    }))
  })
  const marks = films.reduce((sum, film) => sum + (film.marks?.length ?? 0), 0)
  return { text: stringify(rows, { header: true, columns }), films: films.length, marks, leftOut: 0 }
}
