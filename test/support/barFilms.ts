import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { Random } from '#main/network/random.ts'

const side = 72

/** A grey film with noise; a fractured one has a bright bar somewhere. */
async function writeFilm(path: string, fractured: boolean, random: Random): Promise<void> {
  const pixels = Buffer.from(Uint8Array.from({ length: side * side }, () => 60 + 40 * random.uniform()))
  const [top, left] = [random.below(side - 12), random.below(side - 40)]
  if (fractured) for (let y = top; y < top + 12; y++) for (let x = left; x < left + 40; x++) pixels[y * side + x] = 230
  await sharp(pixels, { raw: { width: side, height: side, channels: 1 } })
    .png()
    .toFile(path)
}

/** Writes `Fractured/NAME N.png` and `Non-Fractured/NAME N.png`: films of which one can tell what is on them. */
export async function writeBarFilms(directory: string, perClass: number, seed = 11, name = 'film'): Promise<void> {
  const random = new Random(seed)
  for (const [folder, fractured] of [
    ['Fractured', true],
    ['Non-Fractured', false],
  ] as const) {
    await mkdir(join(directory, folder), { recursive: true })
    for (let i = 0; i < perClass; i++) await writeFilm(join(directory, folder, `${name} ${i}.png`), fractured, random)
  }
}
