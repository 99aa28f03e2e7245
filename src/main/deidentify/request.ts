import type { Box, DeidentifyWarning } from '#shared/deidentify.ts'
import type { ProfileOptions } from './table/action.ts'

/** One file to be exported. */
export type FileRequest = ProfileOptions & {
  path: string
  /** Where the export of it goes, without the extension of its format. */
  target: string
  /** 32 bytes as hexadecimal digits. */
  key: string
  boxes: readonly Box[]
  /** Somebody says that with the boxes no text is left. */
  textRemoved: boolean
  programVersion: string
}

/** What of a file took the place of what; it stays here. */
export type Replaced = { attribute: string; old: string; new: string }

export type FileExport = {
  /** Names of the files that were written. */
  files: string[]
  /** Whether results can refer to it. */
  dicom: boolean
  warnings: DeidentifyWarning[]
  replaced: Replaced[]
}
