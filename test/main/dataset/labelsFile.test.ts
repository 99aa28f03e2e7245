import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { LabelCorrection } from '#shared/training.ts'
import { saveLabels } from '#main/app/training/saveLabels.ts'
import { nameWithin, openSource } from '#main/dataset/source.ts'
import { readMarkFiles } from '#main/marks/index.ts'
import { newFolder } from '../../support/folder.ts'

let root: string
let films: string
const compute = { readMarks: (paths: readonly string[]) => readMarkFiles(paths) }

beforeEach(async () => {
  root = await newFolder()
  films = join(root, 'films')
  for (const file of ['Fractured/a.png', 'Fractured/b.png', 'Normal/c.png', 'Normal/-d.png', 'Normal/e, "f".png']) {
    await mkdir(join(films, file, '..'), { recursive: true })
    await writeFile(join(films, file), file)
  }
})

const save = (corrections: LabelCorrection[], file = join(films, 'labels.csv'), folder = films) =>
  saveLabels({ compute }, { folder, file, corrections })

/** Each film with its class, those that are set aside with a minus. */
async function labels(path: string): Promise<Record<string, string>> {
  const { root: from, files, setAside = [], classNames } = await openSource(path)
  const named = (list: typeof files, sign: string) =>
    list.map((file) => [nameWithin(from, file.path), sign + classNames[file.label]])
  return Object.fromEntries([...named(files, ''), ...named(setAside, '-')])
}

describe('saveLabels', () => {
  it('writes a manifest of all films that a training takes like any other, and touches no film', async () => {
    const before = await readdir(films, { recursive: true })
    expect(
      await save([
        { file: 'Fractured/a.png', label: 'No fracture' },
        { file: 'Normal/c.png' },
        { file: 'gone.png', label: 'Fracture' },
      ]),
    ).toEqual({ path: join(films, 'labels.csv'), films: 4, corrected: 1, leftOut: 1, gone: 1 })
    expect(await labels(join(films, 'labels.csv'))).toEqual({
      'Fractured/a.png': 'No fracture',
      'Fractured/b.png': 'Fracture',
      'Normal/-d.png': 'No fracture',
      'Normal/c.png': '-No fracture',
      'Normal/e, "f".png': 'No fracture',
    })
    expect((await openSource(join(films, 'labels.csv'))).leftOut).toBe(1)
    expect((await readdir(films, { recursive: true })).sort()).toEqual([...before, 'labels.csv'].sort())
    expect(await readFile(join(films, 'Fractured/a.png'), 'utf8')).toBe('Fractured/a.png')
    expect((await stat(join(films, 'labels.csv'))).mode & 0o777).toBe(0o600)
    // The folder itself says what it said.
    expect(await labels(films)).toMatchObject({ 'Fractured/a.png': 'Fracture', 'Normal/c.png': 'No fracture' })
  })

  it('adds to what it wrote, knows the first label, and takes films back', async () => {
    await save([{ file: 'Fractured/a.png', label: 'No fracture' }, { file: 'Normal/c.png' }])
    const table = join(films, 'labels.csv')
    expect(
      await save(
        [
          { file: 'Fractured/a.png', label: 'Fracture' },
          { file: 'Normal/c.png', label: 'Fracture' },
        ],
        table,
        table,
      ),
    ).toMatchObject({ films: 5, corrected: 1, leftOut: 0 })
    const text = await readFile(table, 'utf8')
    expect(text).toMatch(/^file,label,original label,leave out\r\n/)
    expect(text).toContain('Fractured/a.png,Fracture,Fracture,\r\n')
    expect(text).toContain('Normal/c.png,Fracture,No fracture,\r\n')
  })

  it('replaces no other file, and no corrections of another time', async () => {
    const table = join(films, 'films.csv')
    const own = 'file,label\nFractured/a.png,fracture\nNormal/c.png,normal\n'
    await writeFile(table, own)
    await expect(save([{ file: 'Normal/c.png' }], table, table)).rejects.toMatchObject({ id: 'labels-of-one-kind' })
    await expect(save([{ file: 'Fractured/a.png', label: 'Fracture' }], table, table)).rejects.toMatchObject({
      id: 'new-file-exists',
    })
    expect(await readFile(table, 'utf8')).toBe(own)
    await save([{ file: 'Fractured/a.png', label: 'No fracture' }])
    await expect(save([{ file: 'Fractured/b.png' }])).rejects.toMatchObject({ id: 'new-file-exists' })
    await expect(save([{ file: 'Normal/c.png', label: 'hairline' }], join(films, 'x.csv'))).rejects.toMatchObject({
      id: 'labels-class-unknown',
    })
    await expect(save([{ file: 'Normal/c.png' }], join(root, 'nowhere', 'x.csv'))).rejects.toMatchObject({
      id: 'new-file-not-writable',
    })
  })

  it('may lie elsewhere, keeps parts and columns, and finds marks that lie in the folder', async () => {
    await mkdir(join(films, 'boxes', 'deep'), { recursive: true })
    await writeFile(join(films, 'boxes', 'deep', 'marks.csv'), 'file,x,y,width,height\nFractured/b.png,1,1,4,4\n')
    const elsewhere = join(root, 'mine')
    await save([{ file: 'Fractured/a.png', label: 'No fracture' }], elsewhere)
    const { files, marks, outsideFolder } = await openSource(`${elsewhere}.csv`)
    expect(files.filter(({ said }) => said).map(({ path }) => path)).toEqual([join(films, 'Fractured', 'b.png')])
    expect([marks?.set?.format, outsideFolder]).toEqual(['csv', 0])

    const table = join(films, 'rows.csv')
    const rows = ['a.png,hairline,P1,train,-east', './-d.png,normal,P2,test,=west', 'c.png,displaced,P3,val,']
    await writeFile(table, ['file,label,patient,split,site', ...rows].join('\n'))
    await save([{ file: 'c.png', label: 'hairline' }], join(films, 'out.csv'), table)
    const again = await openSource(join(films, 'out.csv'))
    // Two classes are left, and the one with a fracture is called so.
    expect(again.classNames).toEqual(['No fracture', 'Fracture'])
    expect(
      again.files.map(({ path, part, patient, attributes }) => [nameWithin(films, path), part, patient, attributes]),
    ).toEqual([
      ['a.png', 'train', 'P1', { site: '-east' }],
      ['-d.png', 'holdout', 'P2', { site: '=west' }],
      ['c.png', 'validation', 'P3', { site: '' }],
    ])
  })

  it('says that marks are not where the manifest has them, and uses the films', async () => {
    await mkdir(join(films, 'boxes'))
    await writeFile(join(films, 'boxes', 'marks.csv'), 'file,x,y,width,height\nFractured/b.png,1,1,4,4\n')
    await save([{ file: 'Fractured/a.png', label: 'No fracture' }], join(root, 'mine.csv'))
    const text = (await readFile(join(root, 'mine.csv'), 'utf8')).replaceAll(',films\r\n', ',away\r\n')
    await writeFile(join(root, 'mine.csv'), text)
    const { files, marks } = await openSource(join(root, 'mine.csv'))
    expect([files.length, marks?.set, marks?.problems.length]).toEqual([5, undefined, 1])
  })
})
