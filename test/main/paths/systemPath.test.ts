import { isUtf8 } from 'node:buffer'
import { assert, property, uint8Array } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pathText, systemPath } from '#main/paths/systemPath.ts'

describe.skipIf(process.platform === 'win32')('paths that are no UTF-8', () => {
  it('become texts that lead back to the same bytes', () => {
    const names = uint8Array({ min: 1, maxLength: 12 }).map((bytes) => Buffer.from(bytes))
    assert(
      property(names, (name) => {
        const path = Buffer.concat([Buffer.from('/nowhere/'), name])
        const text = pathText(path)
        expect(text.isWellFormed()).toBe(true)
        expect(Buffer.from(systemPath(text)).equals(path)).toBe(true)
        if (isUtf8(path)) expect(text).toBe(path.toString())
      }),
      { seed: 1 },
    )
  })

  it('never become dots, slashes or other signs that the program looks for', () => {
    for (const path of ['/nowhere/\\x2e\\x2e/\\x2f', '/nowhere/\\x00', 'C:\\x\\f6']) expect(systemPath(path)).toBe(path)
  })
})
