import type { Implementer } from './implementer.ts'
import { estimate } from '../training/estimate.ts'
import { inspect } from '../training/inspection.ts'
import { labelledThumbnail } from '../training/labelledFilms.ts'
import { reviewedIn } from '../training/reviewedFilms.ts'
import { PictureShelf } from '../training/pictureShelf.ts'
import { saveLabels } from '../training/saveLabels.ts'
import type { Services } from '../services.ts'
import { checkShortcuts } from '../training/shortcut.ts'
import { resumeTraining, startTraining } from '../training/training.ts'
import { courseOf, discardRun, exportRun, listRuns, reportOf } from '../training/trainingRuns.ts'

export function trainingRoutes(os: Implementer, services: Services) {
  const pictures = new PictureShelf()
  return {
    inspect: os.training.inspect.handler(({ input, signal }) => inspect({ ...services, pictures }, input, signal)),
    checkShortcuts: os.training.checkShortcuts.handler(({ input, signal }) =>
      checkShortcuts({ ...services, pictures }, input, signal),
    ),
    picture: os.training.picture.handler(({ input }) => ({ picture: pictures.get(input.pictureId) })),
    start: os.training.start.handler(({ input }) => startTraining(services, input)),
    resume: os.training.resume.handler(({ input }) => resumeTraining(services, input.runId, input.engine)),
    estimate: os.training.estimate.handler(({ input, signal }) => estimate(services, input, signal)),
    runs: os.training.runs.handler(() => listRuns(services)),
    course: os.training.course.handler(({ input }) => courseOf(services, input.runId)),
    exportRun: os.training.exportRun.handler(({ input }) => exportRun(services, input.runId, input.folder)),
    discard: os.training.discard.handler(({ input }) => discardRun(services, input.runId)),
    reviewed: os.training.reviewed.handler(() => reviewedIn(services.library)),
    report: os.training.report.handler(({ input }) => reportOf(services, input.modelId)),
    saveLabels: os.training.saveLabels.handler(({ input }) => saveLabels(services, input)),
    thumbnail: os.training.thumbnail.handler(({ input }) => labelledThumbnail(services, input)),
  }
}
