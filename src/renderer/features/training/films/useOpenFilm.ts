import { useViewStore } from '#renderer/features/navigation/index.ts'
import { useOpeningStore } from '#renderer/features/opening/index.ts'

/** Opens a film of labelled data in the reading room. */
export function useOpenFilm() {
  const opening = useOpeningStore()
  const view = useViewStore()
  return async (folder: string, file: string): Promise<void> => {
    // The files of a manifest are named from where it lies, those on another drive by their whole path.
    const root = /\.csv$/i.test(folder) ? folder.replace(/[\\/][^\\/]*$/, '') : folder
    view.show('read')
    await opening.openFilm(/^([a-z]:)?\//i.test(file) ? file : `${root}/${file}`)
  }
}
