import { toProblem } from '#shared/problem.ts'
import type { Implementer } from './implementer.ts'
import type { Services } from '../services.ts'

export function libraryRoutes(os: Implementer, { library, memory, models, films, inbox }: Services) {
  const state = () => ({
    private: library.isPrivate,
    ...(library.problem ? { problem: toProblem(library.problem) } : {}),
  })
  return {
    state: os.library.state.handler(state),
    watch: os.library.watch.handler(({ signal }) => memory.changes.watch(signal)),
    setPrivate: os.library.setPrivate.handler(({ input }) => {
      library.setPrivate(input.on)
      films.forgetClosed()
      memory.changes.tell({ what: 'private' })
      return state()
    }),
    marks: os.library.marks.handler(async ({ input }) => {
      const modelId = await models.activeId()
      return input.filmId === undefined ? memory.marks(modelId) : memory.marksOf(input.filmId, modelId)
    }),
    review: os.library.review.handler(({ input }) => memory.review(input.filmId, input.frame, input.opinion)),
    annotations: os.library.annotations.handler(({ input }) => memory.annotations(input.filmId)),
    saveAnnotations: os.library.saveAnnotations.handler(({ input }) =>
      memory.saveAnnotations(input.filmId, input.annotations, input.before),
    ),
    notes: os.library.notes.handler(({ input }) => memory.notes(input.filmId)),
    saveNote: os.library.saveNote.handler(({ input }) => memory.saveNote(input)),
    forget: os.library.forget.handler(async ({ input }) => {
      await memory.forget(input.filmIds)
      films.forgetClosed()
      for (const filmId of input.filmIds) {
        const path = films.close(filmId)
        if (path !== undefined) await inbox.drop(path)
      }
    }),
  }
}
