import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { isAside, readOwnJson } from '#main/files/index.ts'
import { newFolder } from '../../support/folder.ts'

const schema = z.object({ formatVersion: z.literal(1), name: z.string() })
const asScan = { id: 'aside-scan', folder: 'scans/a' } as const

it('answers with what a file holds, and with nothing where there is none', async () => {
  const file = join(await newFolder(), 'scan.json')
  expect(await readOwnJson(file, schema, asScan)).toBeUndefined()
  expect(await readOwnJson(join(file, 'scan.json'), schema, asScan)).toBeUndefined()
  await writeFile(file, '{"formatVersion":1,"name":"a"}')
  expect(await readOwnJson(file, schema, asScan)).toEqual({ formatVersion: 1, name: 'a' })
})

it.each([
  ['cut short', '{"formatVersion":1,'],
  ['empty', ''],
  ['of zeros', '\0'.repeat(200)],
  ['of another kind', '[]'],
  ['of a newer program', '{"formatVersion":2,"name":"a"}'],
])('sets a file %s aside as it is, and says so once', async (_, content) => {
  const folder = await newFolder()
  const file = join(folder, 'scan.json')
  await writeFile(file, content)
  const problem: unknown = await readOwnJson(file, schema, asScan).catch((thrown: unknown) => thrown)
  const [aside] = await readdir(folder)
  expect(aside).toMatch(/^scan\.set-aside-.*\.json$/)
  expect(problem).toMatchObject({ id: 'aside-scan', message: expect.stringContaining(`“scans/a/${aside}”`) })
  expect(isAside(problem)).toBe(true)
  expect(await readFile(join(folder, aside!), 'utf8')).toBe(content)
  expect(await readOwnJson(file, schema, asScan)).toBeUndefined()
})

it('takes a file that cannot be read for no damaged one', async () => {
  const folder = await newFolder()
  await mkdir(join(folder, 'scan.json'))
  const problem: unknown = await readOwnJson(join(folder, 'scan.json'), schema, asScan).catch(
    (thrown: unknown) => thrown,
  )
  expect(problem).toMatchObject({ code: 'EISDIR' })
  expect(isAside(problem)).toBe(false)
  expect(await readdir(folder)).toEqual(['scan.json'])
})
