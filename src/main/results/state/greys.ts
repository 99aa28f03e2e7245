import type { DataSet } from 'dicom-parser'
import type { GreyFilm, VoiWindow } from '#shared/film.ts'
import { decimalOf, groupOf, itemsOf, textOf } from '#main/study/dicom/attributes.ts'
import type { ImagePixel } from '#main/study/dicom/imagePixel.ts'
import { windowsOf } from '#main/study/dicom/windows.ts'
import { lookupTableOf, type InputRange, type LookupTable } from '#main/study/grey/lookupTable.ts'
import type { Attributes } from '../object/elements.ts'
import { decimal } from '../object/numbers.ts'

/**
 * How a film becomes grey, said again: a presentation state takes the place of all that the film says of it (PS3.4 N.2),
 * so what is left out here would change what is seen. Modality LUT, VOI LUT and Presentation LUT Shape, PS3.3 C.11.1,
 * C.11.8, C.11.6; a film without a window has none here, unless a modality LUT needs one.
 */
export function greysOf(
  dataSet: DataSet,
  frame: number,
  image: ImagePixel,
  film: Pick<GreyFilm, 'inverted' | 'window'>,
): Attributes {
  const [first] = windowsOf(dataSet, frame, image.float)
  const times = first && first.window.width < 1 ? widened / first.window.width : 1
  const modality = modalityOf(dataSet, frame, image, times)
  const voi = first
    ? { SoftcopyVOILUTSequence: [windowItem(modality.byTable ? first.window : windowTimes(first.window, times))] }
    : voiOf(dataSet, frame, modality.output)
  return {
    ...modality.attributes,
    ...(voi ?? (modality.byTable ? { SoftcopyVOILUTSequence: [windowItem(film.window)] } : {})),
    PresentationLUTShape: film.inverted ? 'INVERSE' : 'IDENTITY',
  }
}

/** Their modality LUT leads back to X-ray intensity and is no part of the way to the screen, PS3.3 C.8.7.1.1.2. */
const intensityClasses = new Set(['12.1', '12.2', '12.3'].map((end) => `1.2.840.10008.5.1.4.1.1.${end}`))

type Modality = {
  attributes: Attributes
  output: InputRange
  /** Its entries seldom fill the bits that it is said to have, so that without a window nothing would tell white. */
  byTable?: true
}

/**
 * Not every viewer knows LINEAR_EXACT, the one window that may be narrower than 1; the same greys come of values that are
 * so many times as large, in a window that is so many times as wide: this wide.
 */
const widened = 1000
const windowTimes = ({ center, width, ...others }: VoiWindow, times: number): VoiWindow => ({
  ...others,
  center: center * times,
  width: width * times,
})

function modalityOf(dataSet: DataSet, frame: number, image: ImagePixel, times: number): Modality {
  const input = storedRange(image)
  const rescaled = (slope: number, intercept: number): Modality => {
    if (slope === 1 && intercept === 0) return { attributes: {}, output: input }
    const ends = [input.low * slope + intercept, input.high * slope + intercept]
    return {
      attributes: { RescaleIntercept: decimal(intercept, 10), RescaleSlope: decimal(slope, 12), RescaleType: 'US' },
      output: { low: Math.min(...ends), high: Math.max(...ends) },
    }
  }
  if (intensityClasses.has(textOf(dataSet, 'x00080016') ?? '')) return rescaled(times, 0)
  const item = itemsOf(dataSet, 'x00283000')[0]
  const table =
    item && lookupTableOf(item, { descriptorTag: 'x00283002', dataTag: 'x00283006', input, kind: 'modality' })
  if (table) {
    // Its entries are values that windows refer to, so they stay; of 8 and 16 bits only the depth can be said.
    const sequence = { ...tableItem({ ...table, bits: table.bits === 8 ? 8 : 16 }), ModalityLUTType: 'US' }
    const output = { low: 0, high: 2 ** table.bits - 1 }
    return { attributes: { ModalityLUTSequence: [sequence] }, output, byTable: true }
  }
  const rescale = groupOf(dataSet, frame, 'x00289145')
  const [slope, intercept] = [decimalOf(rescale, 'x00281053') || 1, decimalOf(rescale, 'x00281052') ?? 0]
  return rescaled(slope * times, intercept * times)
}

function voiOf(dataSet: DataSet, frame: number, input: InputRange): Attributes | undefined {
  const item = itemsOf(groupOf(dataSet, frame, 'x00289132'), 'x00283010')[0]
  const table = item && lookupTableOf(item, { descriptorTag: 'x00283002', dataTag: 'x00283006', input, kind: 'voi' })
  return table ? { SoftcopyVOILUTSequence: [{ VOILUTSequence: [tableItem(spread(table))] }] } : undefined
}

/** A VOI LUT of 8 or 16 bits, of which presentation states know no others (PS3.3 C.11.8): the same greys in finer steps. */
function spread(table: LookupTable): LookupTable {
  if (table.bits === 8 || table.bits === 16) return table
  const finer = 0xffff / (2 ** table.bits - 1)
  return { ...table, bits: 16, entries: table.entries.map((entry) => Math.min(0xffff, Math.round(entry * finer))) }
}

function windowItem({ center, width, function: wanted }: VoiWindow): Attributes {
  // LINEAR has no window narrower than 1; where a film has one all the same, LINEAR_EXACT is what is shown.
  const voiFunction = wanted === 'LINEAR' && width < 1 ? 'LINEAR_EXACT' : wanted
  return {
    WindowCenter: decimal(center, 8),
    WindowWidth: decimal(width, 8),
    ...(voiFunction === 'LINEAR' ? {} : { VOILUTFunction: voiFunction }),
  }
}

/** PS3.3 C.11.1.1.1: how many entries (65536 is written as 0), for which input the first one, and of how many bits. */
function tableItem({ first, bits, entries }: LookupTable): Attributes {
  const descriptor = [entries.length % 65_536, first, bits]
  return {
    LUTDescriptor: { vr: first < 0 ? 'SS' : 'US', value: descriptor },
    LUTData: { vr: 'OW', value: new Uint8Array(entries.buffer, entries.byteOffset, entries.byteLength) },
  }
}

function storedRange({ bitsStored, signed }: ImagePixel): InputRange {
  return signed
    ? { low: -(2 ** (bitsStored - 1)), high: 2 ** (bitsStored - 1) - 1 }
    : { low: 0, high: 2 ** bitsStored - 1 }
}
