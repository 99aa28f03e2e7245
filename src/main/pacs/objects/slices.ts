/** What is sent at once: a slow link takes it well within the time for which a peer may be silent. */
const sliceBytes = 2 ** 16

/** Bytes in the small parts in which they are sent. */
export function* slicesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += sliceBytes) yield bytes.subarray(at, at + sliceBytes)
}
