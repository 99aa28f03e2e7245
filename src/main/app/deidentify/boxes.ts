import { resolve, sep } from 'node:path'
import { parse } from 'csv-parse/sync'
import { boxSchema, type Box, type DeidentifyStyle } from '#shared/deidentify.ts'
import { ProblemError } from '#shared/problem.ts'
import { readRegularFile } from '#main/files/index.ts'

type BoxOfFile = DeidentifyStyle['boxes'][number]

const largestTable = 2 ** 26

/** The boxes of a CSV table with the columns file, x, y, width and height. Throws 'deidentify-boxes-unreadable'. */
export async function boxesIn(path: string): Promise<BoxOfFile[]> {
  const text = (await readRegularFile(resolve(path), { largest: largestTable })).toString('utf8')
  let rows: Record<string, string>[]
  try {
    rows = parse(text, { bom: true, columns: true, skip_empty_lines: true, trim: true })
  } catch (cause) {
    throw new ProblemError('deidentify-boxes-unreadable', { line: 1 }, { cause })
  }
  return rows.map(({ file, ...numbers }, index) => {
    const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) => Number(numbers[name] || NaN))
    const box = boxSchema.safeParse({ x, y, width, height })
    if (!file || !box.success) throw new ProblemError('deidentify-boxes-unreadable', { line: index + 2 })
    return { ...box.data, file }
  })
}

/** Boxes by the films that they are for. */
export class Boxes {
  readonly #boxes: readonly BoxOfFile[]
  readonly #used = new Set<BoxOfFile>()

  constructor(boxes: readonly BoxOfFile[]) {
    this.#boxes = boxes
  }

  /** Those for all films, and those that name this one, with as many of its folders as they like. */
  of({ path, filmId }: { path: string; filmId?: string }): Box[] {
    const whole = path.split(sep).join('/')
    const own = this.#boxes.filter(({ file, filmId: film }) => {
      if (film !== undefined) return film === filmId
      const named = file?.split(sep).join('/').replace(/^\.\//, '')
      return named === undefined || whole === named || whole.endsWith(`/${named}`)
    })
    for (const box of own) this.#used.add(box)
    return own.map(({ file: _file, filmId: _film, ...box }) => box)
  }

  /** Throws where a box is for a film that nobody asked about: what it was to hide is not hidden then. */
  requireUsed(): void {
    const count = this.#boxes.filter((box) => !this.#used.has(box)).length
    if (count > 0) throw new ProblemError('deidentify-box-unmatched', { count })
  }
}
