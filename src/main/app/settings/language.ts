import { languageOf, type Language } from '#shared/language.ts'
import type { Settings } from './settings.ts'

/** As the environment says it, where an empty variable says nothing; as the system does where it says nothing. */
function systemLocale(): string {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env
  return LC_ALL || LC_MESSAGES || LANG || new Intl.DateTimeFormat().resolvedOptions().locale
}

/** The language of what the program writes for people: the one that was chosen, else the system's. */
export function chosenLanguage({ values }: Settings): Language {
  return values.language ?? languageOf(systemLocale())
}
