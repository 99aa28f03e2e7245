import { isLossyJpeg, pictureJpegHeader } from '../jpegStream/jpegStream.ts'
import { blocksOf, samplesOfBlock, type TiffBlock } from './blocks.ts'
import { isFax } from './compressionNames.ts'
import { decompressed } from './decompress.ts'
import type { TiffDirectory, TiffFile } from './directory.ts'
import { faxSamples } from './fax.ts'
import { jpegBlocks, jpegColour, jpegStreamOf, oldJpegSamples } from './jpeg.ts'
import type { TiffColour, TiffLayout } from './layout.ts'
import { samplesArray, samplesOfBytes, type Samples } from './samples.ts'
import { withOwnChroma } from './subsampled.ts'

/** All samples of a page, those of a pixel together, row by row as in the file: neither turned nor converted. */
export type TiffPage = { samples: Samples; colour: TiffColour; lossy: boolean }

export async function pageOf(file: TiffFile, directory: TiffDirectory, layout: TiffLayout): Promise<TiffPage> {
  const { colour } = layout
  if (isFax(layout.compression))
    return { samples: await faxSamples(file.bytes, directory.page, layout), colour, lossy: false }
  if (layout.compression === 6) {
    const { values, header } = await oldJpegSamples(file, directory, layout)
    return { samples: values, colour: jpegColour(header, colour), lossy: isLossyJpeg(header) }
  }
  const blocks = blocksOf(file, directory, layout)
  const samples = samplesArray(layout, layout.rows * layout.columns * layout.samplesPerPixel)
  if (layout.compression === 7) {
    const page: TiffPage = { samples, colour, lossy: false }
    for await (const { block, values, header } of jpegBlocks(blocks, directory, layout)) {
      place(values, block, layout, samples)
      page.colour = jpegColour(header, colour)
      page.lossy ||= isLossyJpeg(header)
    }
    return page
  }
  const perRow = layout.blockColumns * samplesOfBlock(layout)
  const subsampled = layout.subsampling[0] * layout.subsampling[1] > 1
  for (const block of blocks) {
    const bytes = decompressed(block, layout, file.littleEndian)
    const values = subsampled
      ? withOwnChroma(bytes, block.rows, layout)
      : samplesOfBytes(bytes, block.rows, perRow, layout)
    place(values, block, layout, samples)
  }
  return { samples, colour, lossy: false }
}

/** Whether a page's compression loses detail; told from its first JPEG stream where it has any. */
export function isLossyPage(file: TiffFile, directory: TiffDirectory, layout: TiffLayout): boolean {
  if (layout.compression === 6) return true
  if (layout.compression !== 7) return false
  return isLossyJpeg(pictureJpegHeader(jpegStreamOf(blocksOf(file, directory, layout)[0]!, directory)))
}

/** Copies a block's samples to where they belong; what a tile holds beyond the film's edges is left out. */
function place(values: Samples, block: TiffBlock, layout: TiffLayout, into: Samples): void {
  const { columns, blockColumns, samplesPerPixel, planar } = layout
  const perPixel = samplesOfBlock(layout)
  const count = Math.min(blockColumns, columns - block.column)
  if (!planar && count === columns && blockColumns === columns) {
    into.set(values.subarray(0, block.rows * columns * perPixel), block.row * columns * perPixel)
    return
  }
  for (let row = 0; row < block.rows; row++) {
    const from = row * blockColumns * perPixel
    const to = ((block.row + row) * columns + block.column) * samplesPerPixel
    if (!planar) into.set(values.subarray(from, from + count * perPixel), to)
    else
      for (let column = 0; column < count; column++)
        into[to + column * samplesPerPixel + block.plane] = values[from + column]!
  }
}
