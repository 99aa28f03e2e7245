import { dayIn, decimalsIn, groupIn, numberIn, type Language } from '#shared/language.ts'
import { reportSayings, type ReportSayings } from '#shared/reportSayings/index.ts'
import { english, type OwnWords } from './english.ts'
import { german } from './german.ts'

/** What `report.html` says in one language, and how it writes numbers and days there. */
export type ReportWords = OwnWords & {
  language: Language
  shared: ReportSayings
  decimals(value: number, digits: number): string
  number(value: number): string
  group(value: number): string
  day(instant: string): string
}

const own: Record<Language, OwnWords> = { en: english, de: german }

export function reportWords(language: Language): ReportWords {
  return {
    ...own[language],
    language,
    shared: reportSayings[language],
    decimals: (value, digits) => decimalsIn(language, value, digits),
    number: (value) => numberIn(language, value),
    group: (value) => groupIn(language, value),
    day: (instant) => dayIn(language, instant),
  }
}
