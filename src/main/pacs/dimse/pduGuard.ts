import { messageGuard } from './messageGuard.ts'

/** Bytes of a protocol data unit's head: type, nothing, length; PS3.8 9.3.1. */
const headBytes = 6

/** P-DATA-TF, PS3.8 9.3.5. */
const dataType = 4

/** An association request names all its contexts; data come in parts of the size that this side has allowed. */
const longestBytes = 2 ** 20

/**
 * Looks at the lengths that a peer announces, since the library takes memory for whatever is announced, and at the
 * messages, which it collects in memory. Answers with false for the first that is longer than any that can be meant.
 * `takesObjects`: objects of C-STORE go to the disk, and may have any length.
 */
export function pduGuard(takesObjects: boolean): (chunk: Uint8Array) => boolean {
  const head = Buffer.alloc(headBytes)
  const messages = messageGuard(takesObjects)
  let have = 0
  let left = 0
  return (chunk) => {
    for (let at = 0; at < chunk.length;) {
      if (left > 0) {
        const passed = Math.min(left, chunk.length - at)
        if (head[0] === dataType && !messages.take(chunk.subarray(at, at + passed))) return false
        left -= passed
        at += passed
        continue
      }
      head[have++] = chunk[at++]!
      if (have < headBytes) continue
      have = 0
      left = head.readUInt32BE(2)
      if (left > longestBytes) return false
      messages.startPdu()
    }
    return true
  }
}
