import { useRoom } from '#renderer/room.ts'
import { useLibraryStore } from '#renderer/stores/library.ts'
import { useSettingsStore } from '#renderer/stores/settings.ts'
import { useWorklistStore } from '#renderer/stores/worklist.ts'
import { texts } from '#renderer/texts.ts'
import type { Command } from './command.ts'

/** What can be done with the worklist. */
export function worklistCommands(): Command[] {
  const library = useLibraryStore()
  const room = useRoom()
  const settings = useSettingsStore()
  const worklist = useWorklistStore()
  const words = texts.worklist
  const film = (id: string, label: string, keys: string[], run: () => void): Command =>
    ({ id, label, group: 'films', keys, enabled: true, run })
  return [
    film('next-film', words.next, ['ArrowDown', 'j'], () => worklist.step(1)),
    film('previous-film', words.previous, ['ArrowUp', 'k'], () => worklist.step(-1)),
    film('first-film', words.first, ['Home'], () => worklist.step(-Infinity)),
    film('last-film', words.last, ['End'], () => worklist.step(Infinity)),
    { ...film('anonymous', words.anonymous, ['p'], () => (settings.anonymous = !settings.anonymous)), pressed: settings.anonymous },
    { ...film('private', words.private, [], () => void room.setPrivate(!library.isPrivate)), pressed: library.isPrivate },
  ]
}
