/** Films without what identifies a patient, by the Basic Profile of PS3.15 Annex E. */
export { Keyed } from './keyed.ts'
export type { FileExport, FileRequest, Replaced } from './request.ts'
export { deidentifyFile } from './deidentifyFile.ts'
