// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { languages, type Language } from '#renderer/base/language/language.ts'
import { tableOf } from '#renderer/base/language/words.ts'

const files = import.meta.glob<Record<string, unknown>>(
  ['/src/renderer/**/words.ts', '/src/renderer/**/words/*.ts', '!/src/renderer/base/language/**'],
  { eager: true },
)
const all = Object.entries(files).flatMap(([file, exported]) =>
  Object.entries(exported).flatMap(([name, words]) =>
    typeof words === 'object' && words && tableOf(words, 'en') ? [{ name: `${file} ${name}`, words }] : [],
  ),
)

/** Every word by the way to it; functions and lists by their length. */
function leaves(part: object, path = ''): string[] {
  return Object.entries(part).flatMap(([key, value]: [string, unknown]) => {
    const at = `${path}.${key}`
    if (typeof value === 'string') return [at]
    if (typeof value === 'function' || Array.isArray(value)) return [`${at}(${value.length})`]
    return leaves(value as object, at)
  })
}

describe('the words of every feature', () => {
  it('are all found', () => {
    expect(all.length).toBeGreaterThan(25)
  })

  // The compiler checks the same, but for tables whose keys come from outside.
  it.each(all)('are the same places in every language: $name', ({ words }) => {
    const english = leaves(tableOf(words, 'en')!).sort()
    for (const language of Object.keys(languages) as Language[])
      expect(leaves(tableOf(words, language)!).sort()).toEqual(english)
  })
})
