import sharp, { type Metadata, type Sharp } from 'sharp'
import type { FileHeader, GreyFilm, GreyValues } from '#shared/film.ts'
import type { StoredFrame } from '../grey/storedFrame.ts'
import { checkFrame, checkFrameSize, limits } from '../file/limits.ts'
import type { StudyFile } from '../file/studyFile.ts'
import type { FormatHandler } from './picture/format.ts'
import { inkedRgb } from './picture/inks.ts'
import { pictureFilm } from './picture/pictureFilm.ts'
import { rasterProblem } from './rasterProblem.ts'
import { isLossyWebp, startsWith } from './picture/rasterSniff.ts'

type RasterFormat = 'png' | 'jpeg' | 'webp'

/** Formats that sharp (libvips) decodes. Values are as in the file: colour profiles and gamma are not applied. */
export const png = raster('png', (head) => startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
export const webp = raster(
  'webp',
  (head) => startsWith(head, [0x52, 0x49, 0x46, 0x46]) && startsWith(head.subarray(8), [0x57, 0x45, 0x42, 0x50]),
)

// Every film is decoded once: what libvips keeps of one serves no other. One thread a film, since films are decoded
// side by side.
sharp.cache(false)
sharp.concurrency(1)

/**
 * Pictures up to this size are decoded as a whole; larger ones strip by strip, which costs threads and saves memory.
 */
const wholePixels = 4_000_000

/** How libvips names the type of a sample: those of the formats that it decodes here. */
const depths = {
  uchar: { bits: 8, array: Uint8Array },
  ushort: { bits: 16, array: Uint16Array },
} as const

export function raster(format: RasterFormat, accepts: (head: Uint8Array) => boolean): FormatHandler {
  return {
    accepts,
    async header(file) {
      return headerOf(format, await file.whole(), await metadataOf(file, 0))
    },
    film: (file, frame) => filmOf(format, file, frame),
    async stored(file, frame) {
      const { stored } = await decoded(file, frame)
      return stored
    },
  }
}

async function filmOf(format: RasterFormat, file: StudyFile, frame: number): Promise<GreyFilm> {
  const { rows, columns, stored, metadata } = await decoded(file, frame)
  const bytes = await file.whole()
  const { lossy, bitsAllocated: bits } = headerOf(format, bytes, metadata)
  return pictureFilm(stored, rows, columns, { bits, lossy })
}

async function decoded(
  file: StudyFile,
  frame: number,
): Promise<{ rows: number; columns: number; stored: StoredFrame; metadata: Metadata }> {
  const bytes = await file.whole()
  const first = await metadataOf(file, 0)
  checkFrame(frame, first.pages ?? 1)
  const metadata = frame === 0 ? first : await metadataOf(file, frame)
  const { rows, columns, samples } = await samplesOf(bytes, frame, metadata).catch((cause: unknown) => {
    throw rasterProblem(cause, bytes)
  })
  const layout = isGrey(metadata)
    ? ({ samplesPerPixel: 1, photometric: 'GREY' } as const)
    : ({ samplesPerPixel: 3, photometric: 'RGB' } as const)
  const values = metadata.space === 'cmyk' ? inkedRgb(samples as Uint8Array) : samples
  return { rows, columns, stored: { values, ...layout }, metadata }
}

/** Grey, R, G, B or ink samples, upright after EXIF orientation; what is transparent is black. */
async function samplesOf(bytes: Uint8Array, page: number, metadata: Metadata) {
  const depth = depthOf(metadata, bytes)
  const wide = metadata.depth === 'ushort'
  const grey = isGrey(metadata)
  const inks = metadata.space === 'cmyk'
  const space = inks ? 'cmyk' : grey ? (wide ? 'grey16' : 'b-w') : wide ? 'rgb16' : 'srgb'
  const small = metadata.width * metadata.height <= wholePixels
  // Otherwise libvips turns inks into colours and back by a profile of its own.
  const plain = opened(bytes, page, !small)
  const picture = inks ? plain.pipelineColourspace('cmyk') : plain
  const upright = (metadata.orientation ?? 1) === 1 ? picture : picture.autoOrient()
  const opaque = metadata.hasAlpha ? upright.flatten({ background: '#000' }) : upright
  const { data, info } = await opaque
    .toColourspace(space)
    .raw({ depth: metadata.depth as keyof typeof depths })
    .toBuffer({ resolveWithObject: true })
  checkFrameSize(info.height, info.width)
  const aligned = data.byteOffset % depth.array.BYTES_PER_ELEMENT === 0 ? data : new Uint8Array(data)
  const samples = new depth.array(
    aligned.buffer as ArrayBuffer,
    aligned.byteOffset,
    aligned.byteLength / depth.array.BYTES_PER_ELEMENT,
  )
  return { rows: info.height, columns: info.width, samples: samples as GreyValues }
}

/** What was asked of a file is kept while it is open: header and film want to know the same. */
const firstPages = new WeakMap<StudyFile, Promise<Metadata>>()

function metadataOf(file: StudyFile, page: number): Promise<Metadata> {
  if (page > 0) return readMetadata(file, page)
  const metadata = firstPages.get(file) ?? readMetadata(file, 0)
  firstPages.set(file, metadata)
  return metadata
}

async function readMetadata(file: StudyFile, page: number): Promise<Metadata> {
  const bytes = await file.whole()
  const metadata = await opened(bytes, page, true)
    .metadata()
    .catch((cause: unknown) => {
      throw rasterProblem(cause, bytes)
    })
  checkFrameSize(metadata.height, metadata.width)
  return metadata
}

function opened(bytes: Uint8Array, page: number, sequentialRead: boolean): Sharp {
  return sharp(bytes, { page, failOn: 'error', limitInputPixels: limits.pixels, ignoreIcc: true, sequentialRead })
}

function headerOf(format: RasterFormat, bytes: Uint8Array, metadata: Metadata): FileHeader {
  const { bits } = depthOf(metadata, bytes)
  const { width, height } = metadata.autoOrient
  const lossy = format === 'jpeg' || (format === 'webp' && isLossyWebp(bytes))
  return {
    format,
    rows: height,
    columns: width,
    frames: metadata.pages ?? 1,
    bitsAllocated: bits,
    bitsStored: metadata.isPalette ? bits : Math.min(bits, metadata.bitsPerSample ?? bits),
    signed: false,
    photometric: isGrey(metadata) ? 'GREY' : 'COLOUR',
    lossy,
    spacing: { calibration: 'none' },
  }
}

function isGrey(metadata: Metadata): boolean {
  return metadata.channels - (metadata.hasAlpha ? 1 : 0) === 1
}

function depthOf(metadata: Metadata, bytes: Uint8Array): (typeof depths)[keyof typeof depths] {
  const depth = depths[metadata.depth as keyof typeof depths]
  if (depth) return depth
  throw rasterProblem(new Error(`Samples of type ${metadata.depth}`), bytes)
}
