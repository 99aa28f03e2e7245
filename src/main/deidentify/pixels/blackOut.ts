import type { Box } from '#shared/deidentify.ts'
import { ProblemError } from '#shared/problem.ts'
import type { DicomFile } from '#main/study/dicom/dataSet.ts'
import { pixelsOf } from '#main/study/dicom/header.ts'
import type { ImagePixel } from '#main/study/dicom/imagePixel.ts'
import { storedFrame, type StoredFrame } from '#main/study/grey/storedFrame.ts'
import { decodeContainers } from '#main/study/syntaxes/chain.ts'

/** All frames of a film without compression, the samples of a pixel together. */
export type BlackedOut = {
  /** What the samples are now. */
  image: ImagePixel
  /** Little-endian values, frame after frame. */
  bytes: Uint8Array[]
}

/** More would not fit into one element with a few others. */
const mostBytes = 2 ** 30

/**
 * Decodes all frames and makes the boxes as dark as the darkest pixel of each. Throws 'deidentify-box-outside' for a box
 * of which nothing lies on the film, and as decoding does.
 */
export async function blackedOut(file: DicomFile, image: ImagePixel, boxes: readonly Box[]): Promise<BlackedOut> {
  checkBoxes(boxes, image)
  const size = Math.max(8, image.bitsAllocated) / 8
  if (image.rows * image.columns * image.samplesPerPixel * image.frames * size > mostBytes)
    throw new ProblemError('deidentify-too-large')
  const bytes: Uint8Array[] = []
  let actual = image
  for (let frame = 0; frame < image.frames; frame++) {
    const stored = storedFrame(await decodeContainers(file, pixelsOf(file), frame, image), image)
    actual = { ...stored.image, photometric: stored.photometric }
    blackOut(stored, image, boxes)
    const { buffer, byteOffset, byteLength } = stored.values
    bytes.push(new Uint8Array(buffer, byteOffset, byteLength))
  }
  return {
    image: { ...actual, bitsAllocated: Math.max(8, actual.bitsAllocated), highBit: actual.bitsStored - 1 },
    bytes,
  }
}

export function checkBoxes(boxes: readonly Box[], { rows, columns }: { rows: number; columns: number }): void {
  if (boxes.some(({ x, y }) => x >= columns || y >= rows)) throw new ProblemError('deidentify-box-outside')
}

/** In place. */
export function blackOut(
  { values, samplesPerPixel, photometric }: StoredFrame,
  { rows, columns }: { rows: number; columns: number },
  boxes: readonly Box[],
): void {
  const black = blackOf({ values, samplesPerPixel, photometric })
  for (const { x, y, width, height } of boxes) {
    for (let row = y; row < Math.min(rows, y + height); row++) {
      for (let column = x; column < Math.min(columns, x + width); column++) {
        for (let sample = 0; sample < samplesPerPixel; sample++)
          values[(row * columns + column) * samplesPerPixel + sample] = black[sample]!
      }
    }
  }
}

/** Black must not lie beside the film's own values: a window that spans them would become another one. */
function blackOf({ values, samplesPerPixel, photometric }: StoredFrame): number[] {
  if (samplesPerPixel === 3) return photometric.startsWith('YBR') ? [0, 128, 128] : [0, 0, 0]
  const isInverse = photometric === 'MONOCHROME1'
  let black = values[0]!
  for (const value of values) if (isInverse ? value > black : value < black) black = value
  return [black]
}
