import type { DeidentifyWarning } from '#shared/deidentify.ts'
import type { DataSet } from 'dicom-parser'
import { textOf } from '#main/study/dicom/attributes.ts'

/** Secondary Capture and its kinds with many frames, PS3.4 B.5. */
const captures = '1.2.840.10008.5.1.4.1.1.7'

/** Modalities (PS3.3 C.7.3.1.1.1) whose devices write names and numbers into their pictures. */
const labelled = new Set(['BI', 'DM', 'ES', 'GM', 'IVUS', 'OP', 'OT', 'PX', 'US', 'XC', 'DOC', 'HC'])

/** What a file says that lets one expect text in its pixels. Its silence says nothing. */
export function burnedInWarnings(dataSet: DataSet): DeidentifyWarning[] {
  const stated = textOf(dataSet, 'x00280301')?.toUpperCase()
  const sopClass = textOf(dataSet, 'x00080016')?.replace(/\0+$/, '') ?? ''
  const conversion = textOf(dataSet, 'x00080064')?.toUpperCase()
  const modality = textOf(dataSet, 'x00080060')?.toUpperCase() ?? ''
  const isCapture = sopClass === captures || sopClass.startsWith(`${captures}.`)
  const isDigitised = conversion === 'DF' || conversion === 'SD' || modality === 'HC'
  return [
    ...(stated === 'YES' ? ['text-stated' as const] : []),
    ...(stated === 'YES' || stated === 'NO' ? [] : ['text-unknown' as const]),
    ...(isDigitised ? ['digitised' as const] : []),
    ...(isCapture || (conversion !== undefined && !isDigitised) ? ['capture' as const] : []),
    ...(labelled.has(modality) ? ['modality' as const] : []),
  ]
}
