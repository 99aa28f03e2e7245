import type { DataSet } from 'dicom-parser'
import type { VoiWindow } from '#shared/film.ts'
import { decimalsOf, groupOf, textOf } from './attributes.ts'
import { decodeText } from './characterSets.ts'

export type NamedWindow = { name: string; window: VoiWindow }

/**
 * The windows that the file offers for a frame, in its order, PS3.3 C.11.2; those without a usable width are left out.
 * LINEAR counts in whole steps, so for `float` pixels, whose whole range may be 1, LINEAR_EXACT stands in for it.
 */
export function windowsOf(dataSet: DataSet, frame: number, float: boolean): NamedWindow[] {
  const group = groupOf(dataSet, frame, 'x00289132')
  const centers = decimalsOf(group, 'x00281050')
  const widths = decimalsOf(group, 'x00281051')
  const names = decodeText(group, 'x00281055', dataSet)?.split('\\') ?? []
  const voiFunction = functionOf(textOf(group, 'x00281056'), float)
  return centers.flatMap((center, index) => {
    const width = widths[index] ?? Number.NaN
    if (!Number.isFinite(center) || !Number.isFinite(width) || width <= 0) return []
    const name = names[index]?.trim() ?? ''
    return [{ name, window: { center, width, function: voiFunction } }]
  })
}

function functionOf(text: string | undefined, float: boolean): VoiWindow['function'] {
  if (text === 'SIGMOID' || text === 'LINEAR_EXACT') return text
  return float ? 'LINEAR_EXACT' : 'LINEAR'
}
