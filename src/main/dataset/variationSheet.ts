import { Random } from '#main/network/random.ts'
import { augmentDefaults, drawVariation, vary } from './augment.ts'
import { contactSheet, tileColumns, tileSide, type Section, type Tile } from '#main/dataset/contactSheet.ts'
import type { DatasetFilm } from '#main/dataset/datasetFilm.ts'
import { inBytes } from '#main/dataset/fingerprint.ts'
import { samplesOfEachClass, type SheetOptions } from '#main/dataset/sheet.ts'
import { shownPixels, type PictureDecoder } from '#main/dataset/shownPixels.ts'

const filmsOfEachClass = 3

/**
 * PNG of how films are varied in full training: a few of each class, each as it is and then as seven epochs may see it.
 * The same seed draws the same films and variations. A film that cannot be decoded leaves its places empty.
 */
export async function drawVariations(
  films: readonly DatasetFilm[],
  classNames: readonly string[],
  decoder: PictureDecoder,
  { seed, signal, onFilm }: SheetOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const random = new Random(seed)
  const chosen = samplesOfEachClass(films, classNames, random, filmsOfEachClass)
  const total = chosen.flat().length
  const sections: Section[] = []
  let done = 0
  for (const [label, samples] of chosen.entries()) {
    const tiles: (Tile | undefined)[] = []
    for (const film of samples) {
      signal.throwIfAborted()
      const variations = Array.from({ length: tileColumns - 1 }, () => drawVariation(random, augmentDefaults))
      const pixels = await shownPixels(
        film.path,
        decoder,
        { inputSize: tileSide, fit: 'squash' },
        film.contentHash,
      ).catch(() => undefined)
      const plain = pixels && inBytes(pixels)
      tiles.push(
        plain && { greys: plain },
        ...variations.map((variation) => {
          if (!plain) return undefined
          const varied = new Float32Array(tileSide ** 2)
          vary(plain, tileSide, variation, varied)
          return { greys: inBytes(varied) }
        }),
      )
      onFilm(++done, total)
    }
    sections.push({ title: `${classNames[label]}: as it is, and as training varies it`, tiles })
  }
  return contactSheet(sections)
}
