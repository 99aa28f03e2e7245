import { mkdirSync } from 'node:fs'
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Roots } from '#main/app/folders/roots.ts'
import { listFolder } from '#main/app/folders/listFolder.ts'
import { newFolder } from '../../../support/folder.ts'

/** A root with folders and films in it, and a folder beside it that nobody may reach. */
async function places() {
  const top = await newFolder()
  const root = join(top, 'films')
  const outside = join(top, 'secret')
  for (const folder of [join(root, 'b10', 'deep'), join(root, 'b2'), join(root, '.hidden'), outside])
    await mkdir(folder, { recursive: true })
  for (const name of ['a.dcm', 'b.PNG', 'IM0001', '1.2.840.7', 'notes.txt', '.film.dcm'])
    await writeFile(join(root, 'b10', name), 'x')
  await writeFile(join(outside, 'a.dcm'), 'x')
  return { top, root, outside, roots: await Roots.of([root]) }
}

const outsideRoots = { id: 'path-outside-roots' }

describe('roots', () => {
  it('admit themselves, what lies in them and what shall be made there', async () => {
    const { root, roots } = await places()
    for (const path of [root, join(root, 'b10', 'a.dcm'), join(root, 'new', 'model.zip')])
      expect(await roots.admit(path)).toBe(path)
    // What lies in an archive is named below its file.
    expect(await roots.admit(join(root, 'b10', 'a.dcm', 'inner.dcm'))).toBe(join(root, 'b10', 'a.dcm', 'inner.dcm'))
  })

  it('refuse what lies beside them, however it is named', async () => {
    const { top, root, outside, roots } = await places()
    for (const path of [outside, top, '/', `${root}-2`, `${root}/../secret/a.dcm`, `${root}/b2/../../secret`, 'a.dcm'])
      await expect(roots.admit(path), path).rejects.toMatchObject(outsideRoots)
  })

  it.skipIf(process.platform === 'win32')('refuse links that lead out, and follow those that do not', async () => {
    const { root, outside, roots } = await places()
    await symlink(outside, join(root, 'out'))
    await symlink(join(outside, 'new.zip'), join(root, 'dangling.zip'))
    await symlink(join(root, 'b10', 'deep'), join(root, 'in'))
    for (const path of ['out', 'out/a.dcm', 'out/new.zip', 'dangling.zip', 'out/../secret'])
      await expect(roots.admit(`${root}/${path}`), path).rejects.toMatchObject(outsideRoots)
    expect(await roots.admit(join(root, 'in'))).toBe(join(root, 'b10', 'deep'))
    // A system takes this for the folder above the link's end, text alone for the root's own.
    await expect(roots.admit(`${root}/in/../../../secret`)).rejects.toMatchObject(outsideRoots)
  })

  it('must be folders that are there', async () => {
    const { root } = await places()
    for (const path of [join(root, 'b3'), join(root, 'b10', 'a.dcm')])
      await expect(Roots.of([path])).rejects.toMatchObject({ id: 'root-missing' })
  })

  it('admit everything where there are none', async () => {
    const { outside } = await places()
    expect(await (await Roots.of(undefined)).admit(outside)).toBe(outside)
  })
})

describe('a list of folders', () => {
  it('begins with the roots', async () => {
    const { root, roots } = await places()
    expect(await listFolder(roots, undefined, false)).toEqual({
      trail: [],
      folders: [{ name: root, path: root, films: 0 }],
      films: 0,
    })
  })

  it('has sub folders in natural order, with the films in them, and the way up to the root', async () => {
    const { root, roots } = await places()
    const { trail, folders, films } = await listFolder(roots, root, false)
    expect(trail).toEqual([{ name: 'films', path: root }])
    expect(folders).toEqual([
      { name: 'b2', path: join(root, 'b2'), films: 0 },
      { name: 'b10', path: join(root, 'b10'), films: 4 },
    ])
    expect(films).toBe(0)
    const deeper = await listFolder(roots, join(root, 'b10', 'deep'), false)
    expect(deeper.trail.map(({ name }) => name)).toEqual(['films', 'b10', 'deep'])
    expect((await listFolder(roots, join(root, 'b10'), false)).films).toBe(4)
  })

  it('has hidden folders only where they are asked for', async () => {
    const { root, roots } = await places()
    const names = (await listFolder(roots, root, true)).folders.map(({ name }) => name)
    expect(names).toEqual(['.hidden', 'b2', 'b10'])
  })

  it.skipIf(process.platform === 'win32')('leaves links out that lead out of the roots', async () => {
    const { root, outside, roots } = await places()
    await symlink(outside, join(root, 'out'))
    await symlink(join(root, 'b10'), join(root, 'in'))
    const names = (await listFolder(roots, root, false)).folders.map(({ name }) => name)
    expect(names).toEqual(['b2', 'b10', 'in'])
    await expect(listFolder(roots, join(root, 'out'), false)).rejects.toMatchObject(outsideRoots)
  })

  it('says why a folder cannot be listed', async () => {
    const { root, roots } = await places()
    await expect(listFolder(roots, join(root, 'b3'), false)).rejects.toMatchObject({ id: 'path-of-folder-missing' })
    await expect(listFolder(roots, join(root, 'b10', 'a.dcm'), false)).rejects.toMatchObject({ id: 'path-no-folder' })
  })

  // An administrator may read everything.
  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('names a folder that is closed', async () => {
    const { root, roots } = await places()
    await chmod(join(root, 'b2'), 0o000)
    expect((await listFolder(roots, root, false)).folders).toContainEqual({ name: 'b2', path: join(root, 'b2') })
    await expect(listFolder(roots, join(root, 'b2'), false)).rejects.toMatchObject({ id: 'path-not-readable' })
    await chmod(join(root, 'b2'), 0o700)
  })

  it('copes with ten thousand folders', async () => {
    const { root, roots } = await places()
    const many = join(root, 'many')
    await mkdir(many)
    for (let i = 0; i < 10_000; i++) mkdirSync(join(many, `f${i}`))
    const { folders } = await listFolder(roots, many, false)
    expect(folders).toHaveLength(10_000)
    expect(folders.slice(0, 3).map(({ name }) => name)).toEqual(['f0', 'f1', 'f2'])
  })
})
