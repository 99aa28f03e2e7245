import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeNewFile } from '#main/files/writeNewFile.ts'
import { newFolder } from '../../support/folder.ts'

describe('writeNewFile', () => {
  it('shows a file only when it is whole', async () => {
    const folder = await newFolder()
    const file = join(folder, 'model.zip')
    await writeNewFile(file, async (path) => {
      await writeFile(path, 'half')
      // What a program leaves that is killed here is not in the way of the next try.
      expect(await readdir(folder)).not.toContain('model.zip')
      await writeNewFile(file, (other) => writeFile(other, 'whole'))
    }).catch((thrown: unknown) => expect(thrown).toMatchObject({ id: 'new-file-exists' }))
    expect(await readFile(file, 'utf8')).toBe('whole')
    expect(await readdir(folder)).toEqual(['model.zip'])
  })

  it('never touches what is there, and leaves nothing of what failed', async () => {
    const folder = await newFolder()
    const file = join(folder, 'model.zip')
    const full = Object.assign(new Error('full'), { code: 'ENOSPC' })
    const failing = writeNewFile(file, async (path) => {
      await writeFile(path, 'half')
      throw full
    })
    await expect(failing).rejects.toMatchObject({ code: 'disk-full' })
    expect(await readdir(folder)).toEqual([])
    await writeFile(file, 'mine')
    await expect(writeNewFile(file, (path) => writeFile(path, 'other'))).rejects.toMatchObject({ code: 'wrong-use' })
    expect(await readFile(file, 'utf8')).toBe('mine')
  })
})
