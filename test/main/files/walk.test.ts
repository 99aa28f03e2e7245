import { chmod, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { systemPath } from '#main/paths/systemPath.ts'
import { walk, walkAll } from '#main/files/walk.ts'
import { newFolder } from '../../support/folder.ts'

async function tree(...files: string[]): Promise<string> {
  const root = await newFolder()
  for (const file of files) {
    await mkdir(join(root, file, '..'), { recursive: true })
    await writeFile(join(root, file), '')
  }
  return root
}

async function walked(path: string, root = path): Promise<string[]> {
  const found: string[] = []
  for await (const event of walk(path)) found.push('problem' in event ? event.problem.code : relative(root, event.path))
  return found
}

describe('walk', () => {
  it('gives a file as it is, hidden or not', async () => {
    const root = await tree('.hidden')
    expect(await walked(join(root, '.hidden'), root)).toEqual(['.hidden'])
  })

  it('goes through folders in natural order', async () => {
    const root = await tree('IMG10', 'IMG9', 'IMG2', 'b/x', 'a/y', 'a/z/1')
    expect(await walked(root)).toEqual(['a/y', 'a/z/1', 'b/x', 'IMG2', 'IMG9', 'IMG10'])
  })

  describe.skipIf(process.platform !== 'linux')('of names that are no UTF-8', () => {
    const inLatin1 = (root: string, name: string) =>
      Buffer.concat([Buffer.from(`${root}/`), Buffer.from(name, 'latin1')])

    it('finds files and folders, by texts that lead to them', async () => {
      const root = await tree('film')
      await writeFile(inLatin1(root, 'M\xfcller'), 'one')
      await writeFile(inLatin1(root, 'M\xf6ller'), 'other')
      await mkdir(inLatin1(root, 'J\xf6rg'))
      await writeFile(inLatin1(root, 'J\xf6rg/1'), '')
      await symlink(inLatin1(root, 'M\xfcller'), join(root, 'link'))
      expect(await walked(root)).toEqual(['film', 'J\\xf6rg/1', 'link', 'M\\xf6ller', 'M\\xfcller'])
      expect(await readFile(systemPath(join(root, 'M\\xfcller')), 'utf8')).toBe('one')
      expect(await walked(join(root, 'J\\xf6rg'), root)).toEqual(['J\\xf6rg/1'])
      const after: string[] = []
      for await (const event of walkAll(root, ['J\\xf6rg', '1'])) after.push(relative(root, event.path))
      expect(after).toEqual(['link', 'M\\xf6ller', 'M\\xfcller'])
    })

    it('finds what is meant by a name with the sign for what Node cannot say, where that is one file', async () => {
      const root = await tree('film')
      await mkdir(inLatin1(root, 'J\xf6rg'))
      for (const name of ['J\xf6rg/K\xe4the', 'J\xf6rg/R\xf6', 'J\xf6rg/R\xfc'])
        await writeFile(inLatin1(root, name), '')
      expect(await walked(join(root, 'J\uFFFDrg/K\uFFFDthe'), root)).toEqual(['J\\xf6rg/K\\xe4the'])
      for (const name of ['J\uFFFDrg/R\uFFFD', 'nowhere\uFFFD'])
        expect((await walk(join(root, name)).next()).value).toMatchObject({ problem: { id: 'path-no-utf8' } })
    })

    it('opens no other file than the one that is meant', async () => {
      const root = await tree('M\\xfcller')
      await writeFile(inLatin1(root, 'M\xfcller'), '')
      const found: string[] = []
      for await (const event of walk(root))
        found.push('problem' in event ? event.problem.id! : relative(root, event.path))
      expect(found.sort()).toEqual(['M\\xfcller', 'path-no-utf8'])
      // A name that really has the sign is like any other.
      await writeFile(join(root, 'really\uFFFD'), '')
      expect(await walked(join(root, 'really\uFFFD'), root)).toEqual(['really\uFFFD'])
    })
  })

  it('passes over what is hidden', async () => {
    expect(await walked(await tree('.DS_Store', '.git/config', 'film'))).toEqual(['film'])
  })

  it('follows links within the folder, never out of it, and never in circles', async () => {
    const outside = await tree('secret', 'folder/secret')
    const root = await tree('folder/film')
    await symlink(join(outside, 'secret'), join(root, 'out'))
    await symlink(join(outside, 'folder'), join(root, 'outfolder'))
    await symlink(join(root, 'nowhere'), join(root, 'dead'))
    await symlink(root, join(root, 'folder', 'circle'))
    await symlink(join(root, 'folder', 'film'), join(root, 'within'))
    expect(await walked(root)).toEqual(['folder/film', 'within'])
  })

  it('goes on after any file as it would have gone on from it', async () => {
    const root = await tree('IMG10', 'IMG9', 'b/x', 'a/y', 'a/z/1', 'a/z/2', 'a-b/c', 'A/q', '.hidden/x', 'a/.hidden')
    await symlink(join(root, 'a'), join(root, 'c'))
    const names = async (after?: string): Promise<string[]> => {
      const found: string[] = []
      for await (const event of walkAll(root, after?.split('/'))) found.push(relative(root, event.path))
      return found
    }
    const all = await names()
    expect(all.length).toBeGreaterThan(10)
    for (const [i, name] of all.entries()) expect(await names(name)).toEqual(all.slice(i + 1))
    await rm(join(root, 'a/z/1'))
    expect(await names('a/z/1')).toEqual(all.slice(all.indexOf('a/z/1') + 1))
  })

  it('tells what it passes over', async () => {
    const root = await tree('.hidden/x', 'film')
    await symlink('/', join(root, 'out'))
    const events = []
    for await (const event of walkAll(root)) events.push({ ...event, path: relative(root, event.path) })
    expect(events).toEqual([{ path: '.hidden', skipped: 'hidden' }, { path: 'film' }, { path: 'out', skipped: 'link' }])
  })

  it('says what is missing, and that a folder is empty', async () => {
    const root = await tree()
    expect(await walked(join(root, 'nothing'))).toEqual(['not-found'])
    expect(await walked(root)).toEqual(['not-found'])
  })

  const mayOpenEverything = process.getuid?.() === 0 || process.platform === 'win32'
  it.skipIf(mayOpenEverything)('says which folder it may not open and goes on', async () => {
    const root = await tree('closed/film', 'film')
    await chmod(join(root, 'closed'), 0)
    expect(await walked(root)).toEqual(['not-readable', 'film'])
    await chmod(join(root, 'closed'), 0o700)
  })
})
