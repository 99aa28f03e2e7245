import type { FileHeader, GreyFilm } from '#shared/film.ts'
import { ProblemError } from '#shared/problem.ts'
import type { StoredFrame } from '../grey/storedFrame.ts'
import { checkFrame } from '../file/limits.ts'
import type { StudyFile } from '../file/studyFile.ts'
import type { JpegHeader } from '../syntaxes/jpegHeader.ts'
import type { FormatHandler } from './picture/format.ts'
import {
  checkCodedData,
  checkDecodable,
  decodeJpegStream,
  isLossyJpeg,
  jpegPhotometric,
  pictureJpegHeader,
} from './jpegStream/jpegStream.ts'
import { pictureFilm } from './picture/pictureFilm.ts'
import { unsupportedPicture } from './picture/pictureProblem.ts'
import { raster } from './raster.ts'
import { isTiff, startsWith } from './picture/rasterSniff.ts'
import { isSideways, upright, type Sized } from './picture/upright.ts'
import { readFirstDirectory } from './tiff/directory.ts'
import { orientationOf } from './tiff/layout.ts'

const common = raster('jpeg', (head) => startsWith(head, [0xff, 0xd8, 0xff]))

/** JPEG. libvips decodes the ordinary ones of 8 bits, libjpeg of dcmjs-codecs those of 12 bits and the lossless ones. */
export const jpeg: FormatHandler = {
  accepts: common.accepts,
  async header(file) {
    const header = await readHeader(file)
    if (isOrdinary(header)) return common.header(file)
    checkDecodable(header)
    return headerOf(header)
  },
  async film(file, frame): Promise<GreyFilm> {
    const header = await readHeader(file)
    if (isOrdinary(header)) {
      await checked(file, header)
      return common.film(file, frame)
    }
    const { rows, columns, stored } = await decoded(file, frame)
    return pictureFilm(stored, rows, columns, { bits: header.precision, lossy: isLossyJpeg(header) })
  },
  async stored(file, frame) {
    const header = await readHeader(file)
    if (!isOrdinary(header)) return (await decoded(file, frame)).stored
    await checked(file, header)
    return common.stored(file, frame)
  },
}

/** A file's coded data are looked through once, whatever is asked of it. */
const checks = new WeakMap<StudyFile, Promise<void>>()

async function checked(file: StudyFile, header: JpegHeader): Promise<void> {
  const check = checks.get(file) ?? file.whole().then((bytes) => checkCodedData(bytes, header))
  checks.set(file, check)
  return check
}

async function readHeader(file: StudyFile): Promise<JpegHeader> {
  return pictureJpegHeader(await file.whole())
}

/** What libvips decodes: lossy pictures of 8 bits with Huffman or arithmetic codes. */
function isOrdinary({ process, precision, componentIds, adobeTransform }: JpegHeader): boolean {
  if (precision !== 8 || ![0xc0, 0xc1, 0xc2, 0xc9, 0xca].includes(process)) return false
  // Adobe stores its inks turned round, others do not: without its mark nobody can tell black from white.
  if (componentIds.length === 4 && adobeTransform === undefined)
    throw unsupportedPicture('JPEG', 'four components of unknown colours')
  return componentIds.length !== 2
}

async function decoded(file: StudyFile, frame: number): Promise<Sized> {
  checkFrame(frame, 1)
  const { values, header } = await decodeJpegStream(await file.whole())
  const { rows, columns, componentIds } = header
  const stored: StoredFrame =
    componentIds.length === 1
      ? { values, samplesPerPixel: 1, photometric: 'GREY' }
      : { values, samplesPerPixel: 3, photometric: jpegPhotometric(header) }
  return upright({ rows, columns, stored }, exifOrientation(header))
}

/** EXIF orientation, 1 to 8; 1 where it cannot be read, as libvips has it: no film is refused for that. */
function exifOrientation({ exif }: JpegHeader): number {
  if (!exif || !isTiff(exif)) return 1
  try {
    return orientationOf(readFirstDirectory(exif))
  } catch (thrown) {
    if (thrown instanceof ProblemError) return 1
    throw thrown
  }
}

function headerOf(header: JpegHeader): FileHeader {
  const { rows, columns, precision, componentIds } = header
  const sideways = isSideways(exifOrientation(header))
  return {
    format: 'jpeg',
    rows: sideways ? columns : rows,
    columns: sideways ? rows : columns,
    frames: 1,
    bitsAllocated: precision > 8 ? 16 : 8,
    bitsStored: precision,
    signed: false,
    photometric: componentIds.length === 1 ? 'GREY' : 'COLOUR',
    lossy: isLossyJpeg(header),
    spacing: { calibration: 'none' },
  }
}
