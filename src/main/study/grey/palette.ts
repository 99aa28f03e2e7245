import type { DataSet } from 'dicom-parser'
import { ProblemError } from '#shared/problem.ts'
import { expandedSegments } from './segmentedPalette.ts'
import { lookupTableOf, lookUp, type InputRange, type LookupTable } from './lookupTable.ts'
import { greyOf } from './luminance.ts'
import type { StoredFrame } from './storedFrame.ts'

/**
 * Palette indices → luminance, PS3.3 C.7.6.3.1.5 and C.7.9: 8-bit tables give 0 to 255, 16-bit tables 0 to 65535.
 * `coloured` unless all its entries are grey. Throws `malformed` when the palette is absent.
 */
export function paletteLuminance(
  frame: StoredFrame,
  dataSet: DataSet,
  input: InputRange,
): { values: Uint8Array | Uint16Array; coloured: boolean; disagrees: boolean } {
  const [red, green, blue] = ['1', '2', '3'].map((colour) => paletteOf(dataSet, colour, input))
  if (!red || !green || !blue) {
    throw new ProblemError('colour-table-missing', { where: '(0028,1201)' })
  }
  const grey = Uint16Array.from(
    { length: Math.max(red.entries.length, green.entries.length, blue.entries.length) },
    (_, index) => {
      const input = index + red.first
      return greyOf(lookUp(red, input), lookUp(green, input), lookUp(blue, input))
    },
  )
  const result =
    Math.max(red.bits, green.bits, blue.bits) <= 8
      ? new Uint8Array(frame.values.length)
      : new Uint16Array(frame.values.length)
  const last = grey.length - 1
  for (let index = 0; index < result.length; index++) {
    result[index] = grey[Math.min(last, Math.max(0, frame.values[index]! - red.first))]!
  }
  return {
    values: result,
    coloured: !sameEntries(red, green) || !sameEntries(green, blue),
    disagrees: red.disagrees || green.disagrees || blue.disagrees,
  }
}

function sameEntries(a: LookupTable, b: LookupTable): boolean {
  return (
    a.first === b.first &&
    a.entries.length === b.entries.length &&
    a.entries.every((entry, index) => entry === b.entries[index])
  )
}

function paletteOf(dataSet: DataSet, colour: string, input: InputRange): LookupTable | undefined {
  const place = { descriptorTag: `x0028110${colour}`, input, kind: 'palette' as const }
  return (
    lookupTableOf(dataSet, { ...place, dataTag: `x0028120${colour}` }) ??
    expandedSegments(dataSet, { ...place, dataTag: `x0028122${colour}` })
  )
}
