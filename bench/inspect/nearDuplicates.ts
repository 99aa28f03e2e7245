/**
 * How long the search for near duplicates takes. Thumbnails are those of the JPEGs below a folder, and, to come to as
 * many as are wanted, blends of two of them.
 *
 *   node scripts/on-node24.mjs bench/inspect/nearDuplicates.ts FOLDER [FILMS …]
 */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { Random } from '../../src/main/network/random.ts'
import { nearDuplicates } from '../../src/main/dataset/nearDuplicates.ts'
import { side } from '../../src/main/dataset/fingerprint.ts'

const [folder, ...counts] = process.argv.slice(2)
const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.jpg')).sort()
const real: Uint8Array[] = []
for (const file of files) {
  const picture = sharp(join(folder, file)).resize(side, side, { fit: 'fill' }).greyscale().raw()
  const pixels = await picture.toBuffer().catch(() => undefined)
  if (pixels?.length === side * side) real.push(new Uint8Array(pixels))
}
const random = new Random(42)
for (const count of [real.length, ...counts.map(Number)]) {
  const films = real.slice(0, count)
  while (films.length < count) {
    const [a, b, share] = [real[random.below(real.length)], real[random.below(real.length)], random.uniform()]
    films.push(a.map((grey, i) => grey * share + b[i] * (1 - share)))
  }
  const begun = performance.now()
  const pairs = await nearDuplicates(films, { signal: new AbortController().signal, onFilm: () => undefined })
  console.log(`${count} films: ${((performance.now() - begun) / 1000).toFixed(1)} s, ${pairs.length} pairs`)
}
