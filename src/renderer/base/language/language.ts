import { ref } from 'vue'
import type { Language } from '#shared/language.ts'

export type { Language }

/** Languages of the page, each by its own name. */
export const languages: Record<Language, string> = { en: 'English', de: 'Deutsch' }

const spoken = ref<Language>('en')

/** The language that is set; what reads it in a template, a `computed` or a `watch` follows a change. */
export const spokenLanguage = (): Language => spoken.value

export function setLanguage(language: Language): void {
  spoken.value = language
  if (typeof document !== 'undefined') document.documentElement.lang = language
}
