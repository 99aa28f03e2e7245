import type { problems, Sayings } from '#shared/problems/index.ts'
import { apiGerman } from './api.ts'
import { appGerman } from './app.ts'
import { deidentifyGerman } from './deidentify.ts'
import { enginesGerman } from './engines.ts'
import { fleetGerman } from './fleet.ts'
import { marksGerman } from './marks.ts'
import { modelsGerman } from './models.ts'
import { pacsGerman } from './pacs.ts'
import { resultsGerman } from './results.ts'
import { reviewsGerman } from './reviews.ts'
import { scanGerman } from './scan.ts'
import { studyGerman } from './study.ts'
import { trainingGerman } from './training.ts'

/** Every problem's sentence in German; the compiler finds one that is missing. */
export const sayingsGerman: Sayings<typeof problems> = {
  ...studyGerman,
  ...modelsGerman,
  ...enginesGerman,
  ...trainingGerman,
  ...marksGerman,
  ...scanGerman,
  ...fleetGerman,
  ...resultsGerman,
  ...deidentifyGerman,
  ...reviewsGerman,
  ...pacsGerman,
  ...apiGerman,
  ...appGerman,
}
