import { ProblemError } from '#shared/problem.ts'
import type { ResultKind } from '#shared/results.ts'
import { parseDicom } from '#main/study/dicom/dataSet.ts'
import { pixelsOf } from '#main/study/dicom/header.ts'
import { imagePixelOf } from '#main/study/dicom/imagePixel.ts'
import { looksLikeDicom } from '#main/study/dicom/sniff.ts'
import { withStudyFile } from '#main/study/file/studyFile.ts'
import { dicom } from '#main/study/formats/dicom.ts'
import { headBytes } from '#main/study/formats/picture/format.ts'
import { secondaryCapture } from './capture/secondaryCapture.ts'
import { momentOf, type DicomObject } from './object/dicomObject.ts'
import { originalOf, type Original } from './original/original.ts'
import { structuredReport } from './report/structuredReport.ts'
import type { Result } from './common/result.ts'
import { presentationState } from './state/presentation.ts'

export type MadeObject = DicomObject & { kind: Exclude<ResultKind, 'ko'> }
export type MadeResults = {
  objects: MadeObject[]
  /** Kinds that cannot be made of this film. */
  left: ResultKind[]
  original: Original
}

/**
 * The objects of one reading of a DICOM file, of which only the header and the decoded frame are used. Rejects with
 * 'results-not-dicom' or 'results-without-identity' where nothing could refer to the film, and as decoding does.
 */
export function makeResults(
  path: string,
  result: Result,
  kinds: readonly ResultKind[],
  now = new Date(),
): Promise<MadeResults> {
  return withStudyFile(path, async (studyFile) => {
    if (!looksLikeDicom(await studyFile.start(headBytes))) throw new ProblemError('results-not-dicom')
    const { frame } = result.reading
    const file = parseDicom(await studyFile.whole())
    const header = await dicom.header(studyFile)
    const original = withLoss(originalOf(file, frame, header.frames), header.lossy)
    const image = imagePixelOf(file.dataSet, pixelsOf(file))
    const moment = momentOf(now)
    const film = await dicom.film(studyFile, frame)
    const grey = image.samplesPerPixel === 1 && image.photometric !== 'PALETTE COLOR'
    const objects: MadeObject[] = []
    if (kinds.includes('sc')) objects.push({ kind: 'sc', ...(await secondaryCapture(film, original, result, moment)) })
    if (kinds.includes('pr') && grey) {
      const source = { dataSet: file.dataSet, image, header, film }
      objects.push({ kind: 'pr', ...presentationState(source, original, result, moment) })
    }
    if (kinds.includes('sr')) objects.push({ kind: 'sr', ...structuredReport(original, film, result, moment) })
    return { objects, left: kinds.includes('pr') && !grey ? ['pr'] : [], original }
  })
}

/** A film that its stream or its syntax tells to be lossy is so in its pictures, whatever its header leaves out. */
function withLoss(original: Original, lossy: boolean): Original {
  return lossy ? { ...original, lossy: { LossyImageCompression: '01', ...original.lossy } } : original
}
