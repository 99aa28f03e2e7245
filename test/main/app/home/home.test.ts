import { chmod, mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { dirname, isAbsolute, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createApplication } from '#main/app/application.ts'
import { openHome } from '#main/app/home/home.ts'
import { usualHome } from '#main/app/home/usualHome.ts'
import { newFolder } from '../../../support/folder.ts'
import { launchFake } from '../../../support/launchFake.ts'

/** Names and modes of all that lies in a folder, and of itself. */
async function everything(folder: string): Promise<[string, number][]> {
  const names = ['', ...(await readdir(folder, { recursive: true })).sort()]
  return Promise.all(
    names.map(async (name): Promise<[string, number]> => [name, (await stat(join(folder, name))).mode]),
  )
}

describe('openHome', () => {
  it.skipIf(process.platform === 'win32')('closes every folder to other users', async () => {
    const home = openHome(join(await newFolder(), 'deep', 'home'))
    for (const folder of Object.values(home) as string[]) expect((await stat(folder)).mode & 0o777).toBe(0o700)
  })

  it('can be opened again', async () => {
    const root = await newFolder()
    expect(openHome(root)).toEqual(openHome(root))
  })

  it('leaves a folder alone that holds something else, its mode and what lies in it as they were', async () => {
    for (const names of [
      ['inbox/letter.txt'],
      ['notes.txt'],
      ['inbox/', 'models/'],
      ['settings.json'],
      ['logs/other.log'],
    ]) {
      const root = await newFolder()
      await chmod(root, 0o755)
      for (const name of names) {
        await mkdir(join(root, dirname(name)), { recursive: true })
        if (name.endsWith('/')) await mkdir(join(root, name))
        else await writeFile(join(root, name), 'mine')
      }
      const before = await everything(root)
      const starting = createApplication({ host: 'browser', home: root, launchCompute: launchFake })
      await expect(starting, names.join()).rejects.toMatchObject({
        code: 'wrong-use',
        message: expect.stringContaining('FRACTUREGUARD_HOME'),
      })
      expect(await everything(root)).toEqual(before)
    }
  })

  it('takes up one of an earlier version, which had no mark, and one that is empty but for what systems leave', async () => {
    const earlier = await newFolder()
    await mkdir(join(earlier, 'logs'))
    for (const name of [
      'logs/fractureguard.log',
      'library.sqlite',
      'settings.json.123',
      'settings.set-aside-2026.json',
    ])
      await writeFile(join(earlier, name), '')
    openHome(earlier)
    const empty = await newFolder()
    await writeFile(join(empty, '.DS_Store'), '')
    openHome(empty)
    for (const root of [earlier, empty]) {
      await writeFile(join(root, 'notes.txt'), 'added since')
      expect(openHome(root).root).toBe(root)
    }
  })

  it('says so where nothing can be written', async () => {
    const file = join(await newFolder(), 'file')
    await writeFile(file, '')
    expect(() => openHome(file)).toThrow(expect.objectContaining({ code: 'not-readable' }))
  })
})

describe('usualHome', () => {
  it('is what FRACTUREGUARD_HOME says, or the usual place of the system', async () => {
    const folder = await newFolder()
    expect(usualHome({ FRACTUREGUARD_HOME: folder })).toBe(folder)
    const usual = usualHome({})
    expect(isAbsolute(usual)).toBe(true)
    expect(usual).toContain('FractureGuard')
  })
})
