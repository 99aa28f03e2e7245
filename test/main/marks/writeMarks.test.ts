import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answers, writtenMarkFormats, type WrittenMarkFormat } from '#shared/mark.ts'
import { areaOf, boundsOf } from '#shared/markGeometry.ts'
import { fitMarks, gatherMarks, readMarkFiles, writeMarks, type FilmToWrite } from '#main/marks/index.ts'
import { anyMark, filmSize } from '../../support/anyMark.ts'
import { writeTexts } from '../../support/markTexts.ts'

/** A text written, read, laid on the films and fitted to them. */
async function readBack(format: WrittenMarkFormat, films: readonly FilmToWrite[]) {
  const { text } = writeMarks(format, films)
  const root = await writeTexts({ [`marks.${format === 'coco' ? 'json' : 'csv'}`]: text })
  const reads = await readMarkFiles([join(root, `marks.${format === 'coco' ? 'json' : 'csv'}`)])
  const names = [...new Set(films.map(({ file }) => file))]
  const set = gatherMarks(reads, root, names)
  return names.flatMap((file, at) =>
    (set?.byFilm.get(at) ?? []).map((said) => ({
      file,
      frame: said.frame,
      ...(said.answer ? { answer: said.answer } : {}),
      ...(said.reader ? { reader: said.reader } : {}),
      marks: fitMarks([said], filmSize, said.frame).marks,
    })),
  )
}

const name = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(...'aé ,"\';_-7') }).filter((text) => text.trim() === text) // prettier-ignore
const anyFilm = fc
  .record({
    file: fc.tuple(name, name).map(([folder, file]) => `${folder}/${file}.png`),
    frame: fc.integer({ min: 0, max: 3 }),
    answer: fc.constantFrom(undefined, ...answers),
    reader: fc.constantFrom(undefined, 'Dr. "A", B'),
    marks: fc.uniqueArray(anyMark, { maxLength: 4, selector: (mark) => JSON.stringify({ ...mark, category: 0 }) }),
  })
  .map(({ answer, reader, ...film }): FilmToWrite => ({
    ...film,
    ...filmSize,
    ...(answer ? { answer } : {}),
    ...(reader ? { reader } : {}),
    // Nobody marks a fracture and says that there is none.
    ...(answer === 'none' ? { marks: [] } : {}),
  })) // prettier-ignore

describe.each(writtenMarkFormats)('%s', (format) => {
  it('gives back what was written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(anyFilm, { minLength: 1, maxLength: 5, selector: ({ file }) => file.normalize() }), async (films) => {
        const told = films.filter(({ marks, answer }) => format === 'csv' || marks!.length > 0 || !answer || answer === 'none')
        // Of an unsure film no place is known, and of a fractured one without marks neither.
        const known = ({ answer, marks }: FilmToWrite) => (answer === 'unsure' || (answer === 'fracture' && marks!.length === 0) ? undefined : marks)
        const expected = told.map((film) => {
          const { columns: _c, rows: _r, ...rest } = film
          return { ...rest, marks: known(film) }
        })
        const hasMarks = films.some(({ marks }) => marks!.length > 0)
        expect(await readBack(format, films)).toEqual(hasMarks || told.length > 0 ? expected : [])
      }),
      { seed: 5, numRuns: 60 },
    )
  }, 60_000) // prettier-ignore
})

describe('COCO', () => {
  const film = { file: 'A/1.png', frame: 0, ...filmSize }

  it('has what other programs ask for', () => {
    const marks: FilmToWrite['marks'] = [
      { shape: 'box', x: 1, y: 2, width: 3, height: 4 },
      { shape: 'ellipse', x: 10, y: 20, width: 30, height: 40, category: 'hairline' },
    ]
    const { text, ...counts } = writeMarks('coco', [
      { ...film, marks },
      { ...film, file: 'b', answer: 'none' },
    ])
    expect(counts).toEqual({ films: 2, marks: 2, leftOut: 0 })
    const { images, annotations, categories } = JSON.parse(text)
    expect(images).toEqual([
      { id: 1, file_name: 'A/1.png', width: 400, height: 500 },
      { id: 2, file_name: 'b', width: 400, height: 500, answer: 'none' },
    ])
    expect(annotations[0]).toMatchObject({ id: 1, image_id: 1, category_id: 1, bbox: [1, 2, 3, 4], area: 12, segmentation: [], iscrowd: 0 }) // prettier-ignore
    expect(annotations[1]).toMatchObject({ id: 2, image_id: 1, category_id: 2, bbox: [10, 20, 30, 40] })
    expect(annotations[1].area).toBeCloseTo(areaOf(marks[1]), 6)
    expect(boundsOf({ shape: 'polygon', points: pairs(annotations[1].segmentation[0]) }).width).toBeCloseTo(30, 6)
    expect(categories).toEqual([
      { id: 1, name: 'fracture', supercategory: 'fracture' },
      { id: 2, name: 'hairline', supercategory: 'fracture' },
    ])
  })

  it('leaves out films that it could only call empty, and says how many', () => {
    const films: FilmToWrite[] = [{ ...film, answer: 'fracture' }, { ...film, answer: 'unsure', marks: [] }, { ...film, file: 'c' }] // prettier-ignore
    expect(writeMarks('coco', films)).toMatchObject({ films: 0, marks: 0, leftOut: 3 })
  })
})

const pairs = (numbers: number[]) => numbers.flatMap((x, at): [number, number][] => (at % 2 === 0 ? [[x, numbers[at + 1]]] : [])) // prettier-ignore
