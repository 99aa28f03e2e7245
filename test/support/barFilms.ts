import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { Random } from '#main/network/random.ts'

const side = 72

/** Where a bar lies, in pixels. */
export type Bar = { x: number; y: number; width: number; height: number }

/** A grey film with noise; a fractured one has a bright bar somewhere. */
async function writeFilm(path: string, fractured: boolean, random: Random): Promise<Bar> {
  const pixels = Buffer.from(Uint8Array.from({ length: side * side }, () => 60 + 40 * random.uniform()))
  const [top, left] = [random.below(side - 12), random.below(side - 40)]
  if (fractured) for (let y = top; y < top + 12; y++) for (let x = left; x < left + 40; x++) pixels[y * side + x] = 230
  await sharp(pixels, { raw: { width: side, height: side, channels: 1 } })
    .png()
    .toFile(path)
  return { x: left, y: top, width: 40, height: 12 }
}

/**
 * Writes `Fractured/NAME N.png` and `Non-Fractured/NAME N.png`: films of which one can tell what is on them. Answers with
 * the bar of each fractured film by its file below the folder.
 */
export async function writeBarFilms(
  directory: string,
  perClass: number,
  seed = 11,
  name = 'film',
): Promise<Map<string, Bar>> {
  const random = new Random(seed)
  const bars = new Map<string, Bar>()
  for (const [folder, fractured] of [
    ['Fractured', true],
    ['Non-Fractured', false],
  ] as const) {
    await mkdir(join(directory, folder), { recursive: true })
    for (let i = 0; i < perClass; i++) {
      const file = `${name} ${i}.png`
      const bar = await writeFilm(join(directory, folder, file), fractured, random)
      if (fractured) bars.set(`${folder}/${file}`, bar)
    }
  }
  return bars
}
