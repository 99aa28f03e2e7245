import type { JobProgress } from '#shared/job.ts'
import { fromProblem, ProblemError } from '#shared/problem.ts'
import type { ExportedMarks, ExportMarksWork } from '#main/compute/index.ts'
import { fitMarks, writeMarks, type FilmToWrite } from '#main/marks/index.ts'
import { examine, type ExaminedFilm } from './examine.ts'
import type { PictureDecoder } from './shownPixels.ts'
import { openSource } from './source.ts'

type Context = { decoder: PictureDecoder; signal: AbortSignal; onProgress(progress: JobProgress): void }

/**
 * The marks of labelled films as the text of one file, in pixels of the films that are here; fractures only. Rejects as
 * `openSource`, and with `dataset-invalid` where there are no marks.
 */
export async function exportMarks(
  { folder, format, ...options }: Omit<ExportMarksWork, 'jobId'>,
  { decoder, signal, onProgress }: Context,
): Promise<ExportedMarks> {
  const source = await openSource(folder, [], options)
  if (!source.marks?.set) {
    const problem = source.marks?.problems[0]?.problem
    if (problem) throw fromProblem(problem)
    throw new ProblemError('marks-none-here')
  }
  const onFile = (done: number, total: number): void => onProgress({ stage: 'inspect', done, total, numbers: {} })
  const { films, unreadable } = await examine(source, decoder, { nearDuplicates: false }, { signal, onFile })
  return { ...writeMarks(format, films.flatMap(toWrite)), unreadable: unreadable.length }
}

/** Each frame that something is said of, reader by reader; of a film of which nothing is said, its label. */
function toWrite({ file, label, header: { columns, rows, frames }, said = [] }: ExaminedFilm): FilmToWrite[] {
  const byLabel = label > 0 ? ('fracture' as const) : ('none' as const)
  const about = { file, columns, rows }
  const known = Map.groupBy(
    said.filter(({ frame }) => frame < frames),
    ({ frame, reader = '' }) => `${frame} ${reader}`,
  )
  if (known.size === 0) return [{ ...about, frame: 0, answer: byLabel }]
  return [...known.values()].map((same) => {
    const [{ frame, reader, answer }] = same
    const { marks } = fitMarks(same, { columns, rows }, frame)
    return { ...about, frame, reader, answer: answer ?? byLabel, marks }
  })
}
