import { describe, expect, it } from 'vitest'
import { holds } from '../support/phrases.ts'
import { ownPhrases } from './phrases.ts'

describe('the words by which a language is known', () => {
  it('are all of it that the other does not say as well', () => {
    expect(ownPhrases.en.length).toBeGreaterThan(900)
    expect(ownPhrases.de.length).toBeGreaterThan(900)
    expect(ownPhrases.en).toContain('Find in the list')
    // Of a text with something in it, and of a problem.
    expect(ownPhrases.de).toEqual(
      expect.arrayContaining(['nicht geöffnet', 'Die Datei ist leer.', 'Pixel; das Programm öffnet bis zu']),
    )
    // Said in both.
    expect(ownPhrases.en).not.toContain('Training')
  })

  it('are found as whole words', () => {
    expect(holds('The film is read.', 'film')).toBe(true)
    expect([holds('Filmdosimeter', 'Film'), holds('Alle Filme', 'Film')]).toEqual([false, false])
    expect(holds('Modell: Starter', 'Starter')).toBe(true)
  })
})
