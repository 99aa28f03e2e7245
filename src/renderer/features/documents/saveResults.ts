import { toFailure, useConnection } from '#renderer/base/connection/index.ts'
import { saveFile } from '#renderer/base/widgets/index.ts'
import { useFilmsStore } from '#renderer/features/films/index.ts'
import { useReadingsStore } from '#renderer/features/reading/index.ts'
import { useViewportStore } from '#renderer/features/viewport/index.ts'

/**
 * Saves the reading on the screen as DICOM objects, in the kinds that the settings say, in one archive. Where that cannot
 * be, the worklist says why.
 */
export async function saveResults(): Promise<void> {
  const [films, readings, viewport] = [useFilmsStore(), useReadingsStore(), useViewportStore()]
  const film = films.selected
  const state = film && readings.stateOf(film.filmId, viewport.frame)
  if (!film || state?.kind !== 'done') return
  try {
    const archive = await useConnection().client.results.download({ filmId: film.filmId, reading: state.reading })
    saveFile(archive, archive.name)
  } catch (thrown) {
    films.addProblem(film.name, toFailure(thrown).problem)
  }
}
