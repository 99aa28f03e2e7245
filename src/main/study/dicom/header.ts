import { isDeepStrictEqual } from 'node:util'
import type { DataSet } from 'dicom-parser'
import { ProblemError } from '#shared/problem.ts'
import type { FileHeader } from '#shared/film.ts'
import { groupOf, textOf } from './attributes.ts'
import { decodeText } from './characterSets.ts'
import type { StreamShape } from '../syntaxes/syntax.ts'
import type { DicomFile, PixelElement } from './dataSet.ts'
import { imagePixelOf } from './imagePixel.ts'
import { personName } from './personName.ts'
import { spacingOf } from './spacing.ts'
import { isLossy } from './transferSyntaxes.ts'

/** Throws `no-pixel-data` for reports, documents, presentation states and other objects without an image. */
export function pixelsOf(file: DicomFile): PixelElement {
  if (file.pixels) return file.pixels
  throw new ProblemError('image-none')
}

/**
 * What the data set says of the film and the patient, and the first code stream of its compression. Throws what
 * {@link imagePixelOf} and {@link pixelsOf} throw.
 */
export function headerOf(file: DicomFile, stream: Pick<StreamShape, 'lossy'> | undefined): FileHeader {
  const { dataSet, transferSyntax } = file
  const image = imagePixelOf(dataSet, pixelsOf(file))
  const texts: Partial<FileHeader> = {
    modality: textOf(dataSet, 'x00080060'),
    bodyPart: decodeText(dataSet, 'x00180015'),
    view: textOf(dataSet, 'x00185101'),
    laterality: lateralityOf(dataSet, image.frames),
    patientName: personName(decodeText(dataSet, 'x00100010', dataSet, 'PN')),
    patientId: decodeText(dataSet, 'x00100020'),
    patientBirthDate: textOf(dataSet, 'x00100030'),
    patientSex: textOf(dataSet, 'x00100040'),
    studyDate: dateOf(textOf(dataSet, 'x00080020')),
    studyDescription: decodeText(dataSet, 'x00081030'),
    seriesDescription: decodeText(dataSet, 'x0008103e'),
    studyInstanceUid: textOf(dataSet, 'x0020000d'),
    seriesInstanceUid: textOf(dataSet, 'x0020000e'),
    sopInstanceUid: textOf(dataSet, 'x00080018'),
    patientOrientation: textOf(dataSet, 'x00200020'),
  }
  return {
    format: 'dicom',
    transferSyntax,
    rows: image.rows,
    columns: image.columns,
    frames: image.frames,
    bitsAllocated: image.bitsAllocated,
    bitsStored: image.bitsStored,
    signed: image.signed,
    photometric: image.photometric,
    lossy: isLossy(transferSyntax, textOf(dataSet, 'x00282110'), stream),
    ...spacingsOf(dataSet, image.frames),
    ...(isOwnResult(dataSet) ? { ownResult: true as const } : {}),
    ...Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined)),
  }
}

/** A Secondary Capture that this program wrote, see `results`. */
function isOwnResult(dataSet: DataSet): boolean {
  const isCapture = textOf(dataSet, 'x00080016') === '1.2.840.10008.5.1.4.1.1.7'
  return isCapture && textOf(dataSet, 'x00080070') === 'FractureGuard' && textOf(dataSet, 'x00280301') === 'YES'
}

function spacingsOf(dataSet: DataSet, frames: number): Pick<FileHeader, 'spacing' | 'frameSpacings'> {
  const spacings = ofFrames(dataSet, frames, (frame) => spacingOf(dataSet, frame))
  const differ = spacings.some((spacing) => !isDeepStrictEqual(spacing, spacings[0]))
  return { spacing: spacings[0]!, ...(differ ? { frameSpacings: spacings } : {}) }
}

/**
 * Image Laterality, that of the frames' anatomy (enhanced objects, PS3.3 C.7.6.16.2.8), or the series' one. None where
 * frames show different sides.
 */
function lateralityOf(dataSet: DataSet, frames: number): string | undefined {
  const image = textOf(dataSet, 'x00200062')
  if (image !== undefined) return image
  const sideOf = (frame: number) => textOf(groupOf(dataSet, frame, 'x00209071'), 'x00209072')
  const sides = new Set(ofFrames(dataSet, frames, sideOf))
  if (sides.size > 1) return undefined
  return [...sides][0] ?? textOf(dataSet, 'x00200060')
}

/** Of each frame, or once where frames have no Functional Groups of their own (5200,9230). */
function ofFrames<T>(dataSet: DataSet, frames: number, valueOf: (frame: number) => T): T[] {
  const length = dataSet.elements['x52009230'] === undefined ? 1 : frames
  return Array.from({ length }, (_, frame) => valueOf(frame))
}

/** DA in today's form or in that of ACR-NEMA (1998.05.12) → YYYYMMDD. */
function dateOf(text: string | undefined): string | undefined {
  const digits = text?.replaceAll('.', '') ?? ''
  return /^\d{8}$/.test(digits) ? digits : undefined
}
