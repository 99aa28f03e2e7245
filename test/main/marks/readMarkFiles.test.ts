import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { MarkFile } from '#main/marks/formats/markFile.ts'
import { readMarkFiles } from '#main/marks/readMarkFiles.ts'
import { newFolder } from '../../support/folder.ts'
import { cocoOf, vocOf, writeTexts } from '../../support/markTexts.ts'

async function read(name: string, content: string | object) {
  const folder = await writeTexts({ [name]: content })
  const [result] = await readMarkFiles([join(folder, name)])
  return result
}
async function marksOf(name: string, content: string | object): Promise<MarkFile> {
  const { marks, problem } = await read(name, content)
  expect(problem).toBeUndefined()
  return marks!
}
const box = (x: number, y: number, width: number, height: number) => ({ shape: 'box', x, y, width, height })

describe('COCO', () => {
  it('gives polygons before boxes, the film’s size, and films without annotations', async () => {
    const { annotations, ...rest } = cocoOf({ 'a\\b.jpg': { size: [40, 30], boxes: [[1, 2, 3, 4]] }, 'c.jpg': {} })
    const polygon = {
      image_id: 0,
      category_id: 1,
      bbox: [0, 0, 9, 9],
      segmentation: [
        [0, 0, 9, 0, 9, 9],
        [1, 1, 2],
      ],
    }
    const file = await marksOf('x.txt.json', { ...rest, annotations: [...annotations, polygon] })
    expect(file).toEqual({
      format: 'coco',
      films: [
        {
          name: 'a/b.jpg',
          frame: 0,
          size: { width: 40, height: 30 },
          marks: [
            { outline: box(1, 2, 3, 4), category: 'fractured' },
            { outline: { shape: 'polygon', points: [[0, 0], [9, 0], [9, 9]] }, category: 'fractured' }, // prettier-ignore
          ],
        },
        { name: 'c.jpg', frame: 0, marks: [] },
      ],
      categories: ['fractured'],
      fractures: [],
      masks: 0,
    })
  })

  it('takes the box around a pixel mask, and counts it', async () => {
    const rle = { counts: 'abc', size: [9, 9] }
    const whole = cocoOf({ 'a.jpg': { boxes: [[1, 2, 3, 4]] } })
    const file = await marksOf('m.json', { ...whole, annotations: [{ ...whole.annotations[0], segmentation: rle }] })
    expect([file.masks, file.films[0].marks[0].outline]).toEqual([1, box(1, 2, 3, 4)])
  })

  it('does not take a heading for a category', async () => {
    const roboflow = [
      { id: 0, name: 'bone-fracture', supercategory: 'none' },
      { id: 1, name: 'positive', supercategory: 'bone-fracture' },
    ]
    expect((await marksOf('m.json', cocoOf({ 'a.jpg': { boxes: [[1, 2, 3, 4]] } }, roboflow))).categories).toEqual([
      'positive',
    ])
  })

  const whole = cocoOf({ 'a.jpg': { boxes: [[1, 2, 3, 4]] } })
  const [image, annotation] = [whole.images[0], whole.annotations[0]]
  it.each<[string, object | string, string]>([
    ['broken JSON', '{"images": [', 'marks-file-damaged'],
    ['an image without a name', { ...whole, images: [{ id: 1 }] }, 'marks-file-damaged'],
    ['a size below nothing', { ...whole, images: [{ ...image, width: -1 }] }, 'marks-file-damaged'],
    ['two images of one id', { ...whole, images: [image, image] }, 'marks-coco-id-twice'],
    ['an annotation of no image', { ...whole, annotations: [{ ...annotation, image_id: 7 }] }, 'marks-coco-without-image'],
    ['an annotation without an outline', { ...whole, annotations: [{ ...annotation, bbox: null }] }, 'marks-coco-without-outline'],
    ['a mask without a box', { ...whole, annotations: [{ image_id: 0, segmentation: { counts: [1], size: [1, 1] } }] }, 'marks-coco-mask'],
    ['a box of negative sides', { ...whole, annotations: [{ ...annotation, bbox: [1, 2, -3, 4] }] }, 'marks-on-no-film'],
    ['numbers without end', { ...whole, annotations: [{ ...annotation, bbox: [1, 2, 3, 1e300] }] }, 'marks-on-no-film'],
  ])('refuses %s', async (_, content, id) => {
    expect((await read('m.json', content)).problem).toMatchObject({ id })
  }) // prettier-ignore
})

describe('CSV', () => {
  it.each<[string, string]>([
    ['sides', 'file,x,y,width,height\na.png,1,2,3,4\n'],
    ['corners', 'image_path;xmin;ymin;xmax;ymax\na.png;1;2;4;6\n'],
    ['corners after the film’s size', '\uFEFFfilename,width,height,class,xmin,ymin,xmax,ymax\na.png,,,,1,2,4,6\n'],
    ['capitals and spaces', 'Image ID , X1,Y1,X2,Y2\r\na.png,1,2,4,6\r\n'],
  ])('gives boxes by their %s', async (_, text) => {
    expect((await marksOf('m.csv', text)).films).toEqual([
      { name: 'a.png', frame: 0, marks: [{ outline: box(1, 2, 3, 4) }] },
    ])
  })

  it('joins the lines of a film, knows empty ones, sizes, categories, frames and readers', async () => {
    const text = [
      'filename,width,height,class,xmin,ymin,xmax,ymax,frame,reader,answer',
      'a,40,30,hairline,1,2,4,6,,,fracture',
      'a,40,30,displaced,0,0,2,2,,,fracture',
      'a,40,30,,,,,,2,R,unsure',
      'b,,,,,,,,,,',
    ].join('\n')
    const file = await marksOf('m.csv', text)
    expect(file).toMatchObject({ categories: ['hairline', 'displaced'], fractures: ['hairline', 'displaced'] })
    expect(file.films).toMatchObject([
      { name: 'a', frame: 0, size: { width: 40, height: 30 }, answer: 'fracture', marks: [{}, {}] },
      { name: 'a', frame: 2, reader: 'R', answer: 'unsure', marks: [] },
      { name: 'b', frame: 0, marks: [] },
    ])
  })

  it.each([
    ['a manifest', 'file,label,width,height\na.png,normal,40,30\n'],
    ['sides that may be the film’s', 'file,width,height\na.png,40,30\n'],
    ['no heading', 'a.png,1,2,3,4\n'],
    ['two kinds of boxes', 'file,x1,y1,x2,y2,xmin,ymin,xmax,ymax\na,1,2,3,4,1,2,3,4\n'],
    ['text', 'Dear reader, x, y and width are words.\n'],
  ])('does not take for marks: %s', async (_, text) => {
    expect(await read('m.csv', text)).toEqual({ path: expect.any(String) })
  })

  it.each([
    ['a word for a number', 'a,1,2,three,4', 'marks-table-line-number'],
    ['a gap', 'a,1,,3,4', 'marks-table-line-number'],
    ['no film', ',1,2,3,4', 'marks-table-line-without-film'],
    ['sides below nothing', 'a,1,2,-3,4', 'marks-negative-side'],
    ['other columns', 'a,1,2,3', 'marks-table-uneven'],
    ['an infinite number', 'a,1,2,Infinity,4', 'marks-table-line-number'],
  ])('refuses a line with %s, and says which', async (_, line, id) => {
    const { problem } = await read('m.csv', `file,x,y,width,height\nok,1,2,3,4\n${line}\n`)
    expect(problem).toMatchObject({ id, ...(id === 'marks-table-uneven' ? {} : { where: 'line 3' }) })
  })
})

describe('YOLO', () => {
  it('gives boxes and polygons as shares of the film, and knows an empty text', async () => {
    const text = '0 0.5 0.5 0.2 0.1\n1 0.1 0.1 0.2 0.1 0.2 0.3\r\n'
    const { films, categories } = await marksOf('a.b.txt', text)
    expect(categories).toEqual(['0', '1'])
    expect(films[0].name).toMatch(/\/a\.b$/)
    expect(films[0]).toMatchObject({ size: 'shares', marks: [{ category: '0' }, { category: '1' }] })
    expect(films[0].marks[0].outline).toEqual(box(0.4, 0.45, 0.2, 0.1))
    expect(films[0].marks[1].outline).toEqual({ shape: 'polygon', points: [[0.1, 0.1], [0.2, 0.1], [0.2, 0.3]] }) // prettier-ignore
    expect((await marksOf('b.txt', '\n')).films).toMatchObject([{ marks: [] }])
  })

  it('finds the names of its classes', async () => {
    expect((await read('classes.txt', 'fracture\nmetal\n')).yoloNames).toEqual({ names: { 0: 'fracture', 1: 'metal' } })
    const yaml = 'train: ../images\nnc: 2\nnames:\n  0: fracture\n  1: metal\n'
    expect((await read('data.yaml', yaml)).yoloNames).toEqual({ names: { 0: 'fracture', 1: 'metal' } })
    expect((await read('data.yml', 'names: [a, b]')).yoloNames).toEqual({ names: { 0: 'a', 1: 'b' } })
    expect(await read('other.yaml', 'a: [*unknown]')).toEqual({ path: expect.any(String) })
  })

  it.each([
    ['pixels', '0 120 80 20 10', 'marks-yolo-no-shares'],
    ['a confidence', '0 0.5 0.5 0.2 0.1 0.9', 'marks-yolo-line'],
    ['a polygon of half a point', '0 0.1 0.1 0.2 0.1 0.2 0.3 0.4', 'marks-yolo-line'],
    ['a negative side', '0 0.5 0.5 -0.04 0.1', 'marks-negative-side'],
  ])('refuses %s', async (_, line, id) => {
    expect((await read('a.txt', `0 0.5 0.5 0.1 0.1\n${line}\n`)).problem).toMatchObject({ id, where: 'line 2' })
  })

  it('is not found in notes, nor in numbers of another ending', async () => {
    expect(await read('notes.txt', '1 patient 2 views')).toEqual({ path: expect.any(String) })
    expect(await read('table.csv', '0 0.5 0.5 0.2 0.1')).toEqual({ path: expect.any(String) })
  })
})

describe('Pascal VOC', () => {
  it('counts pixels from 1 where they are numbers of pixels, and else takes numbers as they stand', async () => {
    const whole = await marksOf('a.xml', vocOf('a &amp; b.jpg', [40, 30], [['fracture', [1, 1, 40, 30]]]))
    expect(whole.films).toMatchObject([{ name: 'a & b.jpg', size: { width: 40, height: 30 } }])
    expect(whole.films[0].marks).toEqual([{ outline: box(0, 0, 40, 30), category: 'fracture' }])
    const shares = vocOf('a.jpg', [0, 0], [['f', [1.5, 2, 4, 6]], ['f', [1, 2, 4, 6]]]) // prettier-ignore
    const { films } = await marksOf('a.xml', shares)
    expect(films[0]).not.toHaveProperty('size')
    expect(films[0].marks.map(({ outline }) => outline)).toEqual([box(1.5, 2, 2.5, 4), box(1, 2, 3, 4)])
  })

  it('knows a film without objects', async () => {
    expect((await marksOf('a.xml', vocOf('a.jpg', [40, 30], []))).films).toMatchObject([{ marks: [] }])
  })

  it.each([
    ['entities', `<!DOCTYPE a [<!ENTITY b "x">]><annotation><filename>&b;</filename></annotation>`, 'marks-voc-declarations'],
    ['a broken element', vocOf('a', [4, 4], []).replace('</annotation>', ''), 'marks-file-damaged'],
    ['an object without a box', vocOf('a', [4, 4], []).replace('</annotation>', '<object/></annotation>'), 'marks-file-damaged'],
    ['a word for a number', vocOf('a', [4, 4], [['f', [NaN, 1, 2, 3]]]), 'marks-file-damaged'],
    ['corners the wrong way round', vocOf('a', [4, 4], [['f', [3, 1, 2, 3]]]), 'marks-negative-side'],
  ])('refuses %s', async (_, text, id) => {
    expect((await read('a.xml', text)).problem).toMatchObject({ id })
  }) // prettier-ignore

  it('does not take other XML for marks, however it begins', async () => {
    for (const text of ['<svg><annotation/></svg>', '<!-- <annotation> --><a/>', '<!-- a', '<!--a-->'.repeat(2000), '<?xml'])
      expect(await read('a.xml', text)).toEqual({ path: expect.any(String) }) // prettier-ignore
  })
})

describe('what is read', () => {
  it('is told by content: marks under another name are found, and pictures and nothing are passed over', async () => {
    expect((await read('boxes.txt', 'file,x,y,width,height\na,1,2,3,4\n')).marks?.format).toBe('csv')
    expect((await read('a.dat', cocoOf({ 'a.jpg': {} }))).marks?.format).toBe('coco')
    expect(await read('a.json', '\u0000\u0001{"images": [')).toEqual({ path: expect.any(String) })
    expect(await read('a.json', '{"type": "FeatureCollection"}')).toEqual({ path: expect.any(String) })
  })

  it('has limits, and a file that is not there costs no other', async () => {
    const folder = await writeTexts({ 'a.csv': 'file,x,y,width,height\na,1,2,3,4\n' })
    const large = join(folder, 'large.json')
    const handle = await open(large, 'w')
    await handle.truncate(257 * 2 ** 20)
    await handle.close()
    const many = `file,x,y,width,height\n${'a,1,2,3,4\n'.repeat(2001)}`
    await writeTexts({ 'many.csv': many }, folder)
    const paths = ['gone.csv', 'large.json', 'many.csv', 'a.csv'].map((name) => join(folder, name))
    const reads = await readMarkFiles(paths)
    expect(reads.map(({ problem, marks }) => problem?.id ?? marks?.format)).toEqual([
      'marks-missing',
      'marks-file-too-large',
      'marks-too-many-on-film',
      'csv',
    ])
    expect(await readMarkFiles([])).toEqual([])
    expect((await newFolder()).length).toBeGreaterThan(0)
  })

  it('does not take long for a text that is made to', async () => {
    const started = performance.now()
    await read('a.txt', `0 0.5 0.5 0.5 ${'1'.repeat(500_000)}x`)
    await read('a.xml', `${'<!---->'.repeat(100_000)}<annotatio`)
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})
