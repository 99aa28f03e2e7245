import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { ProblemError } from '#shared/problem.ts'
import { systemPath } from '#main/paths/systemPath.ts'
import { ScanOutput } from '#main/scan/scanOutput.ts'
import type { Contents } from '#main/study/contents/contents.ts'
import { fakeRead } from '../../support/fakeReadings.ts'
import { newFolder } from '../../support/folder.ts'
import { scanOf } from '../../support/scanOf.ts'

it('gives each film of an archive, and of an archive in it, a row, and a DICOMDIR none of its own', async () => {
  const folder = await newFolder()
  const report = join(await newFolder(), 'report.csv')
  for (const name of ['DICOMDIR', 'a.zip', 'b.zip', 'c', 'c.zip', 'notes']) await writeFile(join(folder, name), '')
  const missing = { code: 'malformed' as const, message: 'This file is damaged.' }
  const contents: Record<string, Contents> = {
    DICOMDIR: { kind: 'directory', entries: [{ name: 'c', path: join(folder, 'c') }] },
    'c.zip': { kind: 'archive', entries: [{ name: 'inner', path: '/unpacked/inner.zip' }] },
    'inner.zip': {
      kind: 'archive',
      entries: [
        { name: '1', path: '/unpacked/1' },
        { name: 'deep', path: '/unpacked/deep.zip' },
      ],
    },
    'a.zip': {
      kind: 'archive',
      entries: [
        { name: 'x/1', path: '/unpacked/1' },
        { name: 'x/2', problem: missing },
        { name: 'readme', path: '/unpacked/notes' },
      ],
    },
  }
  let open = 0
  const summary = await scanOf({
    folder,
    report,
    readFile: async (path) => {
      if (path.startsWith('/unpacked/')) expect(open).toBeGreaterThan(0)
      if (/DICOMDIR$/.test(path)) throw new ProblemError('image-none')
      if (/zip$|notes$/.test(path)) throw new ProblemError('format-unknown')
      return fakeRead()
    },
    withContents: async (path, use) => {
      if (path.endsWith('b.zip')) throw new ProblemError('archive-unpacks-too-large')
      open += 1
      try {
        return await use(contents[path.split('/').at(-1)!])
      } finally {
        open -= 1
      }
    },
  })
  const rows = (await readFile(report, 'utf8'))
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','))
  expect(rows.map(([file, , verdict, , code]) => [file, verdict ? 'read' : code])).toEqual([
    ['a.zip/x/1', 'read'],
    ['a.zip/x/2', 'malformed'],
    ['a.zip/readme', 'not-an-image'],
    ['b.zip', 'too-large'],
    ['c', 'read'],
    ['c.zip/inner/1', 'read'],
    ['c.zip/inner/deep', 'not-an-image'],
    ['notes', 'not-an-image'],
  ])
  expect(summary).toMatchObject({ filtered: 1, films: 3, complete: true })
  expect(open).toBe(0)
})

it('ends where there is no room for what an archive holds, and has all of it when it goes on', async () => {
  const folder = await newFolder()
  const report = join(await newFolder(), 'report.csv')
  for (const name of ['a', 'b.zip', 'c']) await writeFile(join(folder, name), '')
  const entries = Array.from({ length: 43 }, (_, i) => ({ name: `${i}`, path: `/unpacked/${i}` }))
  const readFile_ = async (path: string) => {
    if (path.endsWith('.zip')) throw new ProblemError('format-unknown')
    return fakeRead()
  }
  const full = scanOf({
    folder,
    report,
    readFile: readFile_,
    withContents: () => Promise.reject(new ProblemError('archive-disk-full')),
  })
  await expect(full).rejects.toMatchObject({ code: 'disk-full' })
  const resume = existsSync(`${report}.journal`)
  const withRoom = { folder, report, readFile: readFile_, resume }
  const summary = await scanOf({ ...withRoom, withContents: (_, use) => use({ kind: 'archive', entries }) })
  expect(summary).toMatchObject({ films: 45, complete: true })
})

it.skipIf(process.platform !== 'linux')(
  'gives a film whose name is no UTF-8 a row, also when it is gone on with',
  async () => {
    const folder = await newFolder()
    const report = join(await newFolder(), 'report.csv')
    for (const name of ['a', 'R\xf6', 'R\xfc', 'z'])
      await writeFile(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name, 'latin1')]), name)
    const stop = new AbortController()
    const added = vi.spyOn(ScanOutput.prototype, 'add')
    const read: string[] = []
    const readFile_ = async (path: string) => {
      const name = await readFile(systemPath(path), 'utf8')
      read.push(name)
      // A scan that is stopped before it has a row leaves nothing to go on with.
      if (name !== 'a') await vi.waitFor(() => expect(added).toHaveBeenCalled())
      if (name === 'R\xf6') stop.abort()
      return fakeRead()
    }
    await expect(scanOf({ folder, report, readFile: readFile_, signal: stop.signal })).rejects.toMatchObject({
      code: 'cancelled',
    })
    await scanOf({ folder, report, readFile: readFile_, resume: true })
    const files = (await readFile(report, 'utf8'))
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(',')[0])
    expect(files).toEqual(['a', 'R\\xf6', 'R\\xfc', 'z'])
    expect(new Set(read)).toEqual(new Set(['a', 'R\xf6', 'R\xfc', 'z']))
  },
)
