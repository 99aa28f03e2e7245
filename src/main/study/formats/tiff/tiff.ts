import type { FileHeader, GreyFilm } from '#shared/film.ts'
import { checkFrame } from '../../file/limits.ts'
import type { StudyFile } from '../../file/studyFile.ts'
import type { FormatHandler } from '../picture/format.ts'
import { pictureFilm } from '../picture/pictureFilm.ts'
import { unsupportedPicture } from '../picture/pictureProblem.ts'
import { isTiff } from '../picture/rasterSniff.ts'
import { isSideways, upright, type Sized } from '../picture/upright.ts'
import { coloursOf, paletteOf } from './colours.ts'
import { readDirectories, type TiffDirectory, type TiffFile } from './directory.ts'
import { layoutOf, tag } from './layout.ts'
import { isLossyPage, pageOf } from './page.ts'
import { samplesArray } from './samples.ts'

/**
 * TIFF and BigTIFF. The strips are read here and not by libvips, which takes signed samples for unsigned, chroma for
 * colours and unspecified samples for transparency; what is not in `layoutOf`'s list is refused.
 */
export const tiff: FormatHandler = {
  accepts: isTiff,
  async header(file) {
    const { file: tiffFile, frames } = await parsed(file)
    return headerOf(tiffFile, frames)
  },
  async film(file, frame): Promise<GreyFilm> {
    const { rows, columns, stored, bits, lossy, inverted } = await decoded(file, frame)
    return pictureFilm(stored, rows, columns, { bits, lossy, inverted })
  },
  stored: async (file, frame) => (await decoded(file, frame)).stored,
}

type Parsed = { file: TiffFile; frames: readonly TiffDirectory[] }

/** A file's directories are read once, however many of its pages are asked for. */
const parsedFiles = new WeakMap<StudyFile, Parsed>()

async function parsed(file: StudyFile): Promise<Parsed> {
  const known = parsedFiles.get(file)
  if (known) return known
  const tiffFile = readDirectories(await file.whole())
  const result = { file: tiffFile, frames: filmPages(tiffFile) }
  parsedFiles.set(file, result)
  return result
}

/** Pages that are films: neither smaller copies of others nor masks over them, TIFF 6.0 tags 254 and 255. */
function filmPages({ directories }: TiffFile): readonly TiffDirectory[] {
  const pages = directories.filter((directory) => {
    const kind = directory.number(tag.newSubfileType) ?? 0
    return (kind & 5) === 0 && directory.number(tag.subfileType) !== 2
  })
  if (pages.length === 0) throw unsupportedPicture('TIFF', 'smaller copies of a picture only')
  return pages
}

async function decoded(
  file: StudyFile,
  frame: number,
): Promise<Sized & { bits: number; lossy: boolean; inverted: boolean }> {
  const { file: tiffFile, frames } = await parsed(file)
  checkFrame(frame, frames.length)
  const directory = frames[frame]!
  const layout = layoutOf(directory)
  const { samples, colour, lossy } = await pageOf(tiffFile, directory, layout)
  const { stored, bits } = coloursOf(samples, colour, layout, directory)
  const { rows, columns } = layout
  return {
    ...upright({ rows, columns, stored }, layout.orientation),
    bits,
    lossy,
    inverted: colour === 'white-is-zero',
  }
}

function headerOf(file: TiffFile, frames: readonly TiffDirectory[]): FileHeader {
  const directory = frames[0]!
  const layout = layoutOf(directory)
  const { rows, columns, colour, kind, orientation } = layout
  const sideways = isSideways(orientation)
  const palette = colour === 'palette' ? paletteOf(directory, layout.bits) : undefined
  const container = palette?.levels ?? samplesArray(layout, 0)
  const bitsAllocated = container.BYTES_PER_ELEMENT * 8
  return {
    format: 'tiff',
    rows: sideways ? columns : rows,
    columns: sideways ? rows : columns,
    frames: frames.length,
    bitsAllocated,
    bitsStored: palette ? bitsAllocated : layout.bits,
    signed: kind !== 'unsigned',
    photometric: (palette?.grey ?? (colour === 'grey' || colour === 'white-is-zero')) ? 'GREY' : 'COLOUR',
    lossy: isLossyPage(file, directory, layout),
    spacing: { calibration: 'none' },
  }
}
