import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { cachedContent, cacheEntry } from '#main/dataset/cacheEntry.ts'
import { ContentCache, verifyCaches } from '#main/dataset/contentCache.ts'
import { newFolder } from '../../support/folder.ts'

let root: string
let cache: ContentCache

beforeEach(async () => {
  root = await newFolder()
  cache = await ContentCache.open(root, 'films', (hash) => hash.update('recipe'))
})

const bytesOf = (content: ArrayBuffer | undefined): number[] | undefined => content && [...new Uint8Array(content)]

describe('an entry of a cache', () => {
  it('gives what was put, whatever it is, and nothing of it after any change', () => {
    const content = fc.uint8Array({ maxLength: 200 })
    fc.assert(
      fc.property(content, fc.nat(), fc.integer({ min: 1, max: 255 }), (bytes, at, change) => {
        const path = join('films', 'ab12', 'key')
        const file = cacheEntry(path, bytes)
        expect(bytesOf(cachedContent(path, file))).toEqual([...bytes])
        const damaged = file.slice()
        damaged[at % damaged.length] ^= change
        expect(cachedContent(path, damaged)).toBeUndefined()
        expect(cachedContent(path, file.subarray(0, at % file.length))).toBeUndefined()
        for (const other of ['films/ab12/other', 'films/cd34/key', 'features/ab12/key'])
          expect(cachedContent(join(...other.split('/')), file)).toBeUndefined()
      }),
    )
  })
})

describe('ContentCache', () => {
  it('gives nothing that lies under the name of another, is zeros of the right length, or was cut short', async () => {
    await cache.put('a', Uint8Array.of(1, 2, 3))
    await cache.put('b', Uint8Array.of(4, 5, 6))
    expect(bytesOf(await cache.get('a', 3))).toEqual([1, 2, 3])
    expect(await cache.get('a', 4)).toBeUndefined()
    await rename(cache.file('a'), cache.file('c'))
    expect(await cache.get('c', 3)).toBeUndefined()
    await writeFile(cache.file('b'), Buffer.alloc((await readFile(cache.file('b'))).length))
    expect(await cache.get('b', 3)).toBeUndefined()
    // As versions before kept it: no checksum.
    await writeFile(cache.file('d'), Uint8Array.of(7, 8, 9))
    expect(await cache.get('d', 3)).toBeUndefined()
  })

  it('leaves nothing of what cannot be put', async () => {
    await mkdir(cache.file('a'))
    await writeFile(join(cache.file('a'), 'in the way'), '')
    await expect(cache.put('a', Uint8Array.of(1))).rejects.toThrow()
    expect(await readdir(cache.directory)).toEqual(['a'])
  })

  it('is verified: what is damaged goes, what is whole stays', async () => {
    await cache.put('a', Uint8Array.of(1, 2, 3))
    await cache.put('b', Uint8Array.of(4, 5, 6))
    await writeFile(join(cache.directory, 'zeros'), Buffer.alloc(3))
    const estimate = await ContentCache.open(join(root, 'estimate-1'), 'features', (hash) => hash.update('x'))
    await estimate.put('c', Uint8Array.of(1))
    expect(await verifyCaches(root)).toEqual({ entries: 4, damaged: 1, bytes: 7, removed: 1 })
    expect((await readdir(cache.directory)).sort()).toEqual(['a', 'b'])
    expect(await verifyCaches(root)).toEqual({ entries: 3, damaged: 0, bytes: 7, removed: 0 })
    expect(basename(dirname(cache.directory))).toBe('films')
    expect(await verifyCaches(join(root, 'gone'))).toMatchObject({ entries: 0 })
  })
})
