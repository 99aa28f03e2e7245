/** Languages of the page and of what the program writes for people. */
export const languageCodes = ['en', 'de'] as const
export type Language = (typeof languageCodes)[number]

/** The language for a locale such as `de-AT` or `de_AT.UTF-8`: English where the program does not speak another. */
export const languageOf = (locale: string): Language => (/^de(?![a-z])/i.test(locale) ? 'de' : 'en')

/** A number with so many decimals, as a language writes it. */
export function decimalsIn(language: Language, value: number, digits: number): string {
  const text = value.toFixed(digits)
  return language === 'de' ? text.replace('.', ',') : text
}

/** A count with its thousands apart, as a language writes it. */
export const groupIn = (language: Language, value: number): string => value.toLocaleString(language)

/** A number as short as six digits allow, such as an axis of a plot shows it, as a language writes it. */
export const numberIn = (language: Language, value: number): string =>
  value.toLocaleString(language, { maximumSignificantDigits: 6 })

/** The day of an ISO 8601 instant as a language writes it; in English as ISO does, since 4/5 is read as two days. */
export function dayIn(language: Language, instant: string): string {
  const [year, month, day] = instant.slice(0, 10).split('-')
  return language === 'de' ? `${Number(day)}.${Number(month)}.${year}` : `${year}-${month}-${day}`
}
