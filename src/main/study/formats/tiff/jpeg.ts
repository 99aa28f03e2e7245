import type { JpegHeader } from '../../syntaxes/jpegHeader.ts'
import { decodeJpegStream } from '../jpegStream/jpegStream.ts'
import { damagedPicture, truncatedPicture, unsupportedPicture } from '../picture/pictureProblem.ts'
import { samplesOfBlock, type TiffBlock } from './blocks.ts'
import type { TiffDirectory, TiffFile } from './directory.ts'
import { tag, type TiffColour, type TiffLayout } from './layout.ts'

const endMark = 2

/** Each block of a page is a JPEG stream, which may lack the tables that the page holds, TIFF Technical Note 2. */
export async function* jpegBlocks(blocks: readonly TiffBlock[], directory: TiffDirectory, layout: TiffLayout) {
  for (const block of blocks) {
    const { values, header } = await decodeJpegStream(jpegStreamOf(block, directory))
    // A strip at the end may hold rows beyond the film.
    const fits = header.columns === layout.blockColumns && header.rows >= block.rows && header.rows <= layout.blockRows
    if (!fits || header.componentIds.length !== samplesOfBlock(layout)) throw damagedPicture()
    checkPrecision(header, layout)
    yield { block, values, header }
  }
}

/** A block's whole stream: that of the page's tables without its end mark, then its own without its start mark. */
export function jpegStreamOf({ stored: block }: TiffBlock, directory: TiffDirectory): Uint8Array {
  const tables = directory.raw(tag.jpegTables)
  if (tables === undefined || tables.length < 4) return block
  const head = tables.subarray(0, tables.length - endMark)
  const stream = new Uint8Array(head.length + block.length - 2)
  stream.set(head)
  stream.set(block.subarray(2), head.length)
  return stream
}

/**
 * JPEG as TIFF 6.0 section 22 had it: opened where the whole film is one ordinary stream, which is what most writers
 * made of it. Throws `unsupported-format` for the others.
 */
export async function oldJpegSamples(file: TiffFile, directory: TiffDirectory, layout: TiffLayout) {
  const start = directory.number(tag.jpegStream)
  if (start === undefined || layout.planar) throw unsupportedPicture('TIFF', 'JPEG of the old kind in pieces')
  const length = directory.number(tag.jpegStreamLength) ?? file.bytes.length - start
  if (start + length > file.bytes.length) throw truncatedPicture()
  const { values, header } = await decodeJpegStream(file.bytes.subarray(start, start + length))
  if (header.rows !== layout.rows || header.columns !== layout.columns) throw damagedPicture()
  if (header.componentIds.length !== layout.samplesPerPixel) throw damagedPicture()
  checkPrecision(header, layout)
  return { values, header }
}

/** The samples have to be what the directory says, or their greys would mean something else. */
function checkPrecision({ precision }: JpegHeader, { bits }: TiffLayout): void {
  if (precision === bits) return
  throw unsupportedPicture('TIFF', `JPEG of ${precision} bits where the file says ${bits}`)
}

/** The colour model of a page's JPEG streams: their own marks win over a directory that calls them RGB. */
export function jpegColour({ jfif, adobeTransform }: JpegHeader, colour: TiffColour): TiffColour {
  if (colour !== 'rgb') return colour
  if (adobeTransform !== undefined) return adobeTransform === 1 ? 'ycbcr' : 'rgb'
  return jfif ? 'ycbcr' : 'rgb'
}
