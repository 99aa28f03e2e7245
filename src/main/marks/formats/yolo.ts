import { parse } from 'yaml'
import { z } from 'zod'
import { mostPoints } from '#shared/mark.ts'
import { ProblemError } from '#shared/problem.ts'
import type { MarkReader, SaidMark, YoloNames } from './markFile.ts'
import { pairs } from './coco.ts'

const mark = /^\d{1,5}(\s+[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?){4,}$/i
/** Rounding puts corners a little outside of the film. */
const slack = 0.05

/**
 * One text a film, named as the film, a line for each mark, numbers as shares of the film's sides: class, then the
 * middle and sides of a box (`class x y width height`), or the corners of a polygon. An empty text: nothing is drawn.
 */
export const yolo: MarkReader = {
  format: 'yolo',
  // Numbers alone say little: the ending must be the format's too.
  tells: (text, path) => /\.txt$/i.test(path) && linesOf(text).every((line) => mark.test(line)),
  read(text, path) {
    const marks = linesOf(text).map((line, index) => markOf(line, `line ${index + 1}`))
    const name = path.replace(/\.[^./]*$/, '')
    const categories = [...new Set(marks.map(({ category }) => category!))]
    return { format: 'yolo', films: [{ name, frame: 0, size: 'shares', marks }], categories, fractures: [], masks: 0 }
  },
}

const linesOf = (text: string): string[] =>
  text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

function markOf(line: string, where: string): SaidMark {
  const [category, ...texts] = line.split(/\s+/)
  const numbers = texts.map(Number)
  if (numbers.some((value) => value < -slack || value > 1 + slack))
    throw new ProblemError('marks-yolo-no-shares', { where })
  if (numbers.length === 4) {
    const [x, y, width, height] = numbers
    if (width < 0 || height < 0) throw new ProblemError('marks-negative-side', { where })
    return { category, outline: { shape: 'box', x: x - width / 2, y: y - height / 2, width, height } }
  }
  if (numbers.length < 6 || numbers.length % 2 === 1 || numbers.length > 2 * mostPoints)
    throw new ProblemError('marks-yolo-line', { where })
  return { category, outline: { shape: 'polygon', points: pairs(numbers) } }
}

const yamlNames = z.object({
  names: z.union([z.array(z.coerce.string()), z.record(z.string(), z.coerce.string())]),
})

/** `classes.txt`, `obj.names` (a name a line) or `data.yaml` (a list or a table, `names`); `undefined` for what is neither. */
export function yoloNames(text: string, fileName: string): YoloNames | undefined {
  if (/\.ya?ml$/i.test(fileName)) {
    const parsed = yamlNames.safeParse(yamlOf(text))
    return parsed.success ? { names: { ...parsed.data.names } as Record<string, string> } : undefined
  }
  if (!/^(classes\.txt|.*\.names)$/i.test(fileName)) return undefined
  return { names: { ...linesOf(text).map((name) => name.slice(0, 100)) } as unknown as Record<string, string> }
}

function yamlOf(text: string): unknown {
  try {
    return parse(text)
  } catch {
    return undefined
  }
}
