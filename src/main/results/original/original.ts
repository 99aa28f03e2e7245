import type { DataSet } from 'dicom-parser'
import { ProblemError } from '#shared/problem.ts'
import { groupOf, textOf } from '#main/study/dicom/attributes.ts'
import type { DicomFile } from '#main/study/dicom/dataSet.ts'
import type { Attributes } from '../object/elements.ts'
import { copiedFrom, reads } from './copied.ts'

/** What results refer to, PS3.3 10.3 and 10.8. */
export type Reference = {
  studyUid: string
  seriesUid: string
  sopClassUid: string
  sopInstanceUid: string
  /** From 1; absent where the original has one frame, since then none is meant but all. */
  frameNumber?: number
}

/** All that results take over from an original besides its pixels. */
export type Original = {
  copied: Attributes
  reference: Reference
  modality: string
  /** CS; empty where it is unknown or unpaired. */
  laterality: string
  bodyPart: string
  patientOrientation: readonly string[]
  instanceNumber: number
  lossy: Attributes
}

const uid = /^[\d.]{1,64}$/

/** Rejects with 'results-without-identity' where nothing could refer to the film. */
export function originalOf(file: DicomFile, frame: number, frames: number): Original {
  const { dataSet } = file
  const [studyUid, seriesUid, sopClassUid, sopInstanceUid] = ['x0020000d', 'x0020000e', 'x00080016', 'x00080018'].map(
    (tag) => textOf(dataSet, tag)?.replace(/\0+$/, '') ?? '',
  ) as [string, string, string, string]
  if (![studyUid, seriesUid, sopClassUid, sopInstanceUid].every((one) => uid.test(one) && /\d/.test(one)))
    throw new ProblemError('results-without-identity')
  const number = Number(reads.IS(dataSet, 'x00200013') || 1)
  return {
    copied: { ...copiedFrom(dataSet), StudyInstanceUID: studyUid },
    reference: {
      studyUid,
      seriesUid,
      sopClassUid,
      sopInstanceUid,
      ...(frames > 1 ? { frameNumber: frame + 1 } : {}),
    },
    modality: reads.CS(dataSet, 'x00080060') || 'OT',
    laterality: lateralityOf(dataSet, frame),
    bodyPart: reads.CS(dataSet, 'x00180015'),
    patientOrientation: orientationOf(dataSet),
    instanceNumber: frames > 1 ? frame + 1 : Math.max(1, Math.min(number, 2 ** 31 - 1)),
    lossy: lossyOf(dataSet),
  }
}

/** Image Laterality, that of the frame's anatomy, or the series'; only what a series may say, PS3.3 C.7.3.1. */
function lateralityOf(dataSet: DataSet, frame: number): string {
  const anatomy = groupOf(dataSet, frame, 'x00209071')
  const side = textOf(dataSet, 'x00200062') ?? textOf(anatomy, 'x00209072') ?? textOf(dataSet, 'x00200060') ?? ''
  return side === 'R' || side === 'L' ? side : ''
}

function orientationOf(dataSet: DataSet): string[] {
  const parts = (textOf(dataSet, 'x00200020') ?? '').split('\\').map((part) => part.trim())
  return parts.length === 2 && parts.every((part) => /^[A-Z]{1,8}$/.test(part)) ? parts : []
}

/**
 * What was lost when the original was compressed is lost in its pictures too, PS3.3 C.7.6.1.1.5. `01` once is for ever.
 */
function lossyOf(dataSet: DataSet): Attributes {
  if (textOf(dataSet, 'x00282110') !== '01') return {}
  const texts = (tag: string, pattern: RegExp): string[] => {
    const values = (textOf(dataSet, tag) ?? '').split('\\').map((value) => value.trim())
    return values.every((value) => pattern.test(value)) ? values : []
  }
  const ratios = texts('x00282112', /^\d{1,10}(\.\d{1,5})?$/)
  const methods = texts('x00282114', /^[A-Z0-9_ ]{1,16}$/)
  return {
    LossyImageCompression: '01',
    ...(ratios.length > 0 ? { LossyImageCompressionRatio: ratios } : {}),
    ...(methods.length > 0 && methods.length === ratios.length ? { LossyImageCompressionMethod: methods } : {}),
  }
}
