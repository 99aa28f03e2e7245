import type { DataSet } from 'dicom-parser'
import type { GreyFilm, GreyValues } from '#shared/film.ts'
import { decimalOf, groupOf, itemsOf, shortOf, textOf } from '../dicom/attributes.ts'
import { decodeText } from '../dicom/characterSets.ts'
import type { ImagePixel } from '../dicom/imagePixel.ts'
import { windowsOf } from '../dicom/windows.ts'
import { lookupTableOf, lookUp, type LookupTable } from './lookupTable.ts'
import { luminanceOf } from './luminance.ts'
import { showsColour } from './neutral.ts'
import { paletteLuminance } from './palette.ts'
import { rangeOf, type Padding } from './statistics.ts'
import { greyValuesOf, type StoredFrame } from './storedFrame.ts'
import { windowFromValues } from './windowFromValues.ts'

type Grey = Pick<GreyFilm, 'slope' | 'intercept' | 'padding' | 'values'>

/**
 * Stored values → grey film, by the pipeline of PS3.3 and PS3.4 N.2: modality LUT, VOI, Presentation LUT Shape.
 * Lookup tables are applied here; rescale and windows are kept as numbers, so that the window can be changed later.
 */
export function dicomFilm(
  frame: StoredFrame,
  dataSet: DataSet,
  image: ImagePixel,
  frameIndex: number,
  lossy: boolean,
): GreyFilm {
  const shape = { rows: image.rows, columns: image.columns }
  const warnings = lossy ? ['lossy'] : []
  const fromColour = colourAsGrey(frame, dataSet, image)
  if (fromColour) {
    const range = rangeOf(fromColour.values, undefined)
    const window = windowFromValues(range.minimum, range.maximum)
    return {
      ...shape,
      ...range,
      values: fromColour.values,
      slope: 1,
      intercept: 0,
      window,
      windows: [{ name: '', window }],
      inverted: false,
      warnings: [...(fromColour.coloured ? ['converted-from-colour'] : []), ...warnings],
    }
  }
  const grey = modalityGrey(frame, dataSet, image, frameIndex)
  const offered = windowsOf(dataSet, frameIndex, image.float)
  const voi = offered.length === 0 ? voiTable(dataSet, grey, image, frameIndex) : undefined
  const shown = voi ? applyTable(grey, voi.table) : grey
  const range = rangeOf(shown.values, shown.padding)
  const windows = voi ? [{ name: voi.name, window: windowFromValues(0, 2 ** voi.table.bits - 1) }] : offered
  const fallback = windowFromValues(modality(shown, range.minimum), modality(shown, range.maximum))
  return {
    ...shape,
    ...shown,
    ...range,
    window: windows[0]?.window ?? fallback,
    windows: [...windows, { name: '', window: fallback }],
    inverted: image.photometric === 'MONOCHROME1' || textOf(dataSet, 'x20500020') === 'INVERSE',
    warnings: windows.length === 0 ? ['window-from-values', ...warnings] : warnings,
  }
}

/** The luminance of a film that is stored in colour, and whether it shows any. */
function colourAsGrey(
  frame: StoredFrame,
  dataSet: DataSet,
  image: ImagePixel,
): { values: GreyValues; coloured: boolean } | undefined {
  if (frame.samplesPerPixel === 3) return { values: luminanceOf(frame), coloured: showsColour(frame, image.bitsStored) }
  return frame.photometric === 'PALETTE COLOR' ? paletteLuminance(frame, dataSet, image.signed) : undefined
}

/** Modality LUT, PS3.3 C.11.1: a table is applied, a rescale is noted. */
function modalityGrey(frame: StoredFrame, dataSet: DataSet, image: ImagePixel, frameIndex: number): Grey {
  const values = greyValuesOf(frame)
  const padding = paddingOf(dataSet, image)
  const plain: Grey = { values, slope: 1, intercept: 0, ...(padding ? { padding } : {}) }
  const item = itemsOf(dataSet, 'x00283000')[0]
  const table = item && lookupTableOf(item, 'x00283002', 'x00283006', image.signed)
  if (table) return applyTable(plain, table)
  const rescale = groupOf(dataSet, frameIndex, 'x00289145')
  const slope = decimalOf(rescale, 'x00281053') ?? 1
  return { ...plain, slope: slope === 0 ? 1 : slope, intercept: decimalOf(rescale, 'x00281052') ?? 0 }
}

function paddingOf(dataSet: DataSet, image: ImagePixel): Padding | undefined {
  const value = shortOf(dataSet, 'x00280120', image.signed)
  if (value === undefined || image.float) return undefined
  const limit = shortOf(dataSet, 'x00280121', image.signed) ?? value
  return { low: Math.min(value, limit), high: Math.max(value, limit) }
}

function voiTable(
  dataSet: DataSet,
  grey: Grey,
  image: ImagePixel,
  frameIndex: number,
): { name: string; table: LookupTable } | undefined {
  const group = groupOf(dataSet, frameIndex, 'x00289132')
  const item = itemsOf(group, 'x00283010')[0]
  const signed = image.signed || modality(grey, 0) < 0
  const table = item && lookupTableOf(item, 'x00283002', 'x00283006', signed)
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
