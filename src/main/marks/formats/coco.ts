import { z } from 'zod'
import { answerSchema, mostPoints, type Outline, type Point } from '#shared/mark.ts'
import type { Box } from '#shared/markGeometry.ts'
import { ProblemError } from '#shared/problem.ts'
import { plainName, type MarkFile, type MarkReader, type SaidFilm, type SaidMark } from './markFile.ts'

const id = z.union([z.number(), z.string()])
const most = 1_000_000
/** One of the two lists begins within so much of the text. */
const headBytes = 2 ** 20

/** Of COCO's format what tells of marks (cocodataset.org, "Data format", object detection), and what we add to it. */
const schema = z.object({
  images: z
    .array(
      z.object({
        id,
        file_name: z.string().min(1).max(4096),
        width: z.number().nonnegative().optional(),
        height: z.number().nonnegative().optional(),
        frame: z.int().nonnegative().default(0),
        answer: answerSchema.optional(),
        reader: z.string().max(100).optional(),
      }),
    )
    .max(most),
  annotations: z
    .array(
      z.object({
        image_id: id,
        category_id: id.optional(),
        bbox: z.array(z.number()).max(4).nullish(),
        segmentation: z.unknown(),
        attributes: z.object({ shape: z.string().optional() }).nullish().catch(undefined),
      }),
    )
    .max(most)
    .default([]),
  categories: z
    .array(z.object({ id, name: z.string().min(1).max(100), supercategory: z.string().nullish() }))
    .max(100_000)
    .default([]),
})
type Annotation = z.infer<typeof schema>['annotations'][number]

/** COCO JSON: polygons where there are any, else boxes. Of a pixel mask (RLE) the box around it is taken, and counted. */
export const coco: MarkReader = {
  format: 'coco',
  tells: (text) => /^\s*\{/.test(text) && /"(images|annotations)"\s*:\s*\[/.test(text.slice(0, headBytes)),
  read(text) {
    const { images, annotations, categories } = parse(text)
    const films = new Map<string, SaidFilm>()
    for (const { id, file_name, width, height, ...rest } of images) {
      const size = width && height ? { size: { width, height } } : {}
      films.set(String(id), { name: plainName(file_name), ...size, ...rest, marks: [] })
    }
    if (films.size < images.length) throw new ProblemError('marks-coco-id-twice')
    const names = new Map(categories.map(({ id, name }) => [String(id), name]))
    let masks = 0
    for (const [index, annotation] of annotations.entries()) {
      const where = `annotation ${index + 1}`
      const film = films.get(String(annotation.image_id))
      if (!film) throw new ProblemError('marks-coco-without-image', { where })
      const { outlines, isMask } = outlinesOf(annotation, where)
      if (isMask) masks++
      const category = annotation.category_id === undefined ? undefined : String(annotation.category_id)
      const named = category === undefined ? {} : { category: names.get(category) ?? category }
      film.marks.push(...outlines.map((outline): SaidMark => ({ outline, ...named })))
    }
    return { format: 'coco', films: [...films.values()], ...kinds(categories, annotations), masks }
  },
}

function parse(text: string): z.infer<typeof schema> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new ProblemError('marks-file-damaged', { format: 'COCO' }, { cause })
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  throw new ProblemError('marks-file-damaged', { format: 'COCO' }, { where: parsed.error.issues[0].path.join('.') })
}

/**
 * Some programs write a heading for all categories, such as the name of the data, as a category of its own; one that
 * nothing belongs to is left out. A heading that is none of the categories, and "fracture", says what they are.
 */
function kinds(
  categories: z.infer<typeof schema>['categories'],
  annotations: readonly Annotation[],
): Pick<MarkFile, 'categories' | 'fractures'> {
  const used = new Set(annotations.map(({ category_id }) => String(category_id)))
  const headings = new Set(categories.map(({ supercategory }) => supercategory))
  const own = categories.filter(({ id, name }) => used.has(String(id)) || !headings.has(name))
  const names = new Set(own.map(({ name }) => name))
  const listed = new Set(categories.map(({ name }) => name))
  const fractures = own.filter(
    ({ supercategory: heading }) =>
      heading && /^fractures?$/i.test(heading) && (names.has(heading) || !listed.has(heading)),
  )
  return { categories: [...names], fractures: fractures.map(({ name }) => name) }
}

function outlinesOf(
  { segmentation, bbox, attributes }: Annotation,
  where: string,
): { outlines: Outline[]; isMask: boolean } {
  const box = bbox?.length === 4 ? boxOf(bbox) : undefined
  if (box && attributes?.shape === 'ellipse') return { outlines: [{ shape: 'ellipse', ...box }], isMask: false }
  const isMask = typeof segmentation === 'object' && segmentation !== null && !Array.isArray(segmentation)
  const polygons = polygonsOf(segmentation)
  if (polygons.length > 0) return { outlines: polygons, isMask }
  if (box) return { outlines: [{ shape: 'box', ...box }], isMask }
  throw new ProblemError(isMask ? 'marks-coco-mask' : 'marks-coco-without-outline', { where })
}

const boxOf = ([x, y, width, height]: readonly number[]): Box => ({ x, y, width, height })

/** One polygon for each part; a part of fewer than three points is none. A flat list of numbers is one part. */
function polygonsOf(segmentation: unknown): Outline[] {
  if (!Array.isArray(segmentation)) return []
  const parts: unknown[] = segmentation.every((part) => typeof part === 'number') ? [segmentation] : segmentation
  return parts.flatMap((part): Outline[] => {
    const numbers = z
      .array(z.number())
      .min(6)
      .max(2 * mostPoints)
      .safeParse(part)
    if (!numbers.success || numbers.data.length % 2 === 1) return []
    return [{ shape: 'polygon', points: pairs(numbers.data) }]
  })
}

/** x, y, x, y, … as points. */
export function pairs(numbers: readonly number[]): Point[] {
  return Array.from({ length: numbers.length / 2 }, (_, i) => [numbers[2 * i], numbers[2 * i + 1]])
}
