import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { gatherMarks } from '#main/marks/gatherMarks.ts'
import { labelFrom } from '#main/marks/fitMarks.ts'
import { markFilesIn } from '#main/marks/markFilesIn.ts'
import { readMarkFiles } from '#main/marks/readMarkFiles.ts'
import { cocoOf, vocOf, writeTexts } from '../../support/markTexts.ts'

async function gather(texts: Record<string, string | object>, films: string[], categories?: string[]) {
  const root = await writeTexts(texts)
  return gatherMarks(await readMarkFiles(await markFilesIn(root)), root, films, categories)
}
/** How many marks each film has. */
async function laid(texts: Record<string, string | object>, films: string[]) {
  const set = await gather(texts, films)
  const marks = (at: number) => set!.byFilm.get(at)?.reduce((sum, said) => sum + said.marks.length, 0)
  return [Object.fromEntries(films.map((film, at) => [film, marks(at)])), set!.unknown, set!.ambiguous]
}
const heading = 'file,x,y,width,height\n'
const yoloBox = '0 0.5 0.5 0.1 0.1\n'

describe('films are found', () => {
  it.each<[string, Record<string, string | object>, string[], Record<string, number | undefined>]>([
    ['by their path', { 'm.csv': `${heading}A/1.png,1,2,3,4` }, ['A/1.png', 'B/1.png'], { 'A/1.png': 1 }],
    ['beside the file', { 'B/m.csv': `${heading}1.png,1,2,3,4` }, ['A/1.png', 'B/1.png'], { 'B/1.png': 1 }],
    ['wherever they lie', { 'm.csv': `${heading}images/1.png,1,2,3,4` }, ['A/1.png'], { 'A/1.png': 1 }],
    ['without an ending', { 'm.csv': `${heading}1.2.840,1,2,3,4` }, ['A/1.2.840', 'A/1.2.841'], { 'A/1.2.840': 1 }],
    ['by another ending', { 'm.csv': `${heading}1.dcm,1,2,3,4` }, ['A/1.png'], { 'A/1.png': 1 }],
    ['by absolute paths', { 'm.csv': `${heading}C:\\data\\B\\1.png,1,2,3,4` }, ['A/1.png', 'B/1.png'], { 'B/1.png': 1 }],
    ['with labels beside images', { 'train/labels/1.txt': yoloBox, 'test/labels/1.txt': '' }, ['train/images/1.png', 'test/images/1.png'], { 'train/images/1.png': 1, 'test/images/1.png': 0 }],
    ['with labels far from classes', { 'labels/1.txt': yoloBox }, ['Normal/2.png', 'Fractured/1.png'], { 'Fractured/1.png': 1 }],
    ['by the XML’s own name', { 'A/1.xml': vocOf('untitled.jpg', [9, 9], [['f', [1, 1, 4, 4]]]) }, ['A/1.png', 'B/1.png'], { 'A/1.png': 1 }],
  ])('%s', async (_, texts, films, expected) => {
    const none = Object.fromEntries(films.map((film) => [film, undefined]))
    expect(await laid(texts, films)).toEqual([{ ...none, ...expected }, [], []])
  }) // prettier-ignore

  it('and told where there are none, or several', async () => {
    const text = `${heading}1.png,1,2,3,4\n3.png,1,2,3,4\n2.png,1,2,3,4`
    expect(await laid({ 'm.csv': text }, ['A/1.png', 'B/1.png', 'B/2.png'])).toEqual([
      { 'A/1.png': undefined, 'B/1.png': undefined, 'B/2.png': 1 },
      ['3.png'],
      ['1.png'],
    ])
  })

  it('and told where two lie there that differ in their ending alone', async () => {
    expect(await laid({ 'labels/a.txt': yoloBox, 'labels/b.txt': yoloBox }, ['images/a.jpg', 'images/a.png', 'images/b.png'])).toEqual([
      { 'images/a.jpg': undefined, 'images/a.png': undefined, 'images/b.png': 1 },
      [],
      ['labels/a'],
    ])
    // A name with its ending is none of two.
    expect(await laid({ 'm.csv': `${heading}images/a.png,1,2,3,4` }, ['images/a.jpg', 'images/a.png'])).toEqual([
      { 'images/a.jpg': undefined, 'images/a.png': 1 },
      [],
      [],
    ])
    // One whose whole name it is goes before others that have an ending besides.
    expect(await laid({ 'm.csv': `${heading}a,1,2,3,4` }, ['a.jpg', 'a.png', 'a'])).toEqual([
      { 'a.jpg': undefined, 'a.png': undefined, a: 1 },
      [],
      [],
    ])
  }) // prettier-ignore

  it('and not taken for others of the same name where names are exact', async () => {
    const text = `${heading}A/1.png,1,2,3,4\nA/2.png,1,2,3,4`
    expect(await laid({ 'm.csv': text }, ['A/1.png', 'B/2.png'])).toEqual([
      { 'A/1.png': 1, 'B/2.png': undefined },
      ['A/2.png'],
      [],
    ])
  })
})

describe('of several formats', () => {
  it('one is used, outlines before boxes, and the others are told', async () => {
    const texts = { 'c.json': cocoOf({ '1.png': { boxes: [[1, 2, 3, 4]] } }), 'm.csv': `${heading}1.png,1,2,3,4`, 'labels/1.txt': yoloBox } // prettier-ignore
    expect(await gather(texts, ['1.png'])).toMatchObject({ format: 'coco', files: 1, unusedFormats: ['csv', 'yolo'] })
  })

  it('only those that tell of films here', async () => {
    const texts = { 'c.json': cocoOf({ 'other.png': { boxes: [[1, 2, 3, 4]] } }), 'm.csv': `${heading}1.png,1,2,3,4` }
    expect(await gather(texts, ['1.png'])).toMatchObject({ format: 'csv', unusedFormats: [] })
  })

  it('none, where there is nothing', async () => {
    expect(await gather({ 'notes.txt': 'Nothing.', 'empty.txt': '' }, ['1.png'])).toBeUndefined()
  })
})

describe('categories', () => {
  const classes = (names: string) => ({ 'classes.txt': names, 'labels/1.txt': yoloBox, 'labels/2.txt': yoloBox.replace('0', '1') }) // prettier-ignore
  const marks = async (texts: Record<string, string | object>, chosen?: string[]) => {
    const set = await gather(texts, ['1.png', '2.png'], chosen)
    return [0, 1].map((film) => set!.byFilm.get(film)![0].marks.length)
  }

  it('are fractures where their names say so, and not where they say the contrary', async () => {
    expect(await marks(classes('Wrist fracture\nmetal'))).toEqual([1, 0])
    expect(await marks(classes('fractured\nnon-fractured'))).toEqual([1, 0])
  })

  it('is a fracture where it is the only one', async () => {
    expect(await marks({ 'labels/1.txt': yoloBox, 'labels/2.txt': '' })).toEqual([1, 0])
    const normal = { 'c.json': cocoOf({ '1.png': { boxes: [[1, 2, 3, 4]] }, '2.png': {} }, [{ id: 1, name: 'normal' }]) } // prettier-ignore
    expect(await marks(normal)).toEqual([0, 0])
  })

  it('must be chosen where that is not plain', async () => {
    await expect(marks(classes('hairline\nmetal'))).rejects.toMatchObject({
      id: 'marks-categories-unclear',
      where: 'hairline, metal',
    })
    expect(await marks(classes('hairline\nmetal'), ['Hairline'])).toEqual([1, 0])
    expect(await marks(classes('hairline\ndisplaced'), ['displaced', 'hairline'])).toEqual([1, 1])
    await expect(marks(classes('hairline\nmetal'), ['crack'])).rejects.toMatchObject({ id: 'marks-category-unknown' })
  })

  it('come from the nearest list of names', async () => {
    const texts = { 'data.yaml': 'names: [a, b]', 'x/classes.txt': 'fracture\nmetal', 'x/labels/1.txt': yoloBox, 'x/labels/2.txt': yoloBox.replace('0', '1') } // prettier-ignore
    expect(await marks(texts)).toEqual([1, 0])
  })
})

it('labels a film by what is said of it, where that is plain', () => {
  const mark = { outline: { shape: 'box' as const, x: 0, y: 0, width: 1, height: 1 } }
  const said = (marks: number, answer?: 'fracture' | 'none' | 'unsure', frame = 0) => ({
    name: join('a', 'b'),
    frame,
    marks: new Array(marks).fill(mark),
    ...(answer ? { answer } : {}),
  })
  expect(labelFrom([said(1)])).toBe('fracture')
  expect(labelFrom([said(0)])).toBe('none')
  expect(labelFrom([said(0, 'fracture')])).toBe('fracture')
  expect(labelFrom([said(0, 'none'), said(0)])).toBe('none')
  expect(labelFrom([said(1, 'unsure')])).toBeUndefined()
  expect(labelFrom([said(1), said(0)])).toBeUndefined()
  expect(labelFrom([said(1, 'fracture', 3)])).toBeUndefined()
})
