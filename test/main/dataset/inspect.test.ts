import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { inspectionRequestSchema, inspectionSchema, type InspectionRequest } from '#shared/dataset.ts'
import type { JobProgress } from '#shared/job.ts'
import { studyDecoder } from '#main/study/openStudy.ts'
import { inspectDataset, type InspectionContext } from '#main/dataset/inspect.ts'
import { describeInspection } from '#main/hosts/cli/print/describeInspection.ts'
import { dicomPhantom } from '../../support/dicomPhantom.ts'
import { FailingSteps } from '../../support/failingSteps.ts'
import { newFolder } from '../../support/folder.ts'
import { edited, madeFilm, writeFilm } from '../../support/madeFilms.ts'

let root: string
const at = (...names: string[]): string => join(root, ...names)

beforeAll(async () => {
  root = await newFolder()
  for (let i = 0; i < 12; i++) await writeFilm(at('Normal', `n${i}.png`), madeFilm(i))
  for (let i = 0; i < 6; i++) await writeFilm(at('Fractured', `f${i}.png`), madeFilm(20 + i))
  await copyFile(at('Normal', 'n0.png'), at('Normal', 'n0 copy.png'))
  await copyFile(at('Normal', 'n1.png'), at('Fractured', 'n1.png'))
  await writeFilm(
    at('Fractured', 'turned.jpg'),
    await edited(madeFilm(2), (film) => film.rotate(90).jpeg({ quality: 75 })),
  )
  await writeFilm(at('Fractured', 'smaller.jpg'), await edited(madeFilm(20), (film) => film.resize(140).jpeg()))
  await writeFile(at('Normal', 'a.dcm'), dicomPhantom({ patientId: 'P1', frames: 2 }))
  await writeFile(at('Normal', 'notes.txt'), 'no film')
})

function inspect(
  changes: Partial<InspectionRequest> = {},
  { cacheDirectory, ...context }: Partial<InspectionContext> & { cacheDirectory?: string } = {},
) {
  const request = { ...inspectionRequestSchema.parse({ folder: root, ...changes }), cacheDirectory }
  return inspectDataset(request, {
    decoder: studyDecoder,
    signal: new AbortController().signal,
    onProgress: () => {},
    ...context,
  })
}

describe('inspectDataset', () => {
  it('tells what a training should know of the films', async () => {
    const stages: JobProgress[] = []
    const { inspection, sheet } = await inspect({}, { onProgress: (progress) => stages.push(progress) })
    expect(inspectionSchema.parse(inspection)).toEqual(inspection)
    expect(sheet).toBeUndefined()
    expect(inspection).toMatchObject({
      classNames: ['No fracture', 'Fracture'],
      files: 24,
      films: 23,
      outsideClasses: 0,
      counts: [14, 9],
      balance: 9 / 14,
    })
    expect(inspection.unreadable).toMatchObject([{ file: 'Normal/notes.txt', problem: { code: 'not-an-image' } }])
    expect(inspection.exactDuplicates).toEqual([
      { files: ['Normal/n0 copy.png', 'Normal/n0.png'], labels: [0, 0] },
      { files: ['Normal/n1.png', 'Fractured/n1.png'], labels: [0, 1] },
    ])
    expect(inspection.nearDuplicates).toEqual([
      { files: ['Normal/n2.png', 'Fractured/turned.jpg'], labels: [0, 1] },
      { files: ['Fractured/f0.png', 'Fractured/smaller.jpg'], labels: [1, 1] },
    ])
    expect(inspection.contradictions.map(({ kind, files }) => [kind, files[1]])).toEqual([
      ['exact', 'Fractured/n1.png'],
      ['near', 'Fractured/turned.jpg'],
    ])
    expect(inspection.groups).toMatchObject({
      count: 19,
      largest: 2,
      reasons: { content: { groups: 2, films: 4 }, near: { groups: 2, films: 4 }, patient: { groups: 0, films: 0 } },
    })
    expect(inspection.sizes).toEqual({
      formats: { dicom: 1, png: 20, jpeg: 2 },
      rows: { least: 64, median: 300, most: 300 },
      columns: { least: 48, median: 240, most: 300 },
      multiFrame: 1,
    })
    expect(inspection.split).toMatchObject({ from: 'made', leak: false, leaks: [], written: false })
    expect(inspection.split.parts.reduce((sum, { films }) => sum + films, 0)).toBe(23)
    expect(stages.at(0)).toEqual({ stage: 'inspect', done: 0, total: 24, numbers: {} })
    expect(stages.filter(({ stage, done, total }) => stage === 'inspect' && done === total)).toHaveLength(1)
  })

  it('finds every film readable where its pictures cannot be kept, and says why once', async () => {
    const told = async (cacheDirectory: string) => {
      const troubles: unknown[] = []
      const { inspection } = await inspect({}, { onTrouble: (thrown) => troubles.push(thrown), cacheDirectory })
      expect([inspection.films, inspection.unreadable.length]).toEqual([23, 1])
      return troubles
    }
    expect(await told(at('Normal', 'notes.txt'))).toHaveLength(1)
    const cache = await newFolder()
    const steps = new FailingSteps(cache)
    try {
      // By its name: films are looked at side by side, so steps come in another order each time.
      steps.arm([/^writeFile /])
      expect(await told(cache)).toMatchObject([{ code: 'disk-full' }])
      expect(steps.missed).toEqual([])
    } finally {
      steps.restore()
    }
    expect((await readdir(cache, { recursive: true })).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('says first which films show one grey all over', async () => {
    const folder = await newFolder()
    const black = sharp({ create: { width: 60, height: 80, channels: 3, background: '#000' } }).png()
    await writeFilm(join(folder, 'Normal', 'black.png'), black)
    await writeFilm(join(folder, 'Normal', 'a.png'), madeFilm(1))
    await writeFilm(join(folder, 'Fractured', 'b.png'), madeFilm(2))
    const { inspection } = await inspect({ folder })
    expect(inspection.blank).toEqual(['Normal/black.png'])
    expect(describeInspection(inspection)[0]).toContain('1 film shows one grey all over')
  })

  it('does not look at films that are to be left out', async () => {
    const leaveOut = ['Normal/n0 copy.png', 'Fractured/n1.png', 'Normal/notes.txt', 'Normal/not there.png']
    const { inspection } = await inspect({ leaveOut })
    expect(inspection).toMatchObject({
      files: 21,
      leftOut: 3,
      films: 21,
      counts: [13, 8],
      unreadable: [],
      exactDuplicates: [],
    })
    expect(inspection.contradictions.map(({ kind }) => kind)).toEqual(['near'])
  })

  it('writes the split where there is none, reads it where there is, and shows what leaks in it', async () => {
    const splitFile = join(await newFolder(), 'split.csv')
    const made = (await inspect({ splitFile, folds: 3 })).inspection.split
    expect(made).toMatchObject({ from: 'made', written: true })
    const text = await readFile(splitFile, 'utf8')
    expect(
      new Set(
        text
          .trim()
          .split('\n')
          .slice(1)
          .map((line) => line.split(',')[4]),
      ),
    ).toEqual(new Set(['1', '2', '3']))
    const again = (await inspect({ splitFile })).inspection.split
    expect(again).toEqual({ ...made, from: 'file', written: false })

    const side = (line: string, part: string): string => line.replace(/train|validation|holdout/, part)
    const leaky = text
      .trim()
      .split('\n')
      .map((line, i) => (i === 0 ? line : side(line, line.startsWith('Normal') ? 'train' : 'holdout')))
    await writeFile(splitFile, leaky.join('\n'))
    const { split } = (await inspect({ splitFile })).inspection
    expect(split).toMatchObject({ from: 'file', leak: true, written: false })
    expect(split.leaks).toEqual([
      {
        reason: 'content',
        files: ['Normal/n1.png', 'Fractured/n1.png'],
        parts: expect.arrayContaining(['train', 'holdout']),
      },
      {
        reason: 'near',
        files: ['Normal/n2.png', 'Fractured/turned.jpg'],
        parts: expect.arrayContaining(['train', 'holdout']),
      },
    ])
    expect(await readFile(splitFile, 'utf8')).toBe(leaky.join('\n'))
    expect((await inspect({ splitFile, newSplit: true })).inspection.split).toMatchObject({
      from: 'made',
      leak: false,
      written: false,
    })
    expect(await readFile(splitFile, 'utf8')).toBe(leaky.join('\n'))
  })

  it('groups by a pattern, and refuses one that is none', async () => {
    const { groups } = (await inspect({ groupPattern: '^([nf])\\d' })).inspection
    expect(groups.reasons.name).toEqual({ groups: 2, films: 20 })
    await expect(inspect({ groupPattern: '(' })).rejects.toMatchObject({ code: 'wrong-use' })
  })

  it('draws how films are varied, the same for the same seed', async () => {
    const draw = async (seed: number) => (await inspect({ variations: true, seed })).variations!
    const first = await draw(1)
    expect((await sharp(first).metadata()).height).toBeGreaterThan(2 * 3 * 160)
    expect(Buffer.compare(first, await draw(1))).toBe(0)
    expect(Buffer.compare(first, await draw(2))).not.toBe(0)
  })

  it('draws a sheet with films of each class', async () => {
    const { sheet } = await inspect({ sheet: true })
    const { width, height, format } = await sharp(sheet).metadata()
    expect({ width, height, format }).toEqual({ width: 1352, height: 8 + 2 * (36 + 2 * 168 + 8), format: 'png' })
    const { data, info } = await sharp(sheet).greyscale().raw().toBuffer({ resolveWithObject: true })
    const brightest = (row: number, column: number): number => {
      let most = 0
      for (let y = row; y < row + 160; y++)
        for (let x = column; x < column + 160; x++) most = Math.max(most, data[y * info.width + x])
      return most
    }
    expect(brightest(44, 8)).toBeGreaterThan(80)
    // Nine films of the second class: two rows, the second one with one film.
    const second = 8 + 36 + 2 * 168 + 8 + 36
    expect(brightest(second + 168, 8)).toBeGreaterThan(80)
    expect(brightest(second + 168, 8 + 168)).toBeLessThan(40)
  })

  it('tells of films that none can be read of, and ends where it is told to', async () => {
    const empty = await newFolder()
    for (const name of ['Normal', 'Fractured']) {
      await mkdir(join(empty, name))
      await writeFile(join(empty, name, 'x.txt'), name)
    }
    expect((await inspect({ folder: empty, sheet: true })).inspection).toMatchObject({
      films: 0,
      balance: 0,
      groups: { count: 0, largest: 0 },
    })
    const abort = new AbortController()
    await expect(
      inspect({}, { signal: abort.signal, onProgress: () => abort.abort(new Error('enough')) }),
    ).rejects.toThrow('enough')
  })
})
