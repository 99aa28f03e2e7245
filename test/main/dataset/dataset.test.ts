import { createHash } from 'node:crypto'
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Mark } from '#shared/mark.ts'
import { fileInputs } from '#main/reading/filmInput.ts'
import { studyDecoder } from '#main/study/openStudy.ts'
import type { StudyDecoder } from '#main/study/service.ts'
import { addedFiles } from '#main/dataset/addedFilms.ts'
import { openDataset, type DatasetOptions } from '#main/dataset/dataset.ts'
import { filesAtATime } from '#main/dataset/examine.ts'
import { groupPattern } from '#main/dataset/groupPattern.ts'
import type { PictureDecoder } from '#main/dataset/shownPixels.ts'
import { splitDataset } from '#main/dataset/splitDataset.ts'
import { dicomPhantom } from '../../support/dicomPhantom.ts'
import { newFolder } from '../../support/folder.ts'
import { edited, madeFilm, writeFilm } from '../../support/madeFilms.ts'

let root: string

beforeAll(async () => {
  root = await newFolder()
  for (let i = 0; i < 4; i++) {
    await writeFilm(join(root, 'train', 'Normal', `n${i}.png`), madeFilm(i))
    await writeFilm(join(root, 'train', 'Fractured', `f${i}.jpg`), madeFilm(10 + i))
  }
  await writeFilm(
    join(root, 'test', 'Normal', 'again.jpg'),
    await edited(madeFilm(1), (film) => film.flop().jpeg({ quality: 70 })),
  )
  await mkdir(join(root, 'test', 'Fractured'))
  await writeFile(join(root, 'test', 'Fractured', 'f.dcm'), dicomPhantom({ patientId: 'P1' }))
  await writeFile(join(root, 'test', 'Fractured', 'notes.txt'), 'no film')
  await writeFile(
    join(root, 'test', 'Fractured', 'cut.dcm'),
    dicomPhantom({ rows: 200, columns: 200 }).subarray(0, 4000),
  )
})

const open = (options?: DatasetOptions, decoder: PictureDecoder = studyDecoder, path = root) =>
  openDataset(path, decoder, { signal: new AbortController().signal, onFile: () => {} }, options)

describe('openDataset', () => {
  it('opens DICOM, PNG and JPEG together, with parts, and one group for a film and its mirrored copy', async () => {
    const { classNames, films, unreadable } = await open()
    expect(classNames).toEqual(['No fracture', 'Fracture'])
    expect(unreadable).toHaveLength(2)
    expect(films.map(({ file, label, part }) => [file, label, part])).toEqual([
      ['test/Normal/again.jpg', 0, 'holdout'],
      ...[0, 1, 2, 3].map((i) => [`train/Normal/n${i}.png`, 0, 'train']),
      ['test/Fractured/f.dcm', 1, 'holdout'],
      ...[0, 1, 2, 3].map((i) => [`train/Fractured/f${i}.jpg`, 1, 'train']),
    ])
    const group = (file: string) => films.find((film) => film.file === file)!.group
    expect(group('test/Normal/again.jpg')).toBe(group('train/Normal/n1.png'))
    expect(new Set(films.map((film) => film.group)).size).toBe(9)
    expect(() => splitDataset({ films })).toThrow(expect.objectContaining({ code: 'dataset-invalid' }))
  })

  it('opens no film that is to be left out', async () => {
    const { films, unreadable } = await open({ leaveOut: ['test/Normal/again.jpg', 'test/Fractured/cut.dcm'] })
    expect(films.map(({ file }) => file)).not.toContain('test/Normal/again.jpg')
    expect([films.length, unreadable.length]).toEqual([9, 1])
  })

  it('opens films from elsewhere beside its own, but none that it has, that changed since, or that has no class here', async () => {
    const elsewhere = await newFolder()
    const add = async (name: string, seed: number, fractured: boolean) => {
      const path = join(elsewhere, name)
      await writeFilm(path, madeFilm(seed))
      return {
        path,
        contentHash: createHash('sha256')
          .update(await readFile(path))
          .digest('hex'),
        fractured,
      }
    }
    const added = [
      await add('new.png', 40, true),
      await add('own.png', 2, true),
      { ...(await add('changed.png', 41, false)), contentHash: 'ab' },
    ]
    const { films, unreadable } = await open({ added })
    expect(unreadable.find(({ file }) => file.startsWith('added films/'))?.problem.code).toBe('file-changed')
    expect(films.filter((film) => film.added)).toMatchObject([
      { path: added[0].path, label: 1, contentHash: added[0].contentHash },
    ])
    expect(films.at(-1)!.file).toBe(`added films/${added[0].contentHash.slice(0, 8)} new.png`)
    expect(films.filter((film) => !film.added)).toHaveLength(10)
    expect(addedFiles(added, ['No fracture', 'Hairline', 'Compound']).map(({ label }) => label)).toEqual([0])
  })

  it.each([
    { rule: 'a pattern', groupPattern: groupPattern(String.raw`^(patient\d+)_`) },
    { rule: 'the built-in rule', groupPattern: undefined },
  ])('ties films from elsewhere to its own by their names, by $rule', async ({ groupPattern }) => {
    const [own, elsewhere] = [await newFolder(), await newFolder()]
    await writeFilm(join(own, 'Normal', 'patient1_0a1b2c.png'), madeFilm(60))
    await writeFilm(join(own, 'Fractured', 'patient2_0a1b2c.png'), madeFilm(61))
    const added = []
    for (const [name, seed] of [
      ['patient1_3d4e5f.png', 62],
      ['patient2_3d4e5f.png', 63],
      ['patient3_3d4e5f.png', 64],
    ] as const) {
      const path = join(elsewhere, name)
      await writeFilm(path, madeFilm(seed))
      const contentHash = createHash('sha256').update(await readFile(path))
      added.push({ path, contentHash: contentHash.digest('hex'), fractured: false })
    }
    const { films } = await open({ added, groupPattern, nearDuplicates: false }, studyDecoder, own)
    const groupOf = Object.fromEntries(films.map(({ path, group }) => [basename(path), group]))
    expect(groupOf['patient1_3d4e5f.png']).toBe(groupOf['patient1_0a1b2c.png'])
    expect(groupOf['patient2_3d4e5f.png']).toBe(groupOf['patient2_0a1b2c.png'])
    expect(new Set(Object.values(groupOf)).size).toBe(3)
  })

  it('takes labels and marks of reviewed films below the folder instead of class folders, and tells of changed ones', async () => {
    const elsewhere = await newFolder()
    const reviewed = async (path: string, fractured: boolean, marks?: Mark[]) => ({
      ...{ path, fractured, ...(marks ? { marks } : {}) },
      contentHash: createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    })
    await writeFilm(join(elsewhere, 'other.png'), madeFilm(50))
    const box: Mark = { shape: 'box', x: 1, y: 2, width: 3, height: 4 }
    const normal = join(root, 'train', 'Normal')
    const fractured = join(root, 'train', 'Fractured')
    const reviewedFilms = [
      await reviewed(join(normal, 'n2.png'), true, [box]),
      await reviewed(join(fractured, 'f1.jpg'), false, []),
      await reviewed(join(elsewhere, 'other.png'), true),
      { ...(await reviewed(join(normal, 'n3.png'), false)), contentHash: 'ab' },
      { path: join(normal, 'gone.png'), fractured: true, contentHash: 'cd' },
    ]
    const { classNames, films, unreadable } = await open({ reviewedFilms, nearDuplicates: false })
    expect(classNames).toEqual(['No fracture', 'Fracture'])
    expect(films.map(({ file, label, marks, part, added }) => ({ file, label, marks, part, added }))).toEqual([
      { file: 'train/Fractured/f1.jpg', label: 0, marks: [], part: undefined, added: undefined },
      { file: 'train/Normal/n2.png', label: 1, marks: [box], part: undefined, added: undefined },
    ])
    expect(unreadable.map(({ file, problem }) => [file, problem.code])).toEqual([
      ['train/Normal/gone.png', 'not-readable'],
      ['train/Normal/n3.png', 'file-changed'],
    ])
    await expect(open({ reviewedFilms: reviewedFilms.slice(2, 3) })).rejects.toMatchObject({ code: 'dataset-invalid' })
  })

  it('looks for no near duplicates when it is told so', async () => {
    const { films } = await open({ nearDuplicates: false })
    expect(new Set(films.map((film) => film.group)).size).toBe(films.length)
    expect(splitDataset({ films }).leak).toBe(false)
  })

  it('decodes a film once for all times where there is a cache, and no more at a time than it may', async () => {
    const cacheDirectory = await newFolder()
    let decoded = 0
    let underWay = 0
    let most = 0
    const counting: StudyDecoder = {
      header: (path) => studyDecoder.header(path),
      film: async (path, frame) => {
        decoded++
        most = Math.max(most, ++underWay)
        return studyDecoder.film(path, frame).finally(() => underWay--)
      },
    }
    const first = await open({ cacheDirectory }, counting)
    expect(decoded).toBeGreaterThanOrEqual(first.films.length)
    expect(most).toBeLessThanOrEqual(filesAtATime)
    decoded = 0
    expect(await open({ cacheDirectory }, counting)).toEqual(first)
    expect(decoded).toBeLessThanOrEqual(first.unreadable.length)
  })

  it('gives the same where small pictures are made by the decoder', async () => {
    let made = 0
    const small: PictureDecoder = {
      header: (path) => studyDecoder.header(path),
      film: () => Promise.reject(new Error('Pixels should not travel.')),
      inputs: async (path, wanted, shape) => {
        made++
        return fileInputs(path, wanted, shape)
      },
    }
    expect(await open({}, small)).toEqual(await open())
    expect(made).toBeGreaterThan(9)
  })

  it('takes the parts of a split file instead', async () => {
    const { films } = await open()
    const splitFile = join(await newFolder(), 'split.csv')
    await writeFile(
      splitFile,
      ['file,split', ...films.map(({ file }, i) => `${file},${i < 5 ? 'train' : 'test'}`)].join('\n'),
    )
    expect((await open({ splitFile })).films.map(({ part }) => part)).toEqual(
      films.map((_, i) => (i < 5 ? 'train' : 'holdout')),
    )
  })

  it('opens a manifest, with its patients as groups', async () => {
    const path = join(root, 'films.csv')
    await writeFile(
      path,
      'file,label,patient\ntrain/Normal/n0.png,0,A\ntrain/Fractured/f0.jpg,1,A\ntrain/Normal/n2.png,0,B\nnowhere.png,1,B',
    )
    const { films, unreadable } = await open({}, studyDecoder, path)
    expect([films.map(({ group }) => group), unreadable.length]).toEqual([[0, 0, 1], 1])
  })

  it('leaves no film out for an error that nobody foresaw', async () => {
    const failing: StudyDecoder = {
      header: (path) => studyDecoder.header(path),
      film: (path, frame) =>
        path.endsWith('f2.jpg') ? Promise.reject(new TypeError('x')) : studyDecoder.film(path, frame),
    }
    await expect(open({}, failing)).rejects.toMatchObject({ code: 'internal' })
  })

  it('refuses the same film under two labels, and ends where it is told to', async () => {
    const twice = await newFolder()
    for (const folder of ['Normal', 'Fractured']) {
      await mkdir(join(twice, folder))
      await copyFile(join(root, 'train', 'Normal', 'n0.png'), join(twice, folder, 'x.png'))
    }
    await expect(open({}, studyDecoder, twice)).rejects.toMatchObject({ code: 'dataset-invalid' })
    const abort = new AbortController()
    const opening = openDataset(root, studyDecoder, {
      signal: abort.signal,
      onFile: () => abort.abort(new Error('enough')),
    })
    await expect(opening).rejects.toThrow('enough')
  })
})
