import { useRoom } from '#renderer/features/library/readingRoom.ts'
import { useLibraryStore } from '#renderer/features/library/library.ts'
import { openingKeys, useOpeningStore } from '#renderer/features/opening/opening.ts'
import { useSettingsStore } from '#renderer/features/settings/settings.ts'
import { useWorklistStore } from '#renderer/features/worklist/worklist.ts'
import { texts } from '#renderer/texts.ts'
import type { Command } from './command.ts'

/** Turns private mode on and off. */
export const privateKey = 'mod+shift+h'

/** What can be done with the worklist. */
export function worklistCommands(): Command[] {
  const library = useLibraryStore()
  const room = useRoom()
  const opening = useOpeningStore()
  const settings = useSettingsStore()
  const worklist = useWorklistStore()
  const words = texts.worklist
  const film = (id: string, label: string, keys: string[], run: () => void): Command => ({
    id,
    label,
    group: 'films',
    keys,
    enabled: true,
    run,
  })
  return [
    {
      ...film('open-files', words.openFiles, [openingKeys.files], () => opening.chooser?.files()),
      enabled: opening.chooser !== undefined,
    },
    {
      ...film('open-folder', words.openFolder, [openingKeys.folder], () => opening.chooser?.folder()),
      enabled: opening.chooser !== undefined,
    },
    film('next-film', words.next, ['ArrowDown', 'j'], () => worklist.step(1)),
    film('previous-film', words.previous, ['ArrowUp', 'k'], () => worklist.step(-1)),
    film('first-film', words.first, ['Home'], () => worklist.step(-Infinity)),
    film('last-film', words.last, ['End'], () => worklist.step(Infinity)),
    {
      ...film('anonymous', words.anonymous, ['p'], () => (settings.anonymous = !settings.anonymous)),
      pressed: settings.anonymous,
    },
    {
      ...film('private', words.private, [privateKey], () => void room.setPrivate(!library.isPrivate)),
      pressed: library.isPrivate,
    },
  ]
}
