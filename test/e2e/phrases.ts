import { sayingsGerman } from '#shared/problems/german/index.ts'
import { tableOf } from '#renderer/base/language/words.ts'
import type { Language } from '#renderer/base/language/language.ts'
import { problems } from '#shared/problems/index.ts'
import { phrasesOnlyIn } from '../support/phrases.ts'

const files = import.meta.glob<Record<string, unknown>>(
  ['/src/renderer/**/words.ts', '/src/renderer/**/words/*.ts', '!/src/renderer/base/language/**'],
  { eager: true },
)
const tables = Object.values(files)
  .flatMap((exported) => Object.values(exported))
  .filter((words): words is object => typeof words === 'object' && words !== null && tableOf(words, 'en') !== undefined)

const said = (language: Language) => [
  ...tables.map((words) => tableOf(words, language)),
  language === 'de' ? sayingsGerman : Object.values(problems).map(({ say }) => say),
]

/** What only one of the languages says. */
export const ownPhrases: Record<Language, string[]> = {
  en: phrasesOnlyIn(said('en'), said('de')),
  de: phrasesOnlyIn(said('de'), said('en')),
}
