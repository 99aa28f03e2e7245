import { widgetWords } from './words.ts'

const isMac = typeof navigator !== 'undefined' && navigator.userAgent.includes('Mac')
const named: Partial<Record<string, string>> = widgetWords.keys

const nameOf = (part: string): string | undefined => (part === 'mod' && isMac ? '⌘' : named[part])

/** `mod+shift+z` as it is printed on keys of the page's language, in letters that every font has. */
export function showKey(key: string): string {
  return key
    .split(/(?<=.)\+/)
    .map((part) => nameOf(part) ?? (part.length === 1 ? part.toUpperCase() : part))
    .join(' ')
}
