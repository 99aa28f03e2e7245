import { describe, expect, it } from 'vitest'
import { setLanguage } from '#renderer/base/language/index.ts'
import { showDate, showName } from '#renderer/features/films/header.ts'

describe('what a header says', () => {
  it('is a person’s as people write it', () => {
    expect(showName('Roe^Jane^Q^Dr')).toBe('Roe, Jane Q')
    expect(showName('Roe=Roe^J')).toBe('Roe')
    expect(showName('^^')).toBeUndefined()
    expect(showName(undefined)).toBeUndefined()
  })

  it('is a day as the page’s language writes it, and anything else as it is', () => {
    expect(showDate('20240511')).toBe('2024-05-11')
    expect(showDate('2024')).toBe('2024')
    expect(showDate('00000000')).toBe('')
    setLanguage('de')
    expect(showDate('20240511')).toBe('11.5.2024')
    setLanguage('en')
  })
})
