/**
 * How long the search for near duplicates takes. Thumbnails are those of the JPEGs below a folder, and, to come to as
 * many as are wanted, parts of these films, turned: different films of the same kind. With `--blended`, mixtures of two
 * films in their stead: films that are very alike.
 *
 *   node scripts/on-node24.mjs bench/inspect/nearDuplicates.ts FOLDER [FILMS …] [--blended]
 */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { Random } from '../../src/main/network/random.ts'
import { nearDuplicates } from '../../src/main/dataset/nearDuplicates.ts'
import { side } from '../../src/main/dataset/fingerprint.ts'

const { positionals, values } = parseArgs({ allowPositionals: true, options: { blended: { type: 'boolean' } } })
const [folder, ...counts] = positionals
const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.jpg')).sort()
const random = new Random(42)
/** Side of what parts are cut from. */
const whole = 160

const all: Uint8Array[] = []
const films: Buffer[] = []
for (const file of files) {
  const grey = sharp(join(folder, file)).greyscale()
  all.push(new Uint8Array(await grey.clone().resize(side, side, { fit: 'fill' }).raw().toBuffer()))
  films.push(await grey.resize(whole, whole, { fit: 'fill' }).raw().toBuffer())
}

async function part(): Promise<Uint8Array> {
  const film = sharp(films[random.below(films.length)], { raw: { width: whole, height: whole, channels: 1 } })
  const [width, height] = [0, 0].map(() => Math.ceil(whole * (0.4 + 0.4 * random.uniform())))
  film.extract({ left: random.below(whole - width), top: random.below(whole - height), width, height })
  film.rotate(random.below(60) - 30, { background: '#000' })
  return new Uint8Array(await film.resize(side, side, { fit: 'fill' }).greyscale().raw().toBuffer())
}

function mixture(): Uint8Array {
  const [a, b] = [all[random.below(files.length)], all[random.below(files.length)]]
  const share = random.uniform()
  return a.map((value, i) => share * value + (1 - share) * b[i])
}

const wanted = Math.max(files.length, ...counts.map(Number))
while (all.length < wanted) all.push(values.blended ? mixture() : await part())
for (const count of [files.length, ...counts.map(Number)]) {
  const [begun, { user }] = [performance.now(), process.cpuUsage()]
  const context = { signal: new AbortController().signal, onFilm: () => undefined }
  const pairs = await nearDuplicates(all.slice(0, count), context)
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  const ofProcessor = ((process.cpuUsage().user - user) / 1e6).toFixed(1)
  console.log(`${count} films: ${seconds} s, ${ofProcessor} s of one core; ${pairs.length} pairs`)
}
