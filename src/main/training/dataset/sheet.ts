import sharp, { type OverlayOptions } from 'sharp'
import { Random } from '#main/network/random.ts'
import type { DatasetFilm } from './dataset.ts'
import { inBytes } from './fingerprint.ts'
import { shownPixels, type PictureDecoder } from './shownPixels.ts'

const side = 160
const gap = 8
const heading = 36
const columns = 8
const rows = 2

export type SheetOptions = { seed: number; signal: AbortSignal; onFilm(done: number, total: number): void }

/** PNG with up to sixteen films of each class, drawn by seed, as they are first shown. A film that cannot be decoded leaves its place empty. */
export async function drawSheet(
  films: readonly DatasetFilm[],
  classNames: readonly string[],
  decoder: PictureDecoder,
  { seed, signal, onFilm }: SheetOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const random = new Random(seed)
  const chosen = classNames.map((_, label) => random.shuffled(films.filter((film) => film.label === label)).slice(0, columns * rows))
  const total = chosen.flat().length
  const placed: OverlayOptions[] = []
  let [top, done] = [gap, 0]
  for (const [label, samples] of chosen.entries()) {
    const count = films.filter((film) => film.label === label).length
    placed.push({ input: headingSvg(`${classNames[label]} – ${count} ${count === 1 ? 'film' : 'films'}`), top, left: gap })
    top += heading
    for (const [index, film] of samples.entries()) {
      signal.throwIfAborted()
      const input = await tile(film.path, decoder)
      if (input) placed.push({ ...input, left: gap + (index % columns) * (side + gap), top: top + Math.floor(index / columns) * (side + gap) })
      onFilm(++done, total)
    }
    top += Math.ceil(samples.length / columns) * (side + gap) + gap
  }
  const canvas = { width: gap + columns * (side + gap), height: top, channels: 3 as const, background: '#17181a' }
  const png = await sharp({ create: canvas }).composite(placed).png().toBuffer()
  return new Uint8Array(png)
}

async function tile(path: string, decoder: PictureDecoder): Promise<OverlayOptions | undefined> {
  const pixels = await shownPixels(path, decoder, { inputSize: side, fit: 'pad' }).catch(() => undefined)
  return pixels && { input: Buffer.from(inBytes(pixels)), raw: { width: side, height: side, channels: 1 } }
}

function headingSvg(text: string): Buffer {
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const style = 'font-family="sans-serif" font-size="18" fill="#e6e6e6"'
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${columns * (side + gap)}" height="${heading}"><text x="2" y="24" ${style}>${safe}</text></svg>`)
}
