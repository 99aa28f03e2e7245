import type { StudyDecoder } from './service.ts'
import { handlerFor } from './formats/chain.ts'
import { withStudyFile } from './studyFile.ts'

/** Decodes in the calling thread. Keeps nothing between calls but the codecs that were loaded. */
export const studyDecoder: StudyDecoder = {
  header: (path) => withStudyFile(path, async (file) => (await handlerFor(file)).header(file)),
  film: (path, frame) => withStudyFile(path, async (file) => (await handlerFor(file)).film(file, frame)),
}
