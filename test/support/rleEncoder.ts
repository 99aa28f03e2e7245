import { concatBytes } from './dicomWriter.ts'

/**
 * RLE Lossless, PS3.5 Annex G. `planes`: all pixels of one sample as little-endian containers, then those of the next.
 */
export function encodeRle(planes: Uint8Array, pixels: number, bytesPerSample: number): Uint8Array {
  const segments: Uint8Array[] = []
  for (let plane = 0; plane < planes.length; plane += pixels * bytesPerSample) {
    for (let byte = bytesPerSample - 1; byte >= 0; byte--) {
      segments.push(
        packBits(Uint8Array.from({ length: pixels }, (_, pixel) => planes[plane + pixel * bytesPerSample + byte]!)),
      )
    }
  }
  const header = new DataView(new ArrayBuffer(64))
  header.setUint32(0, segments.length, true)
  let offset = 64
  segments.forEach((segment, index) => {
    header.setUint32(4 + index * 4, offset, true)
    offset += segment.length
  })
  return concatBytes([new Uint8Array(header.buffer), ...segments])
}

function packBits(bytes: Uint8Array): Uint8Array {
  const packed: number[] = []
  for (let start = 0; start < bytes.length;) {
    let run = 1
    while (run < 128 && bytes[start + run] === bytes[start]) run++
    if (run > 1) packed.push(257 - run, bytes[start]!)
    else packed.push(0, bytes[start]!)
    start += run
  }
  if (packed.length % 2) packed.push(128)
  return Uint8Array.from(packed)
}
