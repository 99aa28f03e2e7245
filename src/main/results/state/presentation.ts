import type { DataSet } from 'dicom-parser'
import type { Finding } from '#shared/finding.ts'
import type { FileHeader, GreyFilm, Spacing } from '#shared/film.ts'
import { frameSpacing } from '#shared/frameSpacing.ts'
import type { ImagePixel } from '#main/study/dicom/imagePixel.ts'
import { dicomObject, type DicomObject, type Moment } from '../object/dicomObject.ts'
import type { Attributes } from '../object/elements.ts'
import { decimal } from '../object/numbers.ts'
import type { Original } from '../original/original.ts'
import {
  cautionsOf,
  cornersOf,
  notForDiagnosis,
  percentText,
  pointNames,
  program,
  headline,
  versionOf,
  type Result,
} from '../common/result.ts'
import { sharedModules } from '../common/series.ts'
import { greysOf } from './greys.ts'
import { shutterAgain } from './shutters.ts'

export const presentationClass = '1.2.840.10008.5.1.4.1.1.11.1'

/** What a presentation state is made of besides the result. */
export type StateFilm = { dataSet: DataSet; image: ImagePixel; header: FileHeader; film: GreyFilm }

const layers = { findings: 'FINDINGS', summary: 'SUMMARY' } as const
/** Orange in PCS-values, PS3.3 C.10.7.1.1: L* 75, a* 20, b* 75. */
const colour = [49_151, 38_036, 52_171]

/**
 * Grayscale Softcopy Presentation State, PS3.3 A.33.1: outlines and texts in layers that a viewer can switch off, over the
 * original, whose greys stay what they are.
 */
export function presentationState(source: StateFilm, original: Original, result: Result, now: Moment): DicomObject {
  const { dataSet, image, header, film } = source
  const { reference, instanceNumber } = original
  const frame = result.reading.frame
  const referenced = imageReference(original)
  const findings = result.reading.findings ?? []
  const content: Attributes = {
    ...sharedModules('pr', original, result),
    InstanceNumber: String(instanceNumber),
    ContentLabel: 'FINDINGS',
    ContentDescription: headline(result.reading).slice(0, 64),
    ContentCreatorName: `${program}^^^^`,
    ReferencedSeriesSequence: [{ SeriesInstanceUID: reference.seriesUid, ReferencedImageSequence: [referenced] }],
    ...shutterAgain(dataSet, frame),
    DisplayedAreaSelectionSequence: [displayedArea(frameSpacing(header, frame), film)],
    GraphicLayerSequence: Object.values(layers).map((name, index) => ({
      GraphicLayer: name,
      GraphicLayerOrder: String(index + 1),
      GraphicLayerRecommendedDisplayCIELabValue: colour,
    })),
    GraphicAnnotationSequence: [
      ...(findings.length === 0 ? [] : [outlines(findings, film)]),
      { GraphicLayer: layers.summary, TextObjectSequence: [summary(result)] },
    ],
    ...greysOf(dataSet, frame, image, film),
  }
  return dicomObject(presentationClass, content, {
    PresentationCreationDate: now.date,
    PresentationCreationTime: now.time,
  })
}

function imageReference({ reference }: Original): Attributes {
  return {
    ReferencedSOPClassUID: reference.sopClassUid,
    ReferencedSOPInstanceUID: reference.sopInstanceUid,
    ...(reference.frameNumber === undefined ? {} : { ReferencedFrameNumber: String(reference.frameNumber) }),
  }
}

/** All of the film, PS3.3 C.10.4, with pixels as they are: their size where it is one of the patient, else their shape. */
function displayedArea(spacing: Spacing, { rows, columns, pixelAspect = 1 }: GreyFilm): Attributes {
  const pixels =
    spacing.calibration === 'calibrated'
      ? { PresentationPixelSpacing: [decimal(spacing.rowMm, 8), decimal(spacing.columnMm, 8)] }
      : {
          PresentationPixelAspectRatio:
            pixelAspect === 1 ? ['1', '1'] : [String(Math.round(pixelAspect * 10_000)), '10000'],
        }
  return {
    DisplayedAreaTopLeftHandCorner: [1, 1],
    DisplayedAreaBottomRightHandCorner: [columns, rows],
    PresentationSizeMode: 'SCALE TO FIT',
    ...pixels,
  }
}

/** Solid where a fracture is likely, dashed where it is possible, PS3.3 C.10.5; each with its probability beside it. */
function outlines(findings: readonly Finding[], film: GreyFilm): Attributes {
  return {
    GraphicLayer: layers.findings,
    GraphicObjectSequence: findings.map((finding) => {
      const corners = cornersOf(finding, film)
      return {
        GraphicAnnotationUnits: 'PIXEL',
        GraphicDimensions: 2,
        NumberOfGraphicPoints: corners.length + 1,
        GraphicData: [...corners, corners[0]!].flat(),
        GraphicType: 'POLYLINE',
        GraphicFilled: 'N',
        LineStyleSequence: [lineStyle(finding)],
      }
    }),
    TextObjectSequence: findings.map((finding) => ({
      AnchorPointAnnotationUnits: 'PIXEL',
      UnformattedTextValue: `${pointNames[finding.point]} ${percentText(finding.probability)}`,
      AnchorPoint: cornersOf(finding, film)[0],
      AnchorPointVisibility: 'N',
    })),
  }
}

/** PS3.3 C.10.5.1.4: a pattern of 16 bits, all of them for a line without gaps. */
function lineStyle({ point }: Finding): Attributes {
  const solid = point === 'rule-in'
  return {
    PatternOnColorCIELabValue: colour,
    PatternOnOpacity: 1,
    LineThickness: 2,
    LineDashingStyle: solid ? 'SOLID' : 'DASHED',
    ...(solid ? {} : { LinePattern: { vr: 'UL', value: [0x0ff0_0ff0] } }),
    // Type 1 although there is no shadow.
    ShadowStyle: 'OFF',
    ShadowOffsetX: 0,
    ShadowOffsetY: 0,
    ShadowColorCIELabValue: [0, 32_896, 32_896],
    ShadowOpacity: 0,
  }
}

/** In the upper left corner of what is displayed, whatever the film's size. */
function summary({ reading, model }: Result): Attributes {
  const lines = [headline(reading), ...cautionsOf(reading), `${model.name} (${versionOf(model)})`, notForDiagnosis]
  return {
    BoundingBoxAnnotationUnits: 'DISPLAY',
    UnformattedTextValue: lines.join('\r\n').slice(0, 1024),
    BoundingBoxTopLeftHandCorner: [0.01, 0.01],
    BoundingBoxBottomRightHandCorner: [0.99, 0.12],
    BoundingBoxTextHorizontalJustification: 'LEFT',
  }
}
