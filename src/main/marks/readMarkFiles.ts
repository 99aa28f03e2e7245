import { basename } from 'node:path'
import pMap from 'p-map'
import { mostMarks, outlineSchema } from '#shared/mark.ts'
import { ProblemError, toProblem } from '#shared/problem.ts'
import { readRegularFile } from '#main/files/index.ts'
import { coco } from './formats/coco.ts'
import { csv } from './formats/csv.ts'
import { voc } from './formats/voc.ts'
import { yolo, yoloNames } from './formats/yolo.ts'
import type { MarkFile, MarkFileRead, MarkReader } from './formats/markFile.ts'

const readers: readonly MarkReader[] = [coco, voc, csv, yolo]

/** Of one file; a list of a million boxes takes half of it. */
const largestBytes = 256 * 2 ** 20
/** Of all that are read at once. */
const mostTotal = 1_000_000
const atATime = 8

/**
 * What files tell of marks, in the order of the paths. Each is told by its content; one that is of no format that is
 * known has neither marks nor a problem. Everything is checked against schemas and limits. Never rejects for a file.
 */
export async function readMarkFiles(paths: readonly string[]): Promise<MarkFileRead[]> {
  let total = 0
  return pMap(
    paths,
    async (path) => {
      try {
        const read = await readMarkFile(path)
        total += read.marks?.films.reduce((sum, { marks }) => sum + marks.length, 0) ?? 0
        if (total > mostTotal) throw new ProblemError('marks-too-many')
        return read
      } catch (thrown) {
        return { path, problem: toProblem(thrown) }
      }
    },
    { concurrency: atATime },
  )
}

async function readMarkFile(path: string): Promise<MarkFileRead> {
  const text = await textOf(path)
  if (text === undefined) return { path }
  const names = yoloNames(text, basename(path))
  if (names) return { path, yoloNames: names }
  const reader = readers.find((one) => one.tells(text, path))
  return reader ? { path, marks: checked(reader.read(text, path.replaceAll('\\', '/'))) } : { path }
}

/** `undefined` for what is no text. */
async function textOf(path: string): Promise<string | undefined> {
  let bytes: Buffer
  try {
    bytes = await readRegularFile(path, { largest: largestBytes })
  } catch (cause) {
    const code = cause instanceof ProblemError ? cause.code : undefined
    if (code === 'too-large') throw new ProblemError('marks-file-too-large', { cause })
    if (code === 'not-readable' || code === 'time-limit') throw cause
    throw new ProblemError('marks-missing', { cause })
  }
  return bytes.subarray(0, 4096).includes(0) ? undefined : bytes.toString('utf8')
}

/** Throws `dataset-invalid` for numbers that belong to no film, and for more marks than anybody draws on one. */
function checked(file: MarkFile): MarkFile {
  for (const { marks } of file.films) {
    if (marks.length > mostMarks) throw new ProblemError('marks-too-many-on-film', { most: mostMarks })
    if (marks.some(({ outline }) => !outlineSchema.safeParse(outline).success))
      throw new ProblemError('marks-on-no-film')
  }
  return file
}
