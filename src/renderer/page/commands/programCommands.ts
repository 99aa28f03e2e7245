import { useDialogsStore } from '#renderer/base/widgets/dialogs.ts'
import { useTourStore } from '#renderer/features/tour/tour.ts'
import { settingsTabs, useViewStore } from '#renderer/features/navigation/view.ts'
import { texts } from '#renderer/texts.ts'
import type { Command } from './command.ts'

/** What can be done everywhere in the program. */
export function programCommands(): Command[] {
  const dialogs = useDialogsStore()
  const tour = useTourStore()
  const view = useViewStore()
  const program = (id: string, label: string, keys: string[], run: () => void): Command => ({
    id,
    label,
    group: 'program',
    keys,
    enabled: true,
    run,
  })
  return [
    program('palette', texts.help.palette, ['mod+k'], () => dialogs.show('palette')),
    program('shortcuts', texts.help.shortcuts, ['?'], () => dialogs.show('shortcuts')),
    program('read', texts.top.viewNames.read, [], () => view.show('read')),
    program('scan', texts.top.viewNames.scan, [], () => view.show('scan')),
    program('settings', texts.top.viewNames.settings, ['mod+,'], () => view.show('settings')),
    ...settingsTabs.map((tab) =>
      program(`settings-${tab}`, `${texts.top.viewNames.settings}: ${texts.settings.tabs[tab]}`, [], () =>
        view.showSettings(tab),
      ),
    ),
    program('tour', texts.help.tour, [], () => void tour.start()),
  ]
}
