import { matchesGlob } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { globMatcher } from '#main/files/glob.ts'

const here = process.platform

describe('globMatcher', () => {
  it.each([
    ['*.dcm', ['a.dcm', 'x.y.dcm'], ['a.png', 'sub/a.dcm', 'a.dcm.bak']],
    ['**/*.dcm', ['a.dcm', 'a/b/c.dcm'], ['a.png']],
    ['2024/**', ['2024/a', '2024/a/b'], ['2024', '2025/a', 'x/2024/a']],
    ['a?c', ['abc', 'aéc'], ['ac', 'a/c', 'abbc']],
    ['[a-c]1', ['b1'], ['d1', '-1']],
    ['[!a-c]1', ['d1'], ['b1', '/1']],
    ['*.{dcm,png}', ['a.dcm', 'a.png'], ['a.jpg', 'a.dcm,png']],
    ['a.b(c)+$', ['a.b(c)+$'], ['aXb(c)+$', 'a.bcc']],
    ['\\*', ['*'], ['a']],
    ['[', ['['], ['a']],
    ['{a', ['{a'], ['a']],
  ])('%s', (pattern, matching, others) => {
    const matches = globMatcher(pattern, 'linux')
    for (const path of matching) expect(matches(path), path).toBe(true)
    for (const path of others) expect(matches(path), path).toBe(false)
  })

  it('agrees with Node’s own, which is slow, on short patterns', () => {
    const piece = fc.constantFrom('a', 'b', '1', '.', '-', '*', '?', '/', '**/', '[ab]', '[!a]', '{a,b}', '{ab,1}')
    const pattern = fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => pieces.join(''))
    const path = fc
      .array(fc.array(fc.constantFrom('a', 'b', '1', '.', '-'), { minLength: 1, maxLength: 4 }), {
        minLength: 1,
        maxLength: 3,
      })
      .map((parts) => parts.map((part) => part.join('')).join('/'))
      // Hidden files and the names of folders themselves never come here.
      .filter((made) => made.split('/').every((part) => !part.startsWith('.')))
    const isUsual = (text: string): boolean => !/^\/|\/\/|\/$|\*\*\/?\*|\*\*[^/]|[^/]\*\*/.test(text)
    fc.assert(
      fc.property(pattern.filter(isUsual), path, (glob, file) => {
        expect(globMatcher(glob, here)(file), `${glob} on ${file}`).toBe(matchesGlob(file, glob))
      }),
      { numRuns: 3000, seed: 5 },
    )
  })

  it('takes no longer for many stars', () => {
    const started = performance.now()
    expect(globMatcher(`**/${'*a'.repeat(30)}b`)('a'.repeat(250))).toBe(false)
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})
