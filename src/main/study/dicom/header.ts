import { ProblemError } from '#shared/problem.ts'
import type { FileHeader } from '#shared/film.ts'
import { textOf } from './attributes.ts'
import { decodeText } from './characterSets.ts'
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

/** What the data set says of the film and the patient. Throws what {@link imagePixelOf} and {@link pixelsOf} throw. */
export function headerOf(file: DicomFile): FileHeader {
  const { dataSet, transferSyntax } = file
  const image = imagePixelOf(dataSet, pixelsOf(file))
  const texts: Partial<FileHeader> = {
    modality: textOf(dataSet, 'x00080060'),
    bodyPart: decodeText(dataSet, 'x00180015'),
    view: textOf(dataSet, 'x00185101'),
    laterality: textOf(dataSet, 'x00200062') ?? textOf(dataSet, 'x00200060'),
    patientName: personName(decodeText(dataSet, 'x00100010')),
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
    lossy: isLossy(transferSyntax, textOf(dataSet, 'x00282110')),
    spacing: spacingOf(dataSet),
    ...Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined)),
  }
}

/** DA in today's form or in that of ACR-NEMA (1998.05.12) → YYYYMMDD. */
function dateOf(text: string | undefined): string | undefined {
  const digits = text?.replaceAll('.', '') ?? ''
  return /^\d{8}$/.test(digits) ? digits : undefined
}
