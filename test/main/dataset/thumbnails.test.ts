import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { Thumbnails } from '#main/dataset/thumbnails.ts'
import { studyDecoder } from '#main/study/openStudy.ts'
import { newFolder } from '../../support/folder.ts'
import { madeFilm, writeFilm } from '../../support/madeFilms.ts'

const now = vi.hoisted(() => ({ version: 1 }))
vi.mock(import('#main/network/networkInput.ts'), async (original) => {
  const module = { ...(await original()) }
  return Object.defineProperty(module, 'inputVersion', { get: () => now.version })
})

it('makes small pictures again once films are decoded otherwise', async () => {
  const folder = await newFolder()
  const path = join(folder, 'a.png')
  await writeFilm(path, madeFilm(1))
  const contentHash = createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
  let decoded = 0
  const film: typeof studyDecoder.film = (...input) => {
    decoded++
    return studyDecoder.film(...input)
  }
  const decoder = { header: studyDecoder.header, film }
  for (const [version, times] of [
    [1, 1],
    [1, 1],
    [2, 2],
  ] as const) {
    now.version = version
    const thumbnails = await Thumbnails.open(decoder, join(folder, 'cache'))
    await thumbnails.of(path, contentHash)
    expect(decoded).toBe(times)
  }
})
