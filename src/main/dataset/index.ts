/** Labelled films: folders and manifests, copies, groups, split, variations. */
import type { contactSheet as drawContactSheet } from './contactSheet.ts'
import type { inspectDataset as inspect } from './inspect.ts'

export { augmentDefaults, drawVariation, type AugmentOptions, type Variation, vary } from './augment.ts'
export { ContentCache, readCached, verifyCaches } from './contentCache.ts'
export { datasetFilms, openDataset, refuseContradictions, type Dataset } from './dataset.ts'
export type { DatasetFilm } from './datasetFilm.ts'
export { examine } from './examine.ts'
export { exportMarks } from './exportMarks.ts'
export { groupPattern } from './groupPattern.ts'
export { isLeftOut } from './manifest.ts'
export { movedPoint } from './movedPoint.ts'
export { openSource, type Source } from './source.ts'
export { writeLabels } from './labelsFile.ts'
export { classesFrom } from './classNames.ts'
export { defaultShares, foldsByGroup, type Grouped } from './split.ts'
export { foldSplits, splitDataset, straddles, type Split } from './splitDataset.ts'
export { shownFilm, shownPixels, type PictureDecoder } from './shownPixels.ts'
export { writeSplit } from './splitFile.ts'

/** See `inspect.ts`. Loaded when it is called: it draws pictures. */
export const inspectDataset: typeof inspect = async (...input) =>
  (await import('./inspect.ts')).inspectDataset(...input)

/** See `contactSheet.ts`. Loaded when it is called: it draws pictures. */
export const contactSheet: typeof drawContactSheet = async (...input) =>
  (await import('./contactSheet.ts')).contactSheet(...input)
