import { ref } from 'vue'

/** Languages of the page, each by its own name. */
export const languages = { en: 'English', de: 'Deutsch' }
export type Language = keyof typeof languages

const spoken = ref<Language>('en')

/** The language that is set; what reads it in a template, a `computed` or a `watch` follows a change. */
export const spokenLanguage = (): Language => spoken.value

export function setLanguage(language: Language): void {
  spoken.value = language
  if (typeof document !== 'undefined') document.documentElement.lang = language
}
