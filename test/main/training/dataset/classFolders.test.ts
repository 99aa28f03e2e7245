import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { classFolders } from '#main/training/dataset/classFolders.ts'

let root: string
beforeEach(async () => { root = await mkdtemp(join(tmpdir(), 'classes-')) })
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
      [join('Non-Fractured', 'c.png'), 0], [join('Fractured', 'b.png'), 1], [join('Fractured', 'deep', 'er', 'a.png'), 1],
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

  it.each([
    ['one folder only', ['Fractured/a.png']],
    ['no folder that says it is without fracture', ['Fractured/a.png', 'Broken/b.png']],
    ['two such folders', ['Normal/a.png', 'Non-Fractured/b.png', 'Fractured/c.png']],
  ])('refuses %s with a sentence', async (_, paths) => {
    await put(...paths)
    await expect(classFolders(root)).rejects.toMatchObject({ code: 'dataset-invalid' })
  })

  it('refuses an empty class and a folder that is not there', async () => {
    await put('Fractured/a.png')
    await mkdir(join(root, 'Normal'))
    await expect(classFolders(root)).rejects.toMatchObject({ code: 'dataset-invalid' })
    await expect(classFolders(join(root, 'nowhere'))).rejects.toMatchObject({ code: 'not-found' })
  })
})
