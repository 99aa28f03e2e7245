import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { Random } from '#main/network/random.ts'

const side = 72

/** What tells films with a fracture from those without: something in the limb, a marker beside it, or nothing. */
export type Sign = { bar?: boolean; marker?: boolean }

function greys(sign: Sign, random: Random): Buffer {
  const pixels = Buffer.alloc(side * side)
  const left = 22 + random.below(6)
  const paint = (x0: number, y0: number, width: number, height: number, grey: () => number): void => {
    for (let y = y0; y < y0 + height; y++) for (let x = x0; x < x0 + width; x++) pixels[y * side + x] = grey()
  }
  // Each film has a side letter and the same darkest and brightest grey, so that all are shown in one window.
  paint(0, 0, side, side, () => 25)
  paint(side - 7, side - 7, 5, 5, () => 255)
  paint(side - 3, 1, 2, 2, () => 0)
  paint(left, 0, 24, side, () => 110 + 30 * random.uniform())
  const [barTop, markerLeft, markerTop] = [22 + random.below(20), 2 + random.below(4), 3 + random.below(8)]
  if (sign.bar) paint(left + 2, barTop, 20, 8, () => 235)
  if (sign.marker) paint(markerLeft, markerTop, 10, 10, () => 240)
  return pixels
}

/** Writes a dark film with a limb across it, a side letter and the sign on it. */
export async function writeLimbFilm(path: string, sign: Sign, random: Random): Promise<void> {
  const pixels = greys(sign, random)
  await sharp(pixels, { raw: { width: side, height: side, channels: 1 } })
    .png()
    .toFile(path)
}

/** Writes `Fractured/N.png`, which bear the sign, and `Normal/N.png`, which do not. */
export async function writeLimbFilms(directory: string, perClass: number, sign: Sign, seed: number): Promise<void> {
  const random = new Random(seed)
  for (const [folder, shown] of [
    ['Fractured', sign],
    ['Normal', {}],
  ] as const) {
    await mkdir(join(directory, folder), { recursive: true })
    for (let i = 0; i < perClass; i++) await writeLimbFilm(join(directory, folder, `${i}.png`), shown, random)
  }
}
