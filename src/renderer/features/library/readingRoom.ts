import { useAnnotationsStore } from '#renderer/features/annotations/index.ts'
import { useFilmsStore, useFramesStore } from '#renderer/features/films/index.ts'
import { useMarkingStore } from '#renderer/features/marking/index.ts'
import { useNotesStore } from '#renderer/features/notes/index.ts'
import { useMarksStore, useReadingsStore } from '#renderer/features/reading/index.ts'
import { useViewportStore } from '#renderer/features/viewport/index.ts'
import { useLibraryStore } from './library.ts'

/** The key that turns private mode on and off. */
export const privateKey = 'mod+shift+h'

/** What is done with films in all that the page knows of them at once. */
export function useReadingRoom() {
  const annotations = useAnnotationsStore()
  const films = useFilmsStore()
  const frames = useFramesStore()
  const library = useLibraryStore()
  const marking = useMarkingStore()
  const marks = useMarksStore()
  const notes = useNotesStore()
  const readings = useReadingsStore()
  const viewport = useViewportStore()

  /** Closes rows of the worklist and drops all that the page knew of their films. */
  async function close(ids: string[]) {
    await Promise.all([library.save(), notes.save()])
    await films.close(ids)
    const gone = new Set(ids)
    for (const store of [frames, readings, viewport, annotations, marking, marks, notes]) store.forget(gone)
  }

  /** What was said and drawn in private mode goes with it, on the page too. */
  async function leavePrivate() {
    const all = new Set(films.films.map(({ filmId }) => filmId))
    for (const store of [annotations, marking, marks, notes]) store.forget(all)
    await Promise.all([marking.load(), marks.load(), notes.load()])
    if (films.selectedId)
      await Promise.all([
        library.loadAnnotations(films.selectedId),
        marking.loadOf(films.selectedId),
        marks.loadOf(films.selectedId),
        notes.loadOf(films.selectedId),
      ])
  }

  return {
    close,
    /**
     * Turns private mode on or off. Rejects as the call does.
     */
    async setPrivate(on: boolean) {
      // What was drawn before belongs to the time before.
      await Promise.all([library.save(), notes.save()])
      await library.setPrivate(on)
      if (!on) await leavePrivate()
    },
    /** Another window may have turned private mode on or off. */
    async followPrivate() {
      const was = library.isPrivate
      await library.load()
      if (was && !library.isPrivate) await leavePrivate()
    },
    /**
     * Closes films and deletes all that is kept of them. Rejects where the program cannot do so; then nothing is
     * closed.
     */
    async forget(filmIds: string[]) {
      await library.forget(filmIds)
      await close(filmIds)
    },
    /** After connecting: the worklist and what is known of it, as the program has it. */
    async restore() {
      await films.restore()
      await library.load()
      await Promise.all([marking.load(), marks.load(), notes.load()])
    },
  }
}
