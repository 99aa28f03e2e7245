import type { TiffLayout } from './layout.ts'

/**
 * Chroma that several pixels share, TIFF 6.0 section 21: units of Y samples with one Cb and one Cr become three samples
 * for each pixel, each pixel with its unit's chroma.
 */
export function withOwnChroma(bytes: Uint8Array, rows: number, layout: TiffLayout): Uint8Array {
  const { blockColumns: columns } = layout
  const [across, down] = layout.subsampling
  const unitBytes = across * down + 2
  const unitsPerRow = Math.ceil(columns / across)
  const samples = new Uint8Array(rows * columns * 3)
  let to = 0
  for (let row = 0; row < rows; row++) {
    const unitRow = Math.floor(row / down) * unitsPerRow
    for (let column = 0; column < columns; column++) {
      const unit = (unitRow + Math.floor(column / across)) * unitBytes
      samples[to++] = bytes[unit + (row % down) * across + (column % across)]!
      samples[to++] = bytes[unit + across * down]!
      samples[to++] = bytes[unit + across * down + 1]!
    }
  }
  return samples
}
