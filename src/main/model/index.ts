/** A model on disk: card, weights, seal, ONNX file. */
import type { writeOnnxModel as writeOnnx } from './onnxModel.ts'
import type { writeFitted as fitted } from './writeFitted.ts'

export { findingReach, mostFindings } from './findingRule.ts'
export { ancestorsFileName, fittedFilmsFileName, splitFileName } from './fileNames.ts'
export { filmsIn, trunkTrainedOn, writeFilms } from './filmTables.ts'
export { loadModel } from './loadModel.ts'
export { checkSeal, manifestFile, manifestSchema, sealModel, type Manifest } from './manifest.ts'
export { readCard, readWeights } from './modelFolder.ts'
export { readingProgram } from './readingProgram.ts'
export { renamedWeights } from './renamedWeights.ts'
export { writeTrunk } from './trunkFile.ts'
export { writeModel } from './writeModel.ts'

/** See `onnxModel.ts`. Loaded when it is called: it brings the engine's native code, which the main process never holds. */
export const writeOnnxModel: typeof writeOnnx = async (...input) =>
  (await import('./onnxModel.ts')).writeOnnxModel(...input)

/** See `writeFitted.ts`; loaded when it is called, since it writes the ONNX file too. */
export const writeFitted: typeof fitted = async (...input) => (await import('./writeFitted.ts')).writeFitted(...input)
