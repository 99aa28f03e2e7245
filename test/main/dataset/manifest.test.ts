import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { readManifest } from '#main/dataset/manifest.ts'
import { openSource } from '#main/dataset/source.ts'
import { newFolder } from '../../support/folder.ts'

let root: string
beforeEach(async () => {
  root = await newFolder()
})

async function manifest(...lines: string[]): Promise<string> {
  const path = join(root, 'films.csv')
  await writeFile(path, lines.join('\n'))
  return path
}

describe('readManifest', () => {
  it('reads labels, patients, studies, parts and further columns, whatever their order, case and quotes', async () => {
    const path = await manifest(
      '\uFEFFLabel, FILE ,Split,patient,Study,site',
      'hairline,"a, b.png",train,P1,S1,east',
      'normal,sub/c.png,Test,,,',
      '',
      'displaced,d.dcm,val,P2,,west',
    )
    const { classNames, files, outsideFolder } = await readManifest(path)
    expect(classNames).toEqual(['No fracture', 'displaced', 'hairline'])
    expect(outsideFolder).toBe(0)
    expect(files.map((file) => ({ ...file, path: relative(root, file.path) }))).toEqual([
      { path: 'a, b.png', label: 2, part: 'train', patient: 'P1', study: 'S1', attributes: { site: 'east' } },
      { path: join('sub', 'c.png'), label: 0, part: 'holdout', attributes: { site: '' } },
      { path: 'd.dcm', label: 1, part: 'validation', patient: 'P2', attributes: { site: 'west' } },
    ])
  })

  it('takes 0 and 1 for labels, and films without a division', async () => {
    const { classNames, files } = await readManifest(await manifest('file,label,split', 'a.png,1,', 'b.png,0,'))
    expect(classNames).toEqual(['No fracture', 'Fracture'])
    expect(files.map(({ label, part }) => [label, part])).toEqual([
      [1, undefined],
      [0, undefined],
    ])
  })

  it('counts files that lie outside its folder, also through links', async () => {
    await mkdir(join(root, 'data'))
    await symlink('/', join(root, 'data', 'all'))
    const path = join(root, 'data', 'films.csv')
    await writeFile(path, `file,label\n../a.png,0\n/etc/hostname,1\nall/etc/passwd,1\n..b.png,1\ninside.png,0`)
    expect((await readManifest(path)).outsideFolder).toBe(3)
  })

  it.each([
    ['no label column', ['file,class', 'a.png,normal'], undefined],
    ['one label only', ['file,label', 'a.png,normal'], undefined],
    ['no label without fracture', ['file,label', 'a.png,hairline', 'b.png,displaced'], undefined],
    ['no lines', ['file,label'], undefined],
    ['an empty label', ['file,label', 'a.png,', 'b.png,0'], 'line 2'],
    ['lines of different lengths', ['file,label', 'a.png,0,1', 'b.png,1'], undefined],
    ['a file named twice', ['file,label', 'a.png,0', './a.png,1'], 'line 3'],
    ['a split for some films only', ['file,label,split', 'a.png,0,train', 'b.png,1,'], 'line 3'],
    ['an unknown split', ['file,label,split', 'a.png,0,train', 'b.png,1,later'], 'line 3'],
    ['no table', ['"', 'x'], undefined],
  ])('refuses %s with a sentence', async (_, lines, where) => {
    await expect(readManifest(await manifest(...lines))).rejects.toMatchObject({ code: 'dataset-invalid', where })
  })

  it('says when it is not there, and is told from a folder by its ending', async () => {
    await expect(openSource(join(root, 'none.csv'))).rejects.toMatchObject({ code: 'not-found' })
    expect((await openSource(await manifest('file,label', 'a.png,0', 'b.png,1'))).root).toBe(root)
  })
})
