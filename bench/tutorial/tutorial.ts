/**
 * The tutorial's protocol both ways, on the same films and with the same preset: films are copied with changes, as in
 * the public set, and then split once by file, so that copies of one film lie on both sides, and once by group, so that
 * they do not.
 *
 *   node scripts/on-node24.mjs bench/tutorial/tutorial.ts FOLDER OUT [COPIES]
 *
 * FOLDER holds one folder of films a class. OUT gets the copies (PNG, COPIES of each film besides the film itself,
 * default 3), two manifests and the program's data, models and reports among them. Prints one JSON object a split.
 * Takes an hour or two.
 */
import { spawnSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join, relative, resolve } from 'node:path'
import sharp from 'sharp'
import { Random } from '#main/network/random.ts'
import { studyDecoder } from '#main/study/openStudy.ts'
import { drawVariation, vary } from '#main/dataset/augment.ts'
import { classFolders } from '#main/dataset/classFolders.ts'
import { inBytes } from '#main/dataset/fingerprint.ts'
import { shownPixels } from '#main/dataset/shownPixels.ts'

const [folder, out, copies = '3'] = process.argv.slice(2)
if (!folder || !out) throw new Error('node scripts/on-node24.mjs bench/tutorial/tutorial.ts FOLDER OUT [COPIES]')
const side = 256
const seed = 42
/** How the public set's copies were made is not written down; this is what its pictures look like. */
const changes = { shift: 0.08, mirror: true, jitter: 0.2, rotationDegrees: 15 }

type Copy = { file: string; label: string; original: string }

async function makeCopies(): Promise<Copy[]> {
  const { classNames, files } = await classFolders(resolve(folder))
  const random = new Random(seed)
  const made: Copy[] = []
  for (const [index, { path, label }] of files.entries()) {
    const pixels = await shownPixels(path, studyDecoder, { inputSize: side, fit: 'squash' }).catch(() => undefined)
    if (!pixels) continue
    const film = inBytes(pixels)
    const original = `film-${index}`
    for (let copy = 0; copy <= Number(copies); copy++) {
      const changed = new Float32Array(side * side)
      if (copy > 0) vary(film, side, drawVariation(random, changes), changed)
      const file = join(classNames[label], `${original}-${copy}.png`)
      await mkdir(join(out, classNames[label]), { recursive: true })
      await sharp(copy > 0 ? inBytes(changed) : film, { raw: { width: side, height: side, channels: 1 } })
        .png()
        .toFile(join(out, file))
      made.push({ file, label: classNames[label], original })
    }
  }
  return made
}

/** A fifth of the files of each class are test films, whatever film they are copies of. */
function testFiles(films: readonly Copy[]): Set<Copy> {
  const random = new Random(seed)
  const labels = [...new Set(films.map(({ label }) => label))]
  return new Set(
    labels.flatMap((label) => {
      const own = random.shuffled(films.filter((film) => film.label === label))
      return own.slice(0, Math.round(own.length / 5))
    }),
  )
}

async function train(name: string, lines: readonly string[], ...options: string[]): Promise<void> {
  const manifest = join(out, `${name}.csv`)
  await writeFile(manifest, `${lines.join('\n')}\n`)
  const program = resolve(import.meta.dirname, '../../bin/fractureguard')
  const run = spawnSync(
    process.execPath,
    [program, 'train', manifest, '--mode', 'full', '--preset', 'tutorial', '--name', name, ...options, '--json'],
    {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      env: { ...process.env, FRACTUREGUARD_HOME: join(resolve(out), 'home') },
    },
  )
  if (run.status !== 0) throw new Error(run.stderr)
  const { holdout, seconds, modelId } = JSON.parse(run.stdout.trim().split('\n').at(-1)!)
  const { films, accuracy, auc, aucInterval, sensitivity, specificity, confusion } = holdout
  console.log(
    JSON.stringify({
      split: name,
      modelId,
      films,
      accuracy,
      auc,
      aucInterval,
      sensitivity,
      specificity,
      confusion,
      seconds,
    }),
  )
}

const films = await makeCopies()
console.error(
  `${films.length} files of ${new Set(films.map(({ original }) => original)).size} films in ${relative('.', out) || basename(out)}`,
)
const test = testFiles(films)
await train(
  'by-file',
  ['file,label,split', ...films.map((film) => `${film.file},${film.label},${test.has(film) ? 'test' : 'train'}`)],
  '--allow-leak',
)
await train('by-group', [
  'file,label,patient',
  ...films.map(({ file, label, original }) => `${file},${label},${original}`),
])
