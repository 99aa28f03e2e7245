import { ProblemError } from '#shared/problem.ts'
import type { Jpeg2000Header } from './jpeg2000Header.ts'

const startOfTilePart = 0xff90
const endOfStream = 0xffd9
const where = '(7FE0,0010)'

/**
 * Walks the tile-parts of a JPEG 2000 code stream by their lengths, ISO/IEC 15444-1 A.4.2, and sees that none reaches
 * beyond the stream's end and that every one of `tiles` tiles is there: decoders leave the rest of a cut film black
 * without a word. Throws `truncated`. The bytes behind the stream's end, 0 where that is not told.
 */
export function bytesBehindTiles(frame: Uint8Array, { start, tiles }: Pick<Jpeg2000Header, 'start' | 'tiles'>): number {
  const view = new DataView(frame.buffer, frame.byteOffset + start, frame.byteLength - start)
  const seen = new Set<number>()
  let at = firstTilePart(view)
  while (at !== undefined && at + 12 <= view.byteLength && view.getUint16(at) === startOfTilePart) {
    seen.add(view.getUint16(at + 4))
    const length = view.getUint32(at + 6)
    // 0: up to the end of the stream.
    at = length === 0 ? undefined : at + length
  }
  if (seen.size >= tiles && at === undefined) return 0
  if (seen.size >= tiles && at !== undefined && at <= view.byteLength) return bytesBehind(view, at)
  throw new ProblemError('stream-truncated', { where })
}

function bytesBehind(view: DataView, at: number): number {
  if (at + 2 > view.byteLength || view.getUint16(at) !== endOfStream) return 0
  return view.byteLength - at - 2
}

/** Behind the segments of the main header; undefined where these do not follow one another. */
function firstTilePart(view: DataView): number | undefined {
  for (let at = 2; at + 4 <= view.byteLength; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint16(at)
    if (marker === startOfTilePart) return at
    if (marker < 0xff00) return undefined
  }
  return undefined
}
