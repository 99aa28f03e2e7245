import { createHash } from 'node:crypto'
import { basename, dirname } from 'node:path'

/**
 * One file of a cache: a line that says what it is, then the content.
 *
 *     FractureGuard-cache 1 <kind>/<recipe>/<key> <bytes> <SHA-256 of the content, hex>\n
 *
 * So an entry tells by itself whether it is whole and whether it lies where it belongs: one that was damaged, cut short
 * or renamed is none.
 */
const format = 'FractureGuard-cache 1'
const longestLine = 1024

/** Which content a file holds: kind (`films`), recipe (what else the content depends on) and key, by its path. */
function placeOf(path: string): string {
  const recipe = dirname(path)
  return [basename(dirname(recipe)), basename(recipe), basename(path)].join('/')
}

export function cacheEntry(path: string, content: NodeJS.ArrayBufferView): Uint8Array {
  const bytes = new Uint8Array(content.buffer, content.byteOffset, content.byteLength)
  const line = `${format} ${placeOf(path)} ${bytes.length} ${sha256(bytes)}\n`
  return Buffer.concat([Buffer.from(line), bytes])
}

/** A copy of the content of a file of that path, or undefined where it is no whole entry of that place. */
export function cachedContent(path: string, file: Uint8Array): ArrayBuffer | undefined {
  const end = file.subarray(0, longestLine).indexOf(0x0a)
  if (end < 0) return undefined
  const content = file.slice(end + 1)
  const line = Buffer.from(file.buffer, file.byteOffset, end).toString('latin1')
  if (line !== `${format} ${placeOf(path)} ${content.length} ${sha256(content)}`) return undefined
  return content.buffer.byteLength === content.length ? content.buffer : copyOf(content)
}

function copyOf(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.length)
  new Uint8Array(copy).set(bytes)
  return copy
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
