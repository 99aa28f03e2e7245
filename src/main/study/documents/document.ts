import type { DocumentContent } from '#shared/document.ts'
import { textOf } from '../dicom/attributes.ts'
import { parseDicom } from '../dicom/dataSet.ts'
import { looksLikeDicom } from '../dicom/sniff.ts'
import { withStudyFile } from '../file/studyFile.ts'
import { headBytes } from '../formats/picture/format.ts'
import { presentationOf } from './presentation.ts'
import { reportOf } from './report.ts'

const presentationClass = '1.2.840.10008.5.1.4.1.1.11.1'
const colourPresentationClass = '1.2.840.10008.5.1.4.1.1.11.2'

/**
 * What a DICOM file without an image says about films: a report (any SR document, PS3.3 A.35) or a presentation state
 * (A.33.1, A.33.2). Undefined for all others. Rejects as opening the file does.
 */
export function documentOf(path: string): Promise<DocumentContent | undefined> {
  return withStudyFile(path, async (file) => {
    if (!looksLikeDicom(await file.start(headBytes))) return undefined
    const { dataSet } = parseDicom(await file.whole())
    const sopClass = textOf(dataSet, 'x00080016') ?? ''
    if (sopClass === presentationClass || sopClass === colourPresentationClass) return presentationOf(dataSet)
    const isReport = sopClass.startsWith('1.2.840.10008.5.1.4.1.1.88.') && dataSet.elements.x0040a730 !== undefined
    return isReport ? reportOf(dataSet) : undefined
  })
}
