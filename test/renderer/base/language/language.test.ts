import { afterEach, describe, expect, it } from 'vitest'
import { computed, effect } from 'vue'
import { setLanguage } from '#renderer/base/language/language.ts'
import { day, decimals, group, moment, plain } from '#renderer/base/language/numbers.ts'
import { defineWords } from '#renderer/base/language/words.ts'
import { showProbability } from '#renderer/features/verdict/probability.ts'

afterEach(() => setLanguage('en'))

const words = defineWords({
  en: {
    title: 'Films',
    counted: (count: number) => `${count} films`,
    orders: { date: 'By date', name: 'By name' },
    list: ['one', 'two'],
    codes: { lossy: 'Lossy' } as Record<string, string>,
  },
  de: {
    title: 'Aufnahmen',
    counted: (count) => `${count} Aufnahmen`,
    orders: { date: 'Nach Datum', name: 'Nach Namen' },
    list: ['eins', 'zwei'],
    codes: { lossy: 'Verlustbehaftet' },
  },
})

describe('words', () => {
  it('change at once where they are read', () => {
    const seen: string[] = []
    effect(() => void seen.push(`${words.title}: ${words.counted(2)}, ${words.list[1]}`))
    setLanguage('de')
    expect(seen).toEqual(['Films: 2 films, two', 'Aufnahmen: 2 Aufnahmen, zwei'])
  })

  it('are not frozen by whoever holds a part of them, or a function', () => {
    const { orders, counted } = words
    const options = computed(() => Object.values(orders))
    expect([options.value, counted(1)]).toEqual([['By date', 'By name'], '1 films'])
    setLanguage('de')
    expect([options.value, counted(1)]).toEqual([['Nach Datum', 'Nach Namen'], '1 Aufnahmen'])
  })

  it('say nothing for what they do not have, and cannot be changed', () => {
    expect(words.codes['unknown']).toBeUndefined()
    expect(() => Object.assign(words, { title: 'x' })).toThrow()
    expect(words.title).toBe('Films')
  })
})

describe('numbers', () => {
  it('are written as the language does', () => {
    expect([decimals(28.84, 1), group(12345), showProbability(0.998), showProbability(0.125)]).toEqual([
      '28.8',
      '12,345',
      '>0.99',
      '0.13',
    ])
    expect([day('2026-03-04T12:00:00Z'), plain(0.2), plain(2000)]).toEqual(['2026-03-04', '0.2', '2,000'])
    expect(moment('2026-03-04T12:00:00Z')).toMatch(/^3\/4\/2026, /)
    setLanguage('de')
    expect([decimals(28.84, 1), decimals(7, 0), group(12345), showProbability(0.998), showProbability(0.001)]).toEqual([
      '28,8',
      '7',
      '12.345',
      '>0,99',
      '<0,01',
    ])
    expect([day('2026-03-04T12:00:00Z'), plain(0.2), plain(2000)]).toEqual(['4.3.2026', '0,2', '2.000'])
    expect(moment('2026-03-04T12:00:00Z')).toMatch(/^4\.3\.2026, /)
  })
})
