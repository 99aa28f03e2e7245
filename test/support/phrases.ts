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

const fewLetters = 3
const lettersIn = (text: string) => text.match(/\p{L}/gu)?.length ?? 0

/** Every stretch of a table's words that has more than a few letters and no gap or number in it. */
function phrasesOf(table: unknown): Set<string> {
  const stretches = textsOf(table).flatMap((text) => text.split(/[\u0000\d]+/))
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

/** What a table of words says that the other, the same in another language, does not. */
export function phrasesOnlyIn(table: unknown, other: unknown): string[] {
  const others = asOne(new Set(textsOf(other).map(asShown)))
  return [...phrasesOf(table)].filter((phrase) => !holds(others, phrase))
}
