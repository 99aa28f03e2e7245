import { useDialogsStore } from '#renderer/base/widgets/index.ts'
import { connectionWords, useConnectionDialogs, useNodeStore } from '#renderer/features/connections/index.ts'
import { navigationWords, settingsTabs, useViewStore } from '#renderer/features/navigation/index.ts'
import { useTourStore } from '#renderer/features/tour/index.ts'
import type { Command } from './command.ts'
import { commandWords } from './words.ts'

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
    { ...program('palette', commandWords.palette, ['mod+k'], () => dialogs.show('palette')), neverTyped: true },
    program('shortcuts', commandWords.shortcuts, ['?'], () => dialogs.show('shortcuts')),
    program('view-read', navigationWords.views.read, [], () => view.show('read')),
    program('view-scan', navigationWords.views.scan, [], () => view.show('scan')),
    {
      ...program('view-settings', navigationWords.views.settings, ['mod+,'], () => view.show('settings')),
      neverTyped: true,
    },
    ...settingsTabs.map((tab) =>
      program(`settings-${tab}`, `${navigationWords.views.settings}: ${navigationWords.settings[tab]}`, [], () =>
        view.showSettings(tab),
      ),
    ),
    program('find-in-pacs', connectionWords.find.open, [], () => useConnectionDialogs('find-in-pacs').show()),
    program('send-to-pacs', connectionWords.send.open, [], () => useConnectionDialogs('send-to-pacs').show()),
    program('open-received', connectionWords.node.open, [], () => void useNodeStore().open()),
    program('tour', commandWords.tour, [], () => void tour.start()),
  ]
}
