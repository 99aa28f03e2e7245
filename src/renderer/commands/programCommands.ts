import { useDialogsStore } from '#renderer/stores/dialogs.ts'
import { useTourStore } from '#renderer/stores/tour.ts'
import { texts } from '#renderer/texts.ts'
import type { Command } from './command.ts'

/** What can be done everywhere in the program. */
export function programCommands(): Command[] {
  const dialogs = useDialogsStore()
  const tour = useTourStore()
  const program = (id: string, label: string, keys: string[], run: () => void): Command =>
    ({ id, label, group: 'program', keys, enabled: true, run })
  return [
    program('palette', texts.help.palette, ['mod+k'], () => dialogs.show('palette')),
    program('shortcuts', texts.help.shortcuts, ['?'], () => dialogs.show('shortcuts')),
    program('settings', texts.help.settings, ['mod+,'], () => dialogs.show('settings')),
    program('tour', texts.help.tour, [], () => void tour.start()),
  ]
}
