import { useCompareStore } from '#renderer/features/compare/index.ts'
import { deidentifyWords, useDeidentifyDialog } from '#renderer/features/deidentify/index.ts'
import { useFilmsStore } from '#renderer/features/films/index.ts'
import { privateKey, useLibraryStore, useReadingRoom } from '#renderer/features/library/index.ts'
import { openingKeys, openingWords, useOpeningStore } from '#renderer/features/opening/index.ts'
import { useSettingsStore } from '#renderer/features/settings/index.ts'
import { labellingKey, useWorklistStore, worklistWords } from '#renderer/features/worklist/index.ts'
import type { Command } from './command.ts'
import { commandWords } from './words.ts'

/** What can be done with the worklist. */
export function worklistCommands(): Command[] {
  const compare = useCompareStore()
  const deidentify = useDeidentifyDialog()
  const films = useFilmsStore()
  const library = useLibraryStore()
  const room = useReadingRoom()
  const opening = useOpeningStore()
  const settings = useSettingsStore()
  const worklist = useWorklistStore()
  const film = (id: string, label: string, keys: string[], run: () => void): Command => ({
    id,
    label,
    group: 'films',
    keys,
    enabled: true,
    run,
  })
  const step = (...of: Parameters<typeof film>): Command => ({ ...film(...of), repeats: true })
  return [
    {
      ...film('open-files', openingWords.openFiles, [openingKeys.files], () => opening.chooser?.files()),
      enabled: opening.chooser !== undefined,
    },
    {
      ...film('open-folder', openingWords.openFolder, [openingKeys.folder], () => opening.chooser?.folder()),
      enabled: opening.chooser !== undefined,
    },
    step('next-film', commandWords.nextFilm, ['ArrowDown', 'j'], () => worklist.step(1)),
    step('previous-film', commandWords.previousFilm, ['ArrowUp', 'k'], () => worklist.step(-1)),
    step('next-study', commandWords.nextStudy, ['mod+ArrowDown', '.'], () => compare.stepStudy(1)),
    step('previous-study', commandWords.previousStudy, ['mod+ArrowUp', ','], () => compare.stepStudy(-1)),
    film('first-film', commandWords.firstFilm, ['Home'], () => worklist.step(-Infinity)),
    film('last-film', commandWords.lastFilm, ['End'], () => worklist.step(Infinity)),
    {
      ...film('deidentify', deidentifyWords.command, [], deidentify.show),
      enabled: films.films.length > 0,
    },
    {
      ...film('labelling', worklistWords.labelling, [labellingKey], () => (worklist.labelling = !worklist.labelling)),
      pressed: worklist.labelling,
    },
    {
      ...film('anonymous', worklistWords.anonymous, ['9'], () => (settings.anonymous = !settings.anonymous)),
      pressed: settings.anonymous,
    },
    {
      ...film('private', worklistWords.private, [privateKey], () => void room.setPrivate(!library.isPrivate)),
      pressed: library.isPrivate,
    },
  ]
}
