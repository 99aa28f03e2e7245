import type { Film } from '#shared/film.ts'
import { useSettingsStore } from '#renderer/features/settings/index.ts'
import { filmWords } from './words.ts'

/** A film's name on the page: its file's, or a word that says nothing where names are hidden. */
export function useNames() {
  const settings = useSettingsStore()
  return {
    /** True where nobody may be named. */
    hidden: () => settings.anonymous,
    nameOf: (film: Pick<Film, 'filmId' | 'name'>) =>
      settings.anonymous ? filmWords.hiddenName(film.filmId.slice(0, 4)) : film.name,
  }
}
