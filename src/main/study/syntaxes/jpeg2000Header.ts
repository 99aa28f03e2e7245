import { ProblemError } from '#shared/problem.ts'

/** Image and tile size (SIZ) of a JPEG 2000 code stream, ISO/IEC 15444-1 A.5.1. */
export type Jpeg2000Header = { rows: number; columns: number; components: number; signed: boolean }

const where = '(7FE0,0010)'
/** A JP2 wrapper, which DICOM forbids but writers use, puts boxes before the code stream. */
const searchedBytes = 65_536
const maximumTiles = 65_535

/** Decodes nothing. Throws `malformed` or `truncated`. */
export function readJpeg2000Header(bytes: Uint8Array): Jpeg2000Header {
  const start = startOfStream(bytes)
  if (start + 43 > bytes.length) throw new ProblemError('stream-header-truncated', { where })
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, bytes.byteLength - start)
  const across = axisOf(view, 8)
  const down = axisOf(view, 12)
  if (across.tiles * down.tiles > maximumTiles) throw damagedHeader()
  return { columns: across.size, rows: down.size, components: view.getUint16(40), signed: view.getUint8(42) >= 0x80 }
}

/**
 * Size of the image and number of tiles along one axis. Decoders search without end for tiles that are not where the
 * image is, so the first tile must hold the image's origin, as B.3 demands.
 */
function axisOf(view: DataView, at: number): { size: number; tiles: number } {
  const [end, origin, tile, tileOrigin] = [0, 8, 16, 24].map((step) => view.getUint32(at + step)) as [
    number,
    number,
    number,
    number,
  ]
  if (origin >= end || tile === 0 || tileOrigin > origin || tileOrigin + tile <= origin) throw damagedHeader()
  return { size: end - origin, tiles: Math.ceil((end - tileOrigin) / tile) }
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
