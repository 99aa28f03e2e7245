import { createHash } from 'node:crypto'
import { readdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DatasetFilm } from '#main/dataset/index.ts'
import { examine } from '#main/dataset/examine.ts'
import { openSource } from '#main/dataset/source.ts'
import type { PictureDecoder } from '#main/dataset/shownPixels.ts'
import { fileInputs } from '#main/reading/filmInput.ts'
import { studyDecoder } from '#main/study/openStudy.ts'
import { FilmCache } from '#main/training/films/filmCache.ts'
import { newFolder } from '../../../support/folder.ts'
import { madeFilm, writeFilm } from '../../../support/madeFilms.ts'

const shape = { inputSize: 32, fit: 'pad' } as never
const signal = new AbortController().signal
const context = { signal, onFilm: () => undefined }
const paths = (folder: string): string[] => [join(folder, 'Normal', 'a.png'), join(folder, 'Fractured', 'b.png')]

async function twoFilms(): Promise<string> {
  const folder = await newFolder()
  for (const [i, path] of paths(folder).entries()) await writeFilm(path, madeFilm(i))
  return folder
}

async function exchange(folder: string): Promise<void> {
  const [a, b] = paths(folder)
  await rename(a, `${a}.aside`)
  await rename(b, a)
  await rename(`${a}.aside`, b)
}

async function filmsOf(folder: string): Promise<DatasetFilm[]> {
  return Promise.all(
    paths(folder).map(async (path, label) => {
      const contentHash = createHash('sha256')
        .update(await readFile(path))
        .digest('hex')
      return { path, label, contentHash, group: label, file: path }
    }),
  )
}

describe('films that were exchanged after they were looked at', () => {
  it('are not filed under the hashes of others', async () => {
    const folder = await twoFilms()
    const films = await filmsOf(folder)
    const root = await newFolder()
    const cache = await FilmCache.open(root, shape)
    await exchange(folder)
    await expect(cache.prepare(films, studyDecoder, context)).rejects.toMatchObject({ code: 'file-changed' })
    for (const film of films) expect(await cache.has(film)).toBe(false)
    await exchange(folder)
    await cache.prepare(films, studyDecoder, context)
    for (const film of films) expect(await cache.has(film)).toBe(true)
  })

  it('are looked at again, where that happens between a hash and a picture', async () => {
    const folder = await twoFilms()
    const root = await newFolder()
    let exchanged: Promise<void> | undefined
    const decoder: PictureDecoder = { ...studyDecoder, inputs: fileInputs }
    decoder.header = async (path, contentHash) => {
      const header = await studyDecoder.header(path, contentHash)
      await (exchanged ??= exchange(folder))
      return header
    }
    const source = await openSource(folder)
    const found = await examine(
      source,
      decoder,
      { nearDuplicates: true, cacheDirectory: root },
      { signal, onFile: () => undefined },
    )
    expect(found.films.length + found.unreadable.length).toBe(2)
    expect(found.unreadable.every(({ problem }) => problem.code === 'file-changed')).toBe(true)
    // Whatever was kept is kept under the hash of what it is of.
    const kept = (await readdir(root, { recursive: true })).filter((name) => /[0-9a-f]{64}$/.test(name))
    const { films } = await examine(
      source,
      { ...studyDecoder, inputs: fileInputs },
      { nearDuplicates: true, cacheDirectory: await newFolder() },
      { signal, onFile: () => undefined },
    )
    expect(films).toHaveLength(2)
    for (const name of kept) expect(films.map(({ contentHash }) => contentHash)).toContain(name.slice(-64))
  })
})
