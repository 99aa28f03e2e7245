import type { GreyFilm } from '#shared/film.ts'
import { dicomObject, type DicomObject, type Moment } from '../object/dicomObject.ts'
import type { Attributes } from '../object/elements.ts'
import type { Original } from '../original/original.ts'
import { program, type Result } from '../common/result.ts'
import { sharedModules } from '../common/series.ts'
import { drawnResult } from './drawing.ts'

export const captureClass = '1.2.840.10008.5.1.4.1.1.7'

/** Secondary Capture, PS3.3 A.8.1: the film with its findings as a picture that every archive can show. */
export async function secondaryCapture(
  film: GreyFilm,
  original: Original,
  result: Result,
  now: Moment,
): Promise<DicomObject> {
  const { rows, columns, rgb } = await drawnResult(film, result)
  const { reference, patientOrientation, lossy } = original
  const content: Attributes = {
    ...sharedModules('sc', original, result),
    ConversionType: 'WSD',
    ImageType: ['DERIVED', 'SECONDARY'],
    PatientOrientation: patientOrientation,
    BurnedInAnnotation: 'YES',
    DerivationDescription: `Film in its own window with the findings of ${program}`,
    SourceImageSequence: [
      {
        ReferencedSOPClassUID: reference.sopClassUid,
        ReferencedSOPInstanceUID: reference.sopInstanceUid,
        ...(reference.frameNumber === undefined ? {} : { ReferencedFrameNumber: String(reference.frameNumber) }),
      },
    ],
    ...lossy,
    SamplesPerPixel: 3,
    PhotometricInterpretation: 'RGB',
    PlanarConfiguration: 0,
    Rows: rows,
    Columns: columns,
    BitsAllocated: 8,
    BitsStored: 8,
    HighBit: 7,
    PixelRepresentation: 0,
    PixelData: { vr: 'OB', value: rgb },
  }
  return dicomObject(captureClass, content, {
    DateOfSecondaryCapture: now.date,
    TimeOfSecondaryCapture: now.time,
  })
}
