import { execFileSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { Fingerprints } from '#main/app/opening/fingerprints.ts'
import { readManifest } from '#main/dataset/manifest.ts'
import { readSplit } from '#main/dataset/splitFile.ts'
import { readRegularFile, requireRegularFile, within } from '#main/files/regularFile.ts'
import { readMarkFiles } from '#main/marks/index.ts'
import { fromProblem } from '#shared/problem.ts'
import { archiveContents } from '#main/registry/archive/contents.ts'
import { readZip } from '#main/registry/archive/readZip.ts'
import { startingWeights } from '#main/training/run/startingWeights.ts'
import { newFolder } from '../../support/folder.ts'

let folder: string
let pipe: string

beforeAll(async () => {
  folder = await newFolder()
  pipe = join(folder, 'pipe')
  if (process.platform !== 'win32') execFileSync('mkfifo', [pipe])
  await writeFile(join(folder, 'file'), 'bytes')
  await mkdir(join(folder, 'folder'))
})

describe('readRegularFile', () => {
  it('reads a file, and says what is wrong with what is none', async () => {
    expect((await readRegularFile(join(folder, 'file'))).toString()).toBe('bytes')
    await expect(readRegularFile(join(folder, 'none'))).rejects.toMatchObject({ code: 'not-found' })
    await expect(readRegularFile(join(folder, 'folder'))).rejects.toMatchObject({ code: 'not-readable' })
    await expect(readRegularFile(join(folder, 'file'), { largest: 4 })).rejects.toMatchObject({ code: 'too-large' })
  })

  it('gives up a drive that does not answer', async () => {
    const stalled = within(10, () => new Promise(() => undefined))
    await expect(stalled).rejects.toMatchObject({ code: 'time-limit' })
    await expect(requireRegularFile(join(folder, 'file'))).resolves.toBeUndefined()
  })
})

// Nobody writes into the pipe: whoever opens it as one opens a file waits for good.
describe.skipIf(process.platform === 'win32')('a pipe where a file is wanted', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['by itself', () => readRegularFile(pipe)],
    ['as a manifest', () => readManifest(pipe)],
    ['as a split', () => readSplit(pipe, [])],
    ['as weights', () => startingWeights({ path: pipe, name: 'weights' }, 1)],
    [
      'as a file of marks',
      async () => {
        const [{ problem }] = await readMarkFiles([pipe])
        if (problem) throw fromProblem(problem)
      },
    ],
    ['as a model', () => readZip(pipe, archiveContents)],
    ['as a film that was opened', () => new Fingerprints().of(pipe)],
  ])('is refused at once %s', { timeout: 10_000 }, async (_, reading) => {
    await expect(reading()).rejects.toMatchObject({ code: 'not-readable' })
  })
})
