import { ProblemError } from '#shared/problem.ts'

/** Image and tile size (SIZ) and coding style (COD) of a JPEG 2000 code stream, ISO/IEC 15444-1 A.5.1 and A.6.1. */
export type Jpeg2000Header = {
  rows: number
  columns: number
  components: number
  /** Bits of a sample, of all components. */
  precision: number
  signed: boolean
  /** The 5-3 wavelet, with which all values may come back, and not the 9-7 one. */
  reversible: boolean
  tiles: number
  /** How often the film can be halved by leaving out the finest detail: levels of the wavelet. */
  halvings: number
  /** Where the code stream begins, in bytes. */
  start: number
}

const where = '(7FE0,0010)'
/** A JP2 wrapper, which DICOM forbids but writers use, puts boxes before the code stream. */
const searchedBytes = 65_536
const maximumTiles = 65_535

/** Decodes nothing. Throws `malformed`, `truncated` or `unsupported-format`. */
export function readJpeg2000Header(bytes: Uint8Array): Jpeg2000Header {
  const start = startOfStream(bytes)
  if (start + 43 > bytes.length) throw new ProblemError('stream-header-truncated', { where })
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, bytes.byteLength - start)
  const across = axisOf(view, 8)
  const down = axisOf(view, 12)
  if (across.tiles * down.tiles > maximumTiles) throw damagedHeader()
  const components = view.getUint16(40)
  return {
    columns: across.size,
    rows: down.size,
    components,
    ...samplesOf(view, components),
    ...wavelet(view, across.origin === 0 && down.origin === 0),
    tiles: across.tiles * down.tiles,
    start,
  }
}

/** Ssiz, XRsiz and YRsiz of each component, which the codec takes to be the same for all. */
function samplesOf(view: DataView, components: number): { precision: number; signed: boolean } {
  if (components < 1 || view.byteLength < 42 + components * 3) throw damagedHeader()
  const first = view.getUint8(42)
  for (let at = 42; at < 42 + components * 3; at += 3) {
    if (view.getUint8(at) === first && view.getUint8(at + 1) === 1 && view.getUint8(at + 2) === 1) continue
    throw new ProblemError('stream-colours-unlike', { where })
  }
  return { precision: (first & 0x7f) + 1, signed: first >= 0x80 }
}

const codingStyle = 0xff52
const startOfTile = 0xff90

/**
 * Number of levels and kind from COD, which lies somewhere after SIZ; decoders refuse a stream without it. Where the
 * film begins beside the origin of its grid, a halved one would begin between two pixels.
 */
function wavelet(view: DataView, atOrigin: boolean): { reversible: boolean; halvings: number } {
  for (let at = 2; at + 4 <= view.byteLength;) {
    const marker = view.getUint16(at)
    if (marker === codingStyle && at + 14 <= view.byteLength)
      return { reversible: view.getUint8(at + 13) === 1, halvings: atOrigin ? view.getUint8(at + 9) : 0 }
    if (marker === startOfTile || marker < 0xff00) break
    at += 2 + view.getUint16(at + 2)
  }
  return { reversible: true, halvings: 0 }
}

/**
 * Size of the image and number of tiles along one axis. Decoders search without end for tiles that are not where the
 * image is, so the first tile must hold the image's origin, as B.3 demands.
 */
function axisOf(view: DataView, at: number): { size: number; origin: number; tiles: number } {
  const [end, origin, tile, tileOrigin] = [0, 8, 16, 24].map((step) => view.getUint32(at + step)) as [
    number,
    number,
    number,
    number,
  ]
  if (origin >= end || tile === 0 || tileOrigin > origin || tileOrigin + tile <= origin) throw damagedHeader()
  return { size: end - origin, origin, tiles: Math.ceil((end - tileOrigin) / tile) }
}

function damagedHeader(): ProblemError {
  return new ProblemError('stream-start-damaged', { where })
}

/** Position of the SOC marker. */
function startOfStream(bytes: Uint8Array): number {
  const last = Math.min(bytes.length - 3, searchedBytes)
  for (let index = 0; index < last; index++) {
    if (bytes[index] === 0xff && bytes[index + 1] === 0x4f && bytes[index + 2] === 0xff && bytes[index + 3] === 0x51)
      return index
  }
  throw new ProblemError('stream-of-other-kind', { kind: 'JPEG 2000' }, { where })
}
