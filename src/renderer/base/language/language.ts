import { ref } from 'vue'
import { createI18n } from 'vue-i18n'

/** Languages of the page, each by its own name. */
export const languages = { en: 'English', de: 'Deutsch' }
export type Language = keyof typeof languages

/** What a translation may leave out; it is then said in English. */
export type Translation<T> = {
  [Key in keyof T]?: T[Key] extends (...values: never[]) => string
    ? T[Key]
    : T[Key] extends string
      ? string
      : Translation<T[Key]>
}

function over<T extends object>(english: T, translated: Translation<T>): T {
  const merged = Object.entries(english).map(([key, value]) => {
    const other = translated[key as keyof T] as unknown
    const nested = typeof value === 'object' && value !== null && !Array.isArray(value) && other !== undefined
    return [key, nested ? over(value as object, other as object) : (other ?? value)]
  })
  return Object.fromEntries(merged) as T
}

const spoken = ref<Language>('en')
/** The language that is set, for dates and counts. */
export const spokenLanguage = (): Language => spoken.value

/** A number with so many decimals, as the language that is set writes it. */
export function decimals(value: number, digits: number): string {
  const text = value.toFixed(digits)
  return spoken.value === 'de' ? text.replace('.', ',') : text
}

let current: { setLocale(language: Language): void } | undefined

/**
 * The page's words in the language that is set, through vue-i18n: what reads them in a template is drawn anew when the
 * language changes. Words that need numbers are functions, so that their arguments are checked.
 */
export function localized<T extends object>(english: T, german: Translation<T>): T {
  const messages = { en: english, de: over(english, german) } as Record<Language, never>
  const { global } = createI18n({ legacy: false, locale: 'en', fallbackLocale: 'en', messages })
  current = { setLocale: (language) => void (global.locale.value = language) }
  const words = () => global.getLocaleMessage(global.locale.value) as T
  return new Proxy(english, { get: (_, part) => words()[part as keyof T] })
}

export function setLanguage(language: Language): void {
  spoken.value = language
  current?.setLocale(language)
  if (typeof document !== 'undefined') document.documentElement.lang = language
}
