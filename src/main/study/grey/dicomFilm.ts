import type { DataSet } from 'dicom-parser'
import type { GreyFilm, GreyValues } from '#shared/film.ts'
import { ProblemError } from '#shared/problem.ts'
import type { WarningCode } from '#shared/reading.ts'
import type { Shutter } from '#shared/shutter.ts'
import { decimalOf, doubleOf, floatOf, groupOf, itemsOf, shortOf, textOf } from '../dicom/attributes.ts'
import { decodeText } from '../dicom/characterSets.ts'
import type { ImagePixel } from '../dicom/imagePixel.ts'
import { windowsOf } from '../dicom/windows.ts'
import { lookupTableOf, lookUp, type InputRange, type LookupTable } from './lookupTable.ts'
import { luminanceOf } from './luminance.ts'
import { showsColour } from './neutral.ts'
import { paletteLuminance } from './palette.ts'
import { rangeOf, seenRange, type Padding } from './statistics.ts'
import { greyValuesOf, type DicomFrame } from './storedFrame.ts'
import { windowFromValues } from './windowFromValues.ts'

type Grey = Pick<GreyFilm, 'slope' | 'intercept' | 'padding' | 'values'>

/**
 * Stored values → grey film, by the pipeline of PS3.3 and PS3.4 N.2: modality LUT, VOI, Presentation LUT Shape.
 * Lookup tables are applied here; rescale and windows are kept as numbers, so that the window can be changed later.
 */
export function dicomFilm(
  frame: DicomFrame,
  dataSet: DataSet,
  frameIndex: number,
  shutter: Shutter | undefined,
  warnings: readonly WarningCode[],
): GreyFilm {
  const { image } = frame
  const shape = { rows: image.rows, columns: image.columns }
  const fromColour = colourAsGrey(frame, dataSet)
  if (fromColour) {
    const range = rangeOf(fromColour.values, undefined)
    const seen = shutter ? seenRange(fromColour.values, undefined, shutter) : range
    const window = windowFromValues(seen.minimum, seen.maximum)
    return {
      ...shape,
      ...range,
      values: fromColour.values,
      slope: 1,
      intercept: 0,
      window,
      windows: [{ name: '', window }],
      inverted: false,
      warnings: [...(fromColour.coloured ? ['converted-from-colour'] : []), ...warnings, ...fromColour.warnings],
    }
  }
  const { grey, disagrees } = modalityGrey(frame, dataSet, frameIndex)
  const offered = windowsOf(dataSet, frameIndex, image.float)
  const voi = offered.length === 0 ? voiTable(dataSet, grey.output, frameIndex) : undefined
  const shown: Grey = voi ? applyTable(grey, voi.table) : plainGrey(grey)
  const range = rangeOf(shown.values, shown.padding)
  const windows = voi ? [{ name: voi.name, window: windowFromValues(0, 2 ** voi.table.bits - 1) }] : offered
  const seen = shutter ? seenRange(shown.values, shown.padding, shutter) : range
  const fallback = windowFromValues(modality(shown, seen.minimum), modality(shown, seen.maximum))
  const polarity = polarityOf(dataSet, image)
  return {
    ...shape,
    ...shown,
    ...range,
    window: windows[0]?.window ?? fallback,
    windows: [...windows, { name: '', window: fallback }],
    inverted: polarity.inverted,
    warnings: [
      ...(windows.length === 0 ? ['window-from-values'] : []),
      ...warnings,
      ...tableWarnings(disagrees || voi?.table.disagrees === true),
      ...polarity.warnings,
    ],
  }
}

function plainGrey({ output: _, ...grey }: Modality): Grey {
  return grey
}

function tableWarnings(disagree: boolean): WarningCode[] {
  return disagree ? ['table-disagrees'] : []
}

/** The luminance of a film that is stored in colour, and whether it shows any. */
function colourAsGrey(
  frame: DicomFrame,
  dataSet: DataSet,
): { values: GreyValues; coloured: boolean; warnings: WarningCode[] } | undefined {
  const { image } = frame
  if (frame.samplesPerPixel === 3) {
    return { values: luminanceOf(frame), coloured: showsColour(frame, image.bitsStored), warnings: [] }
  }
  if (frame.photometric !== 'PALETTE COLOR') return undefined
  const { disagrees, ...grey } = paletteLuminance(frame, dataSet, storedRange(image))
  return { ...grey, warnings: tableWarnings(disagrees) }
}

/** The greatest number of single precision. */
const greatestFloat = (2 - 2 ** -23) * 2 ** 127

/** What samples of these bits can be. */
function storedRange({ bitsStored, signed, float }: ImagePixel): InputRange {
  if (float) return { low: -greatestFloat, high: greatestFloat }
  return signed
    ? { low: -(2 ** (bitsStored - 1)), high: 2 ** (bitsStored - 1) - 1 }
    : { low: 0, high: 2 ** bitsStored - 1 }
}

/**
 * X-Ray Angiographic, X-Ray Radiofluoroscopic and (retired) Angiographic Bi-Plane Image Storage. Their modality LUT
 * leads from what is shown back to X-ray intensity, PS3.3 C.8.7.1.1.2: it is no part of the way to the screen.
 */
const intensityClasses = new Set(['12.1', '12.2', '12.3'].map((end) => `1.2.840.10008.5.1.4.1.1.${end}`))

type Modality = Grey & {
  /** What can come out of this step. */
  output: InputRange
}

/** Modality LUT, PS3.3 C.11.1: a table is applied, a rescale is noted. Throws `malformed`. */
function modalityGrey(frame: DicomFrame, dataSet: DataSet, frameIndex: number): { grey: Modality; disagrees: boolean } {
  const { image } = frame
  const { values, padding } = paddedValues(greyValuesOf(frame), paddingOf(dataSet, image))
  const input = storedRange(image)
  const stored: Modality = {
    values,
    slope: 1,
    intercept: 0,
    output: input,
    ...(padding ? { padding } : {}),
  }
  if (intensityClasses.has(textOf(dataSet, 'x00080016') ?? '')) return { grey: stored, disagrees: false }
  const item = itemsOf(dataSet, 'x00283000')[0]
  const table =
    item && lookupTableOf(item, { descriptorTag: 'x00283002', dataTag: 'x00283006', input, kind: 'modality' })
  if (table) {
    const output = { low: 0, high: 2 ** table.bits - 1 }
    return { grey: { ...applyTable(stored, table), output }, disagrees: table.disagrees }
  }
  const rescale = groupOf(dataSet, frameIndex, 'x00289145')
  const scaled = {
    ...stored,
    slope: decimalOf(rescale, 'x00281053') || 1,
    intercept: decimalOf(rescale, 'x00281052') ?? 0,
  }
  const ends = [modality(scaled, input.low), modality(scaled, input.high)]
  const output = { low: Math.min(...ends), high: Math.max(...ends) }
  if (!Number.isFinite(output.high - output.low)) throw new ProblemError('rescale-too-large', { where: '(0028,1053)' })
  return { grey: { ...scaled, output }, disagrees: false }
}

/**
 * Presentation LUT Shape says whether white and black change places, PS3.3 C.11.6; MONOCHROME1 where it is absent.
 * INVERSE goes with MONOCHROME1 and IDENTITY with MONOCHROME2, C.8.11.3.1.2: where they do not, other programs follow
 * the shape too.
 */
function polarityOf(dataSet: DataSet, { photometric }: ImagePixel): { inverted: boolean; warnings: WarningCode[] } {
  const low = photometric === 'MONOCHROME1'
  const shape = textOf(dataSet, 'x20500020')
  const inverted = shape === 'INVERSE' || (low && shape !== 'IDENTITY')
  return { inverted, warnings: inverted === low ? [] : ['presentation-disagrees'] }
}

/** Pixel Padding, PS3.3 C.7.5.1.1.2, or that of floating point films, C.7.6.24 and C.7.6.25. */
function paddingOf(dataSet: DataSet, image: ImagePixel): Padding | undefined {
  const { float, signed, bitsAllocated } = image
  if (!float) return paddingBetween(shortOf(dataSet, 'x00280120', signed), shortOf(dataSet, 'x00280121', signed))
  return bitsAllocated === 32
    ? paddingBetween(floatOf(dataSet, 'x00280122'), floatOf(dataSet, 'x00280124'))
    : paddingBetween(doubleOf(dataSet, 'x00280123'), doubleOf(dataSet, 'x00280125'))
}

/** Of pixels that are no number nothing is shown, whether they are called padding or not. */
function paddingBetween(value: number | undefined, limit: number | undefined): Padding | undefined {
  if (value === undefined || Number.isNaN(value)) return undefined
  const other = limit === undefined || Number.isNaN(limit) ? value : limit
  return { low: Math.min(value, other), high: Math.max(value, other) }
}

/**
 * Values with their padding, which in floating point films is rounded as they are. It may be infinite, and padding of a
 * film is not: such values become the greatest numbers that there are.
 */
function paddedValues(
  values: GreyValues,
  padding: Padding | undefined,
): { values: GreyValues; padding: Padding | undefined } {
  if (!(values instanceof Float32Array) || padding === undefined) return { values, padding }
  const finite = (value: number): number => Math.min(greatestFloat, Math.max(-greatestFloat, value))
  const [low, high] = [Math.fround(padding.low), Math.fround(padding.high)]
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!
    if (value >= low && value <= high) values[index] = finite(value)
  }
  return { values, padding: { low: finite(low), high: finite(high) } }
}

/**
 * Whether the file says itself how a frame's values become greys, by a usable window or a VOI LUT; where it does not,
 * the smallest and largest of them say it. Throws `malformed`.
 */
export function offersVoi(dataSet: DataSet, frameIndex: number, image: ImagePixel): boolean {
  if (windowsOf(dataSet, frameIndex, image.float).length > 0) return true
  return voiTable(dataSet, storedRange(image), frameIndex) !== undefined
}

function voiTable(
  dataSet: DataSet,
  input: InputRange,
  frameIndex: number,
): { name: string; table: LookupTable } | undefined {
  const group = groupOf(dataSet, frameIndex, 'x00289132')
  const item = itemsOf(group, 'x00283010')[0]
  const table = item && lookupTableOf(item, { descriptorTag: 'x00283002', dataTag: 'x00283006', input, kind: 'voi' })
  return table && { name: decodeText(item, 'x00283003', dataSet) ?? 'VOI LUT', table }
}

/** Modality value → table entry for every pixel. Padding gets a value of its own that no entry has. */
function applyTable(grey: Grey, table: LookupTable): Grey {
  const { padding } = grey
  const values = tableOutput(grey.values.length, table.bits, padding !== undefined)
  for (let index = 0; index < values.length; index++) {
    const stored = grey.values[index]!
    const padded = padding !== undefined && stored >= padding.low && stored <= padding.high
    values[index] = padded ? -1 : lookUp(table, modality(grey, stored))
  }
  return { values, slope: 1, intercept: 0, ...(padding ? { padding: { low: -1, high: -1 } } : {}) }
}

function tableOutput(length: number, bits: number, padded: boolean): Uint16Array | Int16Array | Int32Array {
  if (!padded) return new Uint16Array(length)
  return bits <= 15 ? new Int16Array(length) : new Int32Array(length)
}

function modality(grey: Grey, stored: number): number {
  return stored * grey.slope + grey.intercept
}
