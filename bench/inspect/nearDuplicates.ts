/**
 * How long the search for near duplicates takes. Thumbnails are those of the JPEGs below a folder, and, to come to as
 * many as are wanted, parts of these films, turned: different films of the same kind.
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
const random = new Random(42)
const wanted = Math.max(files.length, ...counts.map(Number))
const all: Uint8Array[] = []
while (all.length < wanted) {
  const file = files[all.length < files.length ? all.length : random.below(files.length)]
  const picture = sharp(join(folder, file)).greyscale()
  if (all.length >= files.length) {
    const { width, height } = await picture.metadata()
    const [w, h] = [
      Math.ceil(width * (0.4 + 0.4 * random.uniform())),
      Math.ceil(height * (0.4 + 0.4 * random.uniform())),
    ]
    picture.extract({ left: random.below(width - w), top: random.below(height - h), width: w, height: h })
    picture.rotate(random.below(60) - 30, { background: '#000' })
  }
  all.push(new Uint8Array(await picture.resize(side, side, { fit: 'fill' }).raw().toBuffer()))
}
for (const count of [files.length, ...counts.map(Number)]) {
  const films = all.slice(0, count)
  const begun = performance.now()
  const pairs = await nearDuplicates(films, { signal: new AbortController().signal, onFilm: () => undefined })
  console.log(`${count} films: ${((performance.now() - begun) / 1000).toFixed(1)} s, ${pairs.length} pairs`)
}
