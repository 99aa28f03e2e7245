import { stat, writeFile } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openHome, usualHome } from '#main/app/home/home.ts'
import { newFolder } from '../../../support/folder.ts'

describe('openHome', () => {
  it.skipIf(process.platform === 'win32')('closes every folder to other users', async () => {
    const home = openHome(join(await newFolder(), 'deep', 'home'))
    for (const folder of Object.values(home)) expect((await stat(folder)).mode & 0o777).toBe(0o700)
  })

  it('can be opened again', async () => {
    const root = await newFolder()
    expect(openHome(root)).toEqual(openHome(root))
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
