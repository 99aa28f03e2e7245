import type { Point } from '#shared/mark.ts'
import { cornersOf, type Box } from '#shared/markGeometry.ts'
import { Random } from '#main/network/random.ts'
import { contactSheet, tileColumns, tileSide, type Section, type Tile } from './contactSheet.ts'
import type { DatasetFilm } from './datasetFilm.ts'
import { inBytes } from './fingerprint.ts'
import { shownFilm, type PictureDecoder } from './shownPixels.ts'

const rows = 2

export type SheetOptions = { seed: number; signal: AbortSignal; onFilm(done: number, total: number): void }

/** For each class up to `count` of its films, drawn at random. */
export function samplesOfEachClass(
  films: readonly DatasetFilm[],
  classNames: readonly string[],
  random: Random,
  count: number,
): DatasetFilm[][] {
  return classNames.map((_, label) => random.shuffled(films.filter((film) => film.label === label)).slice(0, count))
}

/**
 * PNG with up to sixteen films of each class, drawn by seed, as they are first shown, with their marks. A film that cannot be decoded
 * leaves its place empty.
 */
export async function drawSheet(
  films: readonly DatasetFilm[],
  classNames: readonly string[],
  decoder: PictureDecoder,
  { seed, signal, onFilm }: SheetOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const chosen = samplesOfEachClass(films, classNames, new Random(seed), tileColumns * rows)
  const total = chosen.flat().length
  const sections: Section[] = []
  let done = 0
  for (const [label, samples] of chosen.entries()) {
    const count = films.filter((film) => film.label === label).length
    const tiles: (Tile | undefined)[] = []
    for (const film of samples) {
      signal.throwIfAborted()
      const shown = await shownFilm(film.path, decoder, { inputSize: tileSide, fit: 'pad' }, film.contentHash).catch(
        () => undefined,
      )
      const outlines = shown && (film.marks ?? []).map((mark) => inTile(cornersOf(mark), shown.region))
      tiles.push(shown && { greys: inBytes(shown.pixels), outlines })
      onFilm(++done, total)
    }
    sections.push({ title: `${classNames[label]} – ${count} ${count === 1 ? 'film' : 'films'}`, tiles })
  }
  return contactSheet(sections)
}

/** Film pixels as pixels of a tile that shows a rectangle of the film. */
function inTile(points: readonly Point[], { x, y, width, height }: Box): Point[] {
  return points.map(([across, down]) => [((across - x) / width) * tileSide, ((down - y) / height) * tileSide])
}
