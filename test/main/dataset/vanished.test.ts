import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { ProblemError } from '#shared/problem.ts'
import { openDataset } from '#main/dataset/dataset.ts'
import type { PictureDecoder } from '#main/dataset/shownPixels.ts'
import { studyDecoder } from '#main/study/openStudy.ts'
import { writeBarFilms } from '../../support/barFilms.ts'
import { newFolder } from '../../support/folder.ts'

const context = { signal: new AbortController().signal, onFile: () => undefined }
let folder: string

beforeEach(async () => {
  folder = join(await newFolder(), 'films')
  await writeBarFilms(folder, 6)
})

/** Decodes as usual but for headers, which ask `fails` first; `call` counts from 1. */
const failing = (fails: (call: number) => Promise<boolean>): PictureDecoder => {
  let call = 0
  return {
    ...studyDecoder,
    header: async (path, contentHash) => {
      if (await fails(++call)) throw new ProblemError('file-missing')
      return studyDecoder.header(path, contentHash)
    },
  }
}

it('takes every film where a drive was away for a moment', async () => {
  const whole = await openDataset(folder, studyDecoder, context)
  const away = failing(async (call) => call % 2 === 0 && call <= whole.films.length)
  const found = await openDataset(folder, away, context)
  expect(found.films.map(({ file }) => file)).toEqual(whole.films.map(({ file }) => file))
  expect(found.unreadable).toEqual([])
})

it('stops where the folder is gone, and is not content with the films before', async () => {
  let gone: Promise<void> | undefined
  const away = failing(async (call) => {
    if (call < 4) return false
    await (gone ??= rename(folder, `${folder} away`))
    return true
  })
  await expect(openDataset(folder, away, context)).rejects.toMatchObject({ id: 'films-folder-gone' })
})

it('names a film that is gone for good', async () => {
  const whole = await openDataset(folder, studyDecoder, context)
  const [{ path, file }] = whole.films
  const decoder: PictureDecoder = {
    ...studyDecoder,
    header: (one, contentHash) =>
      one === path ? Promise.reject(new ProblemError('file-missing')) : studyDecoder.header(one, contentHash),
  }
  const found = await openDataset(folder, decoder, context)
  expect(found.unreadable).toMatchObject([{ file, problem: { code: 'not-found' } }])
  expect(found.films).toHaveLength(whole.films.length - 1)
})
