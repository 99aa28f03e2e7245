import { afterEach, describe, expect, it } from 'vitest'
import { effect } from 'vue'
import { decimals, localized, setLanguage } from '#renderer/base/language/language.ts'
import { showProbability } from '#renderer/features/verdict/probability.ts'
import { english, texts } from '#renderer/texts.ts'
import { german } from '#renderer/textsGerman.ts'

afterEach(() => setLanguage('en'))

/** Every word by the way to it; functions by their number of arguments. */
function words(part: object, path = ''): [string, string][] {
  return Object.entries(part).flatMap(([key, value]): [string, string][] => {
    const at = `${path}.${key}`
    if (typeof value === 'string') return [[at, 'text']]
    if (typeof value === 'function') return [[at, 'function']]
    return words(value as object, at)
  })
}

describe('languages', () => {
  it('change what is said, at once, where it is said', () => {
    const seen: string[] = []
    effect(() => void seen.push(`${texts.verdict.fracture} / ${texts.worklist.counts(1, 0)}`))
    setLanguage('de')
    expect(seen).toEqual(['Fracture / 1 film', 'Fraktur / 1 Aufnahme'])
  })

  it('write numbers as the language does', () => {
    expect([decimals(28.84, 1), showProbability(0.998), showProbability(0.125)]).toEqual(['28.8', '>0.99', '0.13'])
    setLanguage('de')
    expect([decimals(28.84, 1), decimals(7, 0), showProbability(0.998), showProbability(0.001)]).toEqual([
      '28,8',
      '7',
      '>0,99',
      '<0,01',
    ])
  })

  it('say in English what is not translated', () => {
    const said = localized({ a: { b: 'one', c: 'two' }, d: (name: string) => `Hello ${name}` }, { a: { b: 'eins' } })
    setLanguage('de')
    expect([said.a.b, said.a.c, said.d('you')]).toEqual(['eins', 'two', 'Hello you'])
  })

  it('name nothing in German that English does not have', () => {
    const known = new Map(words(english))
    expect(words(german).filter(([path, kind]) => known.get(path) !== kind)).toEqual([])
  })

  it('leave little to English: names, numbers and signs', () => {
    const translated = new Set(words(german).map(([path]) => path))
    const left = words(english)
      .filter(([path]) => !translated.has(path))
      .map(([path]) => path)
    expect(left).toEqual([
      '.product',
      '.welcome.samplesCredit',
      '.film.window',
      '.film.zoom',
      '.reading.atMost',
      '.reading.between',
      '.reading.atLeast',
      '.reading.milliseconds',
    ])
  })
})
