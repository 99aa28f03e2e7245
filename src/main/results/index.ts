/** Readings as DICOM objects for other programs: pictures, annotations, reports, selections. */
export { makeResults } from './makeResults.ts'
export type { ReadingToTell, ResultModel } from './common/result.ts'
export { finishResults, writeResults, type ResultsWork } from './writeResults.ts'
export { implementation } from './object/dicomObject.ts'
