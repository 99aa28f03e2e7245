import { exportFolderMarks, exportKeptMarks, keptMarksFile } from '../marks/exportMarks.ts'
import type { Services } from '../services.ts'
import type { Implementer } from './implementer.ts'

export function marksRoutes(os: Implementer, services: Services) {
  const { memory } = services
  return {
    list: os.marks.list.handler(({ input }) => memory.keptMarks(input.filmId)),
    save: os.marks.save.handler(({ input }) => memory.saveMarks(input)),
    undo: os.marks.undo.handler(async ({ input }) => {
      const now = await memory.undoMarks(input)
      return now ? { now } : {}
    }),
    remove: os.marks.remove.handler(({ input }) => memory.removeMarks(input)),
    exportFolder: os.marks.exportFolder.handler(({ input, signal }) => exportFolderMarks(services, input, signal)),
    exportKept: os.marks.exportKept.handler(({ input }) => exportKeptMarks(services, input)),
    download: os.marks.download.handler(({ input }) => keptMarksFile(services, input.format)),
  }
}
