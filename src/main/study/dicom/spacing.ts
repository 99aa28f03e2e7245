import type { DataSet } from 'dicom-parser'
import type { Spacing } from '#shared/film.ts'
import { decimalOf, decimalsOf, groupOf, textOf } from './attributes.ts'

/** Modalities whose Pixel Spacing is measured in the patient, PS3.3 C.7.6.2.1.1; projections need a calibration. */
const crossSectional = new Set(['CT', 'MR', 'PT', 'NM', 'OPT', 'BMD', 'SEG', 'RTDOSE'])

/**
 * How large a pixel is, and where that is true, PS3.3 10.7.1.3. For projections Pixel Spacing is a size in the patient
 * only when the file says how it was calibrated, or gives a different size at the detector beside it; a length is never
 * invented.
 */
export function spacingOf(dataSet: DataSet, frame = 0): Spacing {
  const pixel = pairOf(groupOf(dataSet, frame, 'x00289110'), 'x00280030')
  // Of enhanced X-ray objects, PS3.3 C.8.19.6.4.
  const frameData = groupOf(dataSet, frame, 'x00289443')
  const imager = pairOf(frameData, 'x00181164') ?? pairOf(dataSet, 'x00181164') ?? pairOf(dataSet, 'x00182010')
  const magnification = decimalOf(dataSet, 'x00181114')
  const calibrated =
    textOf(dataSet, 'x00280a02') !== undefined || crossSectional.has(textOf(dataSet, 'x00080060') ?? '')
  if (pixel && (calibrated || (imager && differs(pixel, imager)))) return { calibration: 'calibrated', ...pixel }
  const atDetector = imager ?? pixel
  if (!atDetector) return { calibration: 'none', ...aspectOf(dataSet) }
  return {
    calibration: 'at-detector',
    ...atDetector,
    ...(magnification !== undefined && magnification > 0 ? { magnification } : {}),
  }
}

/** Pixel Aspect Ratio (0028,0034), vertical over horizontal size, PS3.3 C.7.6.3.1.7. */
function aspectOf(dataSet: DataSet): { pixelAspect?: number } {
  const [vertical, horizontal] = decimalsOf(dataSet, 'x00280034')
  const aspect = (vertical ?? 1) / (horizontal ?? 1)
  return aspect > 0 && Number.isFinite(aspect) && aspect !== 1 ? { pixelAspect: aspect } : {}
}

type Pair = { rowMm: number; columnMm: number }

function pairOf(dataSet: DataSet, tag: string): Pair | undefined {
  const [rowMm, columnMm] = decimalsOf(dataSet, tag)
  if (rowMm === undefined || columnMm === undefined) return undefined
  const usable = Number.isFinite(rowMm) && Number.isFinite(columnMm) && rowMm > 0 && columnMm > 0
  return usable ? { rowMm, columnMm } : undefined
}

/** Equal but for the digits that a decimal string drops. */
function differs(a: Pair, b: Pair): boolean {
  return Math.abs(a.rowMm / b.rowMm - 1) > 1e-4 || Math.abs(a.columnMm / b.columnMm - 1) > 1e-4
}
