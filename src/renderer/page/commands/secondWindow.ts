import { ProblemError, toProblem } from '#shared/problem.ts'
import { filmInAddress, secondWindowHash } from '#shared/secondWindow.ts'
import { useAppStore, useConnection } from '#renderer/base/connection/index.ts'
import { useFilmsStore } from '#renderer/features/films/index.ts'
import { useViewStore } from '#renderer/features/navigation/index.ts'

/** One second window for each first one: what is shown there next takes the place of what was there. */
const windowName = 'fractureguard-second'

/** Whether this is a second window, which its address told when it was opened. */
export const isSecondWindow = filmInAddress(location.hash) !== undefined

/**
 * Shows the selected film in the second window, which is opened where there is none. It stays with that film whatever is
 * selected here, until another one is shown there.
 */
export function showInSecondWindow(): void {
  const app = useAppStore()
  const films = useFilmsStore()
  const { selected } = films
  if (!selected) return
  const opened = window.open(secondWindowHash(selected.filmId, Date.now()), windowName)
  // Electron opens it by itself, and tells the page of none.
  if (opened) opened.focus()
  else if (app.host === 'browser') films.addProblem(selected.name, toProblem(new ProblemError('window-blocked')))
}

/** Selects the film that the address names: before the worklist is there, and each time that another one is sent here. */
export function useAddressedFilm() {
  const connection = useConnection()
  const films = useFilmsStore()
  const view = useViewStore()

  /** What was shown already: after a lost connection, whoever went on to another film here stays there. */
  let shown: string | undefined

  /** To be called once the worklist is there: a film may have been opened after it, and samples are never in it. */
  async function show() {
    const filmId = filmInAddress(location.hash)
    if (filmId === undefined) return
    if (!films.has(filmId)) {
      const film = (await connection.client.studies.list()).find((open) => open.filmId === filmId)
      // Another one was sent here meanwhile.
      if (filmId !== filmInAddress(location.hash)) return
      if (film) films.add({ type: 'film', film }, true)
      else if (films.selectedId === filmId) films.selectedId = films.films[0]?.filmId
    }
    if (location.hash === shown) return
    films.select(filmId)
    view.show('read')
    shown = location.hash
  }

  const wanted = filmInAddress(location.hash)
  // Nothing else is shown, decoded and read first.
  if (wanted !== undefined) films.selectedId = wanted
  // What fails here fails because the connection is lost, and is tried again with it.
  window.addEventListener('hashchange', () => void show().catch(() => undefined))
  return { show }
}
