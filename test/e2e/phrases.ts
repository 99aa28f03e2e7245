import { sayingsGerman } from '#renderer/base/problems/german/index.ts'
import { tableOf } from '#renderer/base/language/words.ts'
import type { Language } from '#renderer/base/language/language.ts'
import { problems } from '#shared/problems/index.ts'

const files = import.meta.glob<Record<string, unknown>>(
  ['/src/renderer/**/words.ts', '/src/renderer/**/words/*.ts', '!/src/renderer/base/language/**'],
  { eager: true },
)
const tables = Object.values(files)
  .flatMap((exported) => Object.values(exported))
  .filter((words): words is object => typeof words === 'object' && words !== null && tableOf(words, 'en') !== undefined)

/** Stands in for what only the program knows, in texts that are functions. */
const gap = '\u0000'
/** One after another, or by whatever name. */
const fillings = [gap, 1, 7].flatMap((filling) => [
  Array<unknown>(8).fill(filling),
  [new Proxy({}, { get: () => filling })],
])

/** All texts of a table, those of functions with gaps and numbers in them. */
function textsOf(part: unknown): string[] {
  if (typeof part === 'string') return [part]
  if (typeof part === 'function')
    return fillings.flatMap((values) => {
      try {
        const text: unknown = part(...values)
        return typeof text === 'string' ? [text] : []
      } catch {
        // It takes something else.
        return []
      }
    })
  return typeof part === 'object' && part !== null ? Object.values(part).flatMap(textsOf) : []
}

const said = (language: Language) => [
  ...tables.map((words) => tableOf(words, language)),
  language === 'de' ? sayingsGerman : Object.values(problems).map(({ say }) => say),
]

const fewLetters = 3
const lettersIn = (text: string) => text.match(/\p{L}/gu)?.length ?? 0

/** Every stretch of the words of a language that has more than a few letters and no gap or number in it. */
function phrasesOf(language: Language): Set<string> {
  const stretches = textsOf(said(language)).flatMap((text) => text.split(/[\u0000\d]+/))
  return new Set(stretches.map(asShown).filter((phrase) => lettersIn(phrase) > fewLetters))
}

/** A text as a browser shows it: white space made one blank. */
export const asShown = (text: string): string => text.replace(/\s+/g, ' ').trim()

const isLetter = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}]/u.test(character)

/** Whether a phrase stands somewhere in a text, and not inside other words. */
export function holds(text: string, phrase: string): boolean {
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
    const [before, after] = [text[at - 1], text[at + phrase.length]]
    if (!(isLetter(phrase[0]) && isLetter(before)) && !(isLetter(phrase.at(-1)) && isLetter(after))) return true
  }
  return false
}

/** Texts as one, which is looked through in one go; no text as it is shown has a line break. */
export const asOne = (texts: Iterable<string>): string => [...texts].join('\n')

function own(language: Language, other: Language): string[] {
  const others = asOne(new Set(textsOf(said(other)).map(asShown)))
  return [...phrasesOf(language)].filter((phrase) => !holds(others, phrase))
}

/** What only one of the languages says. */
export const ownPhrases: Record<Language, string[]> = { en: own('en', 'de'), de: own('de', 'en') }
