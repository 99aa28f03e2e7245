import { join, sep } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sourceOf } from '#main/app/training/reviewedFilms.ts'
import { commonFolder } from '#main/files/index.ts'
import type { Library } from '#main/library/index.ts'

const path = (...parts: string[]) => join(sep, ...parts)
const libraryOf = (...paths: string[]) =>
  ({
    judged: () => paths.map((one) => ({ path: one, fingerprint: `hash of ${one}`, fractured: true })),
  }) as unknown as Library

describe('commonFolder', () => {
  it('is the deepest folder above all files', () => {
    expect(commonFolder([])).toBeUndefined()
    expect(commonFolder([path('a', 'b', 'c.png')])).toBe(path('a', 'b'))
    expect(commonFolder([path('a', 'b', 'c.png'), path('a', 'b', 'd', 'e.png')])).toBe(path('a', 'b'))
    expect(commonFolder([path('a', 'b', 'd', 'e.png'), path('a', 'b', 'c.png')])).toBe(path('a', 'b'))
    expect(commonFolder([path('a', 'bc', '1.png'), path('a', 'b', '1.png')])).toBe(path('a'))
    expect(commonFolder([path('a', '1.png'), path('b', '1.png')])).toBe(path())
  })
})

describe('sourceOf', () => {
  it('is the named folder, or the one of all reviewed films', () => {
    const library = libraryOf(path('a', 'b', '1.png'), path('a', 'c', '2.png'))
    expect(sourceOf(library, { folder: 'x' })).toEqual({ folder: 'x' })
    const all = sourceOf(library, { reviewed: true })
    expect(all.folder).toBe(path('a'))
    expect(all.reviewedFilms).toMatchObject([{ path: path('a', 'b', '1.png') }, { path: path('a', 'c', '2.png') }])
    expect(sourceOf(library, { folder: path('a', 'b'), reviewed: true }).folder).toBe(path('a', 'b'))
  })

  it('says what is missing', () => {
    expect(() => sourceOf(libraryOf(), {})).toThrow(expect.objectContaining({ code: 'wrong-use' }))
    expect(() => sourceOf(libraryOf(), { reviewed: true })).toThrow(
      expect.objectContaining({ code: 'not-enough-data' }),
    )
  })
})
