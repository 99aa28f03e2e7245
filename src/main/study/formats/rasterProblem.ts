import { ProblemError } from '#shared/problem.ts'
import { limits } from '../file/limits.ts'
import { damagedPicture, truncatedPicture } from './picture/pictureProblem.ts'

const tooLarge = /pixel limit|dimensions exceed|too large|too big/i
const cutShort =
  /premature|truncated|end of (file|stream|buffer|image)|not enough|read error|out of data|EOF|libpng read/i

/**
 * libvips fails with texts only; this turns them into the program's own codes. Whether the file ends too early is told
 * from the file where its format says so: all threads of a process share the buffer of libvips' texts, so that one may
 * hold another file's.
 */
export function rasterProblem(cause: unknown, bytes: Uint8Array): ProblemError {
  const text = cause instanceof Error ? cause.message : String(cause)
  if (tooLarge.test(text)) return new ProblemError('raster-too-large', { millions: limits.pixels / 1e6 }, { cause })
  return (endsEarly(bytes) ?? cutShort.test(text)) ? truncatedPicture(cause) : damagedPicture(cause)
}

/** So far from its end a file may have its end mark: some programs write more after it. */
const tailBytes = 4096

/** Whether a file lacks its end; undefined where its format has no mark for it. */
function endsEarly(bytes: Uint8Array): boolean | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const tail = file.subarray(-tailBytes)
  if (file.readUInt8(0) === 0x89) return !tail.includes('IEND')
  if (file.readUInt8(0) === 0xff) return !tail.includes(Buffer.of(0xff, 0xd9))
  // RIFF counts the bytes after its first eight.
  if (file.subarray(0, 4).equals(Buffer.from('RIFF'))) return file.length < 8 || file.readUInt32LE(4) + 8 > file.length
  return undefined
}
