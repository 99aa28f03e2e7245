import { createHash } from 'node:crypto'

/**
 * A UID that follows from what it names, so that the same thing has the same one wherever and whenever it is made: under
 * 2.25 (PS3.5 B.2) the first 128 bits of a SHA-256, marked as a UUID of version 8 (RFC 9562).
 */
export function uidOf(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${part.length}:`).update(part)
  const bytes = hash.digest().subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return `2.25.${BigInt(`0x${bytes.toString('hex')}`)}`
}
