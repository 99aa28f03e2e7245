import { useLibraryStore } from '#renderer/stores/library.ts'
import { useSettingsStore } from '#renderer/stores/settings.ts'
import { useWorklistStore } from '#renderer/stores/worklist.ts'
import { texts } from '#renderer/texts.ts'
import type { Command } from './command.ts'

/** What can be done with the worklist. */
export function worklistCommands(): Command[] {
  const library = useLibraryStore()
  const settings = useSettingsStore()
  const worklist = useWorklistStore()
  const words = texts.worklist
  const film = (id: string, label: string, keys: string[], run: () => void): Command =>
    ({ id, label, group: 'films', keys, enabled: true, run })
  return [
    film('next-film', words.next, ['ArrowDown', 'j'], () => worklist.step(1)),
    film('previous-film', words.previous, ['ArrowUp', 'k'], () => worklist.step(-1)),
    { ...film('anonymous', words.anonymous, ['p'], () => (settings.anonymous = !settings.anonymous)), pressed: settings.anonymous },
    { ...film('private', words.private, [], () => void library.setPrivate(!library.isPrivate)), pressed: library.isPrivate },
  ]
}
