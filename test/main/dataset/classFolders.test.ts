import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative, sep } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { classFolders } from '#main/dataset/classFolders.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'classes-'))
})
afterEach(() => rm(root, { recursive: true }))

async function put(...paths: string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), 'x')
  }
}

describe('classFolders', () => {
  it('finds films at any depth, the class without fracture first', async () => {
    await put('Fractured/b.png', 'Fractured/deep/er/a.png', 'Non-Fractured/c.png', 'Non-Fractured/.hidden')
    const { classNames, files } = await classFolders(root)
    expect(classNames).toEqual(['No fracture', 'Fracture'])
    expect(files.map(({ path, label }) => [relative(root, path), label])).toEqual([
      [join('Non-Fractured', 'c.png'), 0],
      [join('Fractured', 'b.png'), 1],
      [join('Fractured', 'deep', 'er', 'a.png'), 1],
    ])
  })

  it('takes more kinds of fracture as classes of their own', async () => {
    await put('normal/a.png', 'hairline/b.png', 'displaced/c.png')
    expect((await classFolders(root)).classNames).toEqual(['No fracture', 'displaced', 'hairline'])
  })

  it('does not follow links', async () => {
    await put('Fractured/a.png', 'Normal/b.png')
    await symlink('/', join(root, 'Normal', 'everything'))
    expect((await classFolders(root)).files).toHaveLength(2)
  })

  it('finds class folders below others, and the same class under names that mean the same', async () => {
    await put(
      'films/site A/Normal/a.png',
      'films/site A/Fractured/b.png',
      'films/site B/non-fractured/c.png',
      'films/site B/fracture/x/d.png',
      'films/readme.txt',
    )
    const { classNames, files, outsideClasses } = await classFolders(root)
    expect(classNames).toEqual(['No fracture', 'Fracture'])
    expect(files.map(({ path, label }) => [relative(root, path).split(sep).at(-1), label])).toEqual([
      ['a.png', 0],
      ['c.png', 0],
      ['b.png', 1],
      ['d.png', 1],
    ])
    expect(outsideClasses).toBe(1)
  })

  const parts = async () =>
    (await classFolders(root)).files.map(({ path, part }) => [relative(root, path).split(sep).at(-1), part])

  it('recognises train, validation and test folders above the class folders, also where one has a class only', async () => {
    await put(
      'data/Train/Normal/a.png',
      'data/Train/Fractured/b.png',
      'data/valid/Normal/c.png',
      'data/test_set/Fractured/d.png',
    )
    expect(await parts()).toEqual([
      ['a.png', 'train'],
      ['c.png', 'validation'],
      ['b.png', 'train'],
      ['d.png', 'holdout'],
    ])
  })

  it('recognises them just below the class folders', async () => {
    await put('Normal/train/a.png', 'Normal/test/b.png', 'Fractured/train/c.png', 'Fractured/test/deep/d.png')
    expect(await parts()).toEqual([
      ['b.png', 'holdout'],
      ['a.png', 'train'],
      ['d.png', 'holdout'],
      ['c.png', 'train'],
    ])
  })

  it('takes a validation folder without a test folder for what was held back', async () => {
    await put('train/Normal/a.png', 'train/Fractured/b.png', 'val/Normal/c.png', 'val/Fractured/d.png')
    expect((await parts()).map(([, part]) => part)).toEqual(['train', 'holdout', 'train', 'holdout'])
  })

  it('takes no division that leaves films out, or that has one part', async () => {
    await put('train/Normal/a.png', 'train/Fractured/b.png', 'more/Normal/c.png', 'more/Fractured/d.png')
    expect((await parts()).map(([, part]) => part)).toEqual([undefined, undefined, undefined, undefined])
    await rm(join(root, 'more'), { recursive: true })
    expect((await parts()).map(([, part]) => part)).toEqual([undefined, undefined])
  })

  it.each([
    ['one folder only', ['Fractured/a.png']],
    ['no folder that says it is without fracture', ['Fractured/a.png', 'Broken/b.png']],
    ['two such folders', ['Normal/a.png', 'Non-Fractured/b.png', 'Fractured/c.png']],
    ['only such folders', ['train/Normal/a.png', 'test/Non-Fractured/b.png']],
  ])('refuses %s with a sentence', async (_, paths) => {
    await put(...paths)
    await expect(classFolders(root)).rejects.toMatchObject({ code: 'dataset-invalid' })
  })

  it('refuses folders that lie so deep that films would be left out', async () => {
    await put(`Fractured/${'deeper/'.repeat(19)}a.png`)
    await put('Normal/b.png')
    await expect(classFolders(root)).resolves.toBeDefined()
    await put(`Normal/${'deeper/'.repeat(20)}b.png`)
    await expect(classFolders(root)).rejects.toMatchObject({ id: 'films-folder-too-deep' })
  })

  it('refuses an empty class and a folder that is not there', async () => {
    await put('Fractured/a.png')
    await mkdir(join(root, 'Normal'))
    await expect(classFolders(root)).rejects.toMatchObject({ code: 'dataset-invalid' })
    await expect(classFolders(join(root, 'nowhere'))).rejects.toMatchObject({ code: 'not-found' })
  })
})
