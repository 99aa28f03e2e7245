import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { Random } from '#main/network/random.ts'

const width = 240
const height = 300

/**
 * A film that looks like no other of another number: a limb of a few bones of seeded place, length and brightness, on a
 * dark ground.
 */
export function madeFilm(number: number): Sharp {
  const random = new Random(1000 + number)
  const between = (low: number, high: number): number => Math.round(low + (high - low) * random.uniform())
  const bones = Array.from({ length: 6 }, () => {
    const grey = between(90, 240)
    const turn = `rotate(${between(0, 180)} ${width / 2} ${height / 2})`
    return `<ellipse cx="${between(20, 220)}" cy="${between(30, 270)}" rx="${between(8, 30)}" ry="${between(40, 130)}" fill="rgb(${grey},${grey},${grey})" transform="${turn}"/>`
  })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#181818"/>${bones.join('')}</svg>`
  return sharp(Buffer.from(svg)).greyscale()
}

/** Writes a film in the format that its name's ending says. */
export async function writeFilm(path: string, film: Sharp): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await film.toFile(path)
}

/** Re-read from bytes, so that what follows is done to the finished picture. */
export async function edited(film: Sharp, edit: (film: Sharp) => Sharp): Promise<Sharp> {
  return edit(sharp(await film.png().toBuffer()))
}
