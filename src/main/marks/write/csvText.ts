import { csvLine, type Cell } from '#shared/csv.ts'
import { boundsOf } from '#shared/markGeometry.ts'
import type { FilmToWrite, WrittenMarks } from './filmToWrite.ts'

const columns = ['file', 'x', 'y', 'width', 'height', 'shape', 'points', 'category', 'answer', 'frame', 'reader']

/**
 * Marks as a table: a line a mark, the box around it in film pixels, corners of polygons as `x y x y …`; a film without
 * marks has one line without numbers. Read back by our own reader nothing is lost.
 */
export function csvText(films: readonly FilmToWrite[]): WrittenMarks {
  const rows = films.flatMap(({ file, frame, answer, reader, marks }): Cell[][] => {
    const row = (box: readonly Cell[]): Cell[] => [file, ...box, answer, frame, reader]
    if (!marks || marks.length === 0) return [row(['', '', '', '', '', '', ''])]
    return marks.map((mark) => {
      const { x, y, width, height } = boundsOf(mark)
      const points = mark.shape === 'polygon' ? mark.points.flat().join(' ') : ''
      return row([x, y, width, height, mark.shape, points, mark.category])
    })
  })
  const marks = films.reduce((sum, film) => sum + (film.marks?.length ?? 0), 0)
  return { text: [columns, ...rows].map(csvLine).join(''), films: films.length, marks, leftOut: 0 }
}
