import { damagedPicture, truncatedPicture } from '../picture/pictureProblem.ts'
import type { TiffDirectory, TiffFile } from './directory.ts'
import { tag, type TiffLayout } from './layout.ts'

/** A strip or a tile: where it lies in the film, and its bytes in the file. */
export type TiffBlock = {
  row: number
  column: number
  /** Rows of the block that belong to the film. */
  rows: number
  /** Which sample its plane holds; 0 where the samples of a pixel lie together. */
  plane: number
  stored: Uint8Array
}

/** All strips or tiles of a page, in order. Throws `truncated` or `malformed` where not all of them are there. */
export function blocksOf(file: TiffFile, directory: TiffDirectory, layout: TiffLayout): TiffBlock[] {
  const { rows, columns, blockRows, blockColumns, planar, samplesPerPixel } = layout
  const down = Math.ceil(rows / blockRows)
  const across = Math.ceil(columns / blockColumns)
  const planes = planar ? samplesPerPixel : 1
  const count = down * across * planes
  const { offsets, lengths } = placesOf(directory, count, layout)
  return offsets.map((offset, index) => {
    const inPlane = index % (down * across)
    const row = Math.floor(inPlane / across) * blockRows
    const length = lengths[index]!
    if (offset + length > file.bytes.length) throw truncatedPicture()
    return {
      row,
      column: (inPlane % across) * blockColumns,
      rows: Math.min(blockRows, rows - row),
      plane: Math.floor(index / (down * across)),
      stored: file.bytes.subarray(offset, offset + length),
    }
  })
}

function placesOf(directory: TiffDirectory, count: number, layout: TiffLayout) {
  const tiled = directory.number(tag.tileWidth) !== undefined
  const offsets =
    (tiled ? directory.numbers(tag.tileOffsets, count) : undefined) ?? directory.numbers(tag.stripOffsets, count)
  const lengths =
    (tiled ? directory.numbers(tag.tileByteCounts, count) : undefined) ??
    directory.numbers(tag.stripByteCounts, count) ??
    onlyLength(layout, count)
  if (offsets?.length !== count || lengths.length !== count) throw damagedPicture()
  // Writers of sparse files leave out blocks without content; what they should show is not said.
  if (lengths.includes(0) || offsets.includes(0)) throw damagedPicture()
  return { offsets, lengths }
}

/** The single strip of old writers, who leave out its length, has no other one than that of its pixels. */
function onlyLength(layout: TiffLayout, count: number): number[] {
  return layout.compression === 1 && count === 1 ? [blockBytes(layout, layout.blockRows)] : []
}

/** Bytes of so many rows of a block once its compression is undone. */
export function blockBytes(layout: TiffLayout, rows: number): number {
  const { blockColumns, bits, subsampling } = layout
  const [across, down] = subsampling
  if (across * down === 1) return rows * Math.ceil((blockColumns * samplesOfBlock(layout) * bits) / 8)
  return Math.ceil(rows / down) * Math.ceil(blockColumns / across) * (across * down + 2)
}

/** Samples of a pixel within one block. */
export function samplesOfBlock({ planar, samplesPerPixel }: TiffLayout): number {
  return planar ? 1 : samplesPerPixel
}
