import { mkdir, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import sharp from 'sharp'
import { beforeEach, describe, expect, it } from 'vitest'
import { inspectionRequestSchema, inspectionSchema, type InspectionRequest } from '#shared/dataset.ts'
import { exportMarks, inspectDataset, openDataset, openSource } from '#main/dataset/index.ts'
import { readMarkFiles } from '#main/marks/index.ts'
import { studyDecoder } from '#main/study/openStudy.ts'
import { newFolder } from '../../support/folder.ts'
import { madeFilm, writeFilm } from '../../support/madeFilms.ts'
import { cocoOf, vocOf, writeTexts } from '../../support/markTexts.ts'
import { sharedFolder } from '../../support/sharedData.ts'

let root: string
const context = { decoder: studyDecoder, signal: new AbortController().signal, onProgress: () => {} }
const examining = { signal: context.signal, onFile: () => {} }
const heading = 'file,x,y,width,height\n'
const box = (x: number, y: number, width: number, height: number) => ({ shape: 'box', x, y, width, height })

beforeEach(async () => {
  root = await newFolder()
  for (let i = 0; i < 3; i++) await writeFilm(join(root, 'Normal', `n${i}.png`), madeFilm(i))
  for (let i = 0; i < 3; i++) await writeFilm(join(root, 'Fractured', `f${i}.png`), madeFilm(20 + i))
})

async function inspected(changes: Partial<InspectionRequest> = {}) {
  const { inspection, sheet } = await inspectDataset(
    inspectionRequestSchema.parse({ folder: root, ...changes }),
    context,
  )
  expect(inspectionSchema.parse(inspection)).toEqual(inspection)
  return { ...inspection, sheet }
}
async function marksByFilm(options = {}) {
  const { films } = await openDataset(root, studyDecoder, examining, { nearDuplicates: false, ...options })
  return Object.fromEntries(films.map(({ file, marks }) => [file, marks]))
}

describe('marks among labelled films', () => {
  it('are their films’, in every format, and their files are no films', async () => {
    const formats: Record<string, Record<string, string | object>> = {
      csv: { 'boxes.csv': `${heading}Fractured/f0.png,24,30,48,60\nFractured/f1.png,,,,\n` },
      coco: { '_annotations.coco.json': cocoOf({ 'f0.png': { size: [480, 600], boxes: [[48, 60, 96, 120]] }, 'f1.png': {} }) },
      yolo: { 'data.yaml': 'names: [fracture]', 'labels/f0.txt': '0 0.2 0.2 0.2 0.2\n', 'labels/f1.txt': '' },
      voc: { 'Fractured/f0.xml': vocOf('f0.png', [240, 300], [['fracture', [25, 31, 72, 90]]]), 'Fractured/f1.xml': vocOf('f1.png', [240, 300], []) },
    } // prettier-ignore
    for (const [format, texts] of Object.entries(formats)) {
      await writeTexts(texts, root)
      const { 'Fractured/f0.png': first, ...others } = await marksByFilm()
      expect(first, format).toHaveLength(1)
      for (const [side, length] of Object.entries({ x: 24, y: 30, width: 48, height: 60 }))
        expect((first![0] as unknown as Record<string, number>)[side], format).toBeCloseTo(length, 6)
      expect(others, format).toEqual({
        'Normal/n0.png': undefined,
        'Normal/n1.png': undefined,
        'Normal/n2.png': undefined,
        'Fractured/f1.png': [],
        'Fractured/f2.png': undefined,
      })
      const { files, unreadable, marks, classNames } = await inspected()
      expect({ files, unreadable, classNames }).toEqual({ files: 6, unreadable: [], classNames: ['No fracture', 'Fracture'] }) // prettier-ignore
      expect(marks).toMatchObject({ format, films: 1, marks: 1, emptyFilms: 1, unknown: [], problems: [] })
      for (const name of [...Object.keys(texts), 'labels']) await rm(join(root, name), { recursive: true, force: true })
    }
  })

  it('do not change what a film is', async () => {
    const before = await openDataset(root, studyDecoder, examining, { nearDuplicates: false })
    await writeTexts({ 'boxes.csv': `${heading}Fractured/f0.png,24,30,48,60\n` }, root)
    const after = await openDataset(root, studyDecoder, examining, { nearDuplicates: false })
    expect(after.films.map(({ marks: _, ...film }) => film)).toEqual(before.films)
  })

  it('are nothing where there are none', async () => {
    await writeTexts({ 'notes.txt': 'Nothing.', 'films.csv': 'file,label\nNormal/n0.png,normal\n' }, root)
    expect(await inspected()).not.toHaveProperty('marks')
  })

  it('lie beside a manifest too', async () => {
    await writeTexts({ 'boxes.csv': `${heading}f0.png,24,30,48,60\n`, 'films.csv': 'file,label\nNormal/n0.png,normal\nFractured/f0.png,fractured\n' }, root) // prettier-ignore
    const { films } = await openDataset(join(root, 'films.csv'), studyDecoder, examining, { nearDuplicates: false })
    expect(films.map(({ marks }) => marks?.length)).toEqual([undefined, 1])
  })

  it('are those of a file or folder that is named, wherever it lies', async () => {
    const elsewhere = await writeTexts({ 'labels/f2.txt': '0 0.5 0.5 0.5 0.5\n' })
    await writeTexts({ 'boxes.csv': `${heading}Fractured/f0.png,24,30,48,60\n` }, root)
    expect((await marksByFilm({ marks: elsewhere }))['Fractured/f2.png']).toEqual([box(60, 75, 120, 150)])
    expect((await marksByFilm({ marks: elsewhere }))['Fractured/f0.png']).toBeUndefined()
    const empty = await writeTexts({ 'notes.txt': 'Nothing.' })
    await expect(marksByFilm({ marks: empty })).rejects.toMatchObject({ id: 'marks-none-in-named' })
    await expect(marksByFilm({ marks: join(empty, 'gone') })).rejects.toMatchObject({ id: 'marks-missing' })
  })

  it('that cannot be used are told where they were found, and refused where they were asked for', async () => {
    const unclear = cocoOf({ 'f0.png': { boxes: [[1, 2, 30, 40]] } }, [
      { id: 1, name: 'metal' },
      { id: 2, name: 'hairline' },
    ])
    await writeTexts({ 'm.json': unclear, 'damaged.csv': `${heading}a,1,2\n` }, root)
    const { marks } = await inspected()
    expect(marks!.problems).toMatchObject([
      { file: '', problem: { id: 'marks-categories-unclear' } },
      { file: 'damaged.csv', problem: { id: 'marks-table-uneven' } },
    ])
    await expect(inspected({ marks: join(root, 'm.json') })).rejects.toMatchObject({ id: 'marks-categories-unclear' })
    expect((await inspected({ categories: ['metal'] })).marks).toMatchObject({
      marks: 1,
      categories: [
        { name: 'metal', marks: 1, fracture: true },
        { name: 'hairline', marks: 0, fracture: false },
      ],
    })
  })
})

describe('an inspection', () => {
  it('tells of marks: how many, how large, and what is wrong with them', async () => {
    const turned = cocoOf({
      'Fractured/f0.png': { size: [300, 240], boxes: [[24, 30, 48, 60], [0, 0, 24, 30]] },
      'Fractured/f1.png': { size: [240, 300], boxes: [[-100, 0, 50, 50], [230, 10, 20, 20], [9, 9, 0, 0]] },
      'Normal/n0.png': { boxes: [[1, 1, 10, 10]] },
      'Normal/n1.png': { size: [100, 100], boxes: [[1, 1, 10, 10]] },
      'Normal/gone.png': { boxes: [[1, 1, 10, 10]] },
    }) // prettier-ignore
    await writeTexts({ 'm.json': turned }, root)
    const { marks } = await inspected()
    expect(marks).toMatchObject({
      format: 'coco',
      files: 1,
      films: 3,
      emptyFilms: 0,
      marks: 4,
      mostOnFilm: 2,
      longSide: { least: 10, median: 20, most: 60 },
      swapped: ['Fractured/f0.png'],
      otherSize: ['Normal/n1.png'],
      outside: ['Fractured/f1.png'],
      cut: ['Fractured/f1.png'],
      degenerate: ['Fractured/f1.png'],
      onUnfractured: ['Normal/n0.png'],
      fracturedWithout: ['Fractured/f2.png'],
      unknown: ['Normal/gone.png'],
      problems: [],
    })
    expect(marks!.share.most).toBeCloseTo((48 * 60) / (240 * 300), 9)
  })

  it('draws them on its sheet', async () => {
    const coloured = async () => {
      const { data } = await sharp((await inspected({ sheet: true })).sheet)
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true })
      let count = 0
      for (let at = 0; at < data.length; at += 3) if (data[at] - data[at + 2] > 60) count++
      return count
    }
    expect(await coloured()).toBe(0)
    await writeTexts({ 'boxes.csv': `${heading}Fractured/f0.png,60,75,120,150\n` }, root)
    // The outline of 64 × 80 pixels.
    expect(await coloured()).toBeGreaterThan(250)
    expect(await coloured()).toBeLessThan(700)
  })
})

describe('films without class folders', () => {
  beforeEach(async () => {
    await mkdir(join(root, 'images'))
    for (const name of ['n0', 'n1', 'n2']) await rename(join(root, 'Normal', `${name}.png`), join(root, 'images', `${name}.png`)) // prettier-ignore
    for (const name of ['f0', 'f1', 'f2']) await rename(join(root, 'Fractured', `${name}.png`), join(root, 'images', `${name}.png`)) // prettier-ignore
    for (const name of ['Normal', 'Fractured']) await rm(join(root, name), { recursive: true })
  })

  it('have the labels that their marks give them', async () => {
    await writeTexts({ 'labels/f0.txt': '0 0.5 0.5 0.1 0.1', 'labels/f1.txt': '0 0.5 0.5 0.1 0.1', 'labels/n0.txt': '', 'labels/n1.txt': '' }, root) // prettier-ignore
    const { films, classNames } = await openDataset(root, studyDecoder, examining, { nearDuplicates: false })
    expect(classNames).toEqual(['No fracture', 'Fracture'])
    expect(films.map(({ file, label, marks }) => [file, label, marks?.length])).toEqual([
      ['images/n0.png', 0, 0],
      ['images/n1.png', 0, 0],
      ['images/f0.png', 1, 1],
      ['images/f1.png', 1, 1],
    ])
    expect((await inspected()).marks).toMatchObject({ unlabelled: 2, films: 2, emptyFilms: 2 })
  })

  it('may have an answer and no mark, and are left out where nobody is sure', async () => {
    const text =
      'file,x,y,width,height,answer\nf0.png,,,,,fracture\nf1.png,1,2,30,40,fracture\nf2.png,,,,,unsure\nn0.png,,,,,none\n'
    await writeTexts({ 'marks.csv': text }, root)
    const { films } = await openDataset(root, studyDecoder, examining, { nearDuplicates: false })
    expect(films.map(({ file, label, marks }) => [file, label, marks?.length])).toEqual([
      ['images/n0.png', 0, 0],
      ['images/f0.png', 1, undefined],
      ['images/f1.png', 1, 1],
    ])
  })

  it('are divided as their folders say', async () => {
    for (const part of ['train', 'test']) await mkdir(join(root, part))
    for (const [name, part] of Object.entries({ f0: 'train', n0: 'train', f1: 'test', n1: 'test' })) {
      await rename(join(root, 'images', `${name}.png`), join(root, part, `${name}.png`))
      await writeTexts({ [`${part}/${name}.txt`]: name.startsWith('f') ? '0 0.5 0.5 0.1 0.1' : '' }, root)
    }
    const { films } = await openDataset(root, studyDecoder, examining, { nearDuplicates: false })
    expect(films.map(({ file, part }) => [file, part])).toEqual([
      ['test/n1.png', 'holdout'],
      ['train/n0.png', 'train'],
      ['test/f1.png', 'holdout'],
      ['train/f0.png', 'train'],
    ])
  })

  it('are refused where all are of one kind, and as before where there are no marks', async () => {
    await writeTexts({ 'labels/f0.txt': '0 0.5 0.5 0.1 0.1' }, root)
    await expect(openSource(root)).rejects.toMatchObject({ id: 'marks-of-one-kind' })
    await rm(join(root, 'labels'), { recursive: true })
    await expect(openSource(root)).rejects.toMatchObject({ code: 'dataset-invalid' })
  })
})

describe('openSource', () => {
  it('lets files of marks be read elsewhere, and films be left out', async () => {
    await writeTexts({ 'boxes.csv': `${heading}Fractured/f0.png,24,30,48,60\n`, 'Normal/notes.txt': 'x y' }, root)
    const asked: string[] = []
    const readMarks = (paths: string[]) => {
      asked.push(...paths)
      return readMarkFiles(paths)
    }
    const { files } = await openSource(root, ['Normal/n0.png'], { readMarks })
    expect(asked.map((path) => path.slice(root.length + 1))).toEqual(['Normal/notes.txt', 'boxes.csv'])
    expect(files.map(({ path, said }) => [path.slice(root.length + 1), said?.length])).toContainEqual(['Fractured/f0.png', 1]) // prettier-ignore
    // What is no file of marks is a film that will be told to be none.
    expect(files).toHaveLength(6)
  })
})

const fracatlas = sharedFolder('fracture/fracatlas640')
it.skipIf(!fracatlas.present)('finds the boxes of FracAtlas, one of them on a film labelled healthy', async () => {
  const { files, marks } = await openSource(fracatlas.path)
  const count = files.reduce((sum, { said = [] }) => sum + said.reduce((own, film) => own + film.marks.length, 0), 0)
  expect([marks?.set?.byFilm.size, count, marks?.set?.unknown, marks?.problems]).toEqual([541, 680, [], []])
  expect(files.filter(({ label, said }) => said && label === 0).map(({ path }) => basename(path))).toEqual([
    'IMG0003298.jpg',
  ])
})

describe('exportMarks', () => {
  it('writes what it read, whatever format it came in, and labels', async () => {
    await writeTexts({ 'm.json': cocoOf({ 'f0.png': { size: [480, 600], boxes: [[48, 60, 96, 120]] } }) }, root)
    const { text, ...counts } = await exportMarks({ folder: root, format: 'csv' }, context)
    expect(counts).toEqual({ films: 6, marks: 1, leftOut: 0, unreadable: 0 })
    expect(text.split('\r\n').slice(0, 5)).toEqual([
      'file,x,y,width,height,shape,points,category,answer,frame,reader',
      'Normal/n0.png,,,,,,,,none,0,',
      'Normal/n1.png,,,,,,,,none,0,',
      'Normal/n2.png,,,,,,,,none,0,',
      'Fractured/f0.png,24,30,48,60,box,,fractured,fracture,0,',
    ])
    // Fractured films without marks would be empty images, and so healthy ones.
    expect(await exportMarks({ folder: root, format: 'coco' }, context)).toMatchObject({
      films: 4,
      marks: 1,
      leftOut: 2,
    })
  })

  it('refuses films without marks', async () => {
    await expect(exportMarks({ folder: root, format: 'csv' }, context)).rejects.toMatchObject({ id: 'marks-none-here' })
  })
})
