/** Films without what identifies a patient, by the Basic Profile of PS3.15 Annex E. */
import type { deidentifyFile as file } from './deidentifyFile.ts'

export { Keyed } from './keyed.ts'
export type { FileExport, FileRequest, Replaced } from './request.ts'

/** See `deidentifyFile.ts`. Loaded when it is called: it holds libvips. */
export const deidentifyFile: typeof file = async (...input) =>
  (await import('./deidentifyFile.ts')).deidentifyFile(...input)
