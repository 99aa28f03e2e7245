/**
 * How many pictures the starter calls unlike its training films, and how many it does not judge for that: films that it
 * has not seen, the same turned and mirrored, films from elsewhere, other modalities, and pictures that are no films. A
 * line of a Markdown table for each set.
 *
 *   node scripts/on-node24.mjs bench/starter/unlike.ts [DATA]
 *
 * DATA holds `fracture` and `dicom` (default: ../shared/data).
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { createEngine } from '#main/engines/choose.ts'
import { loadModel, readingProgram } from '#main/model/index.ts'
import { Random } from '#main/network/random.ts'
import { unfamiliarity, unlikeness } from '#main/reading/familiarity.ts'
import { fileInputs } from '#main/reading/filmInput.ts'
import { cellsOf } from './trainingFilms.ts'

const [data = '../shared/data'] = process.argv.slice(2)
const model = await loadModel('resources/starter')
const { network, familiarity } = model.card
const runner = await createEngine('onnx-cpu').compile(readingProgram(model))
const side = network.inputSize

/** Where a turned or mirrored film's pixel comes from. */
const views: Record<string, (x: number, y: number) => [number, number]> = {
  'as they are': (x, y) => [x, y],
  'a quarter turn': (x, y) => [y, side - 1 - x],
  'a half turn': (x, y) => [side - 1 - x, side - 1 - y],
  mirrored: (x, y) => [side - 1 - x, y],
}

console.log('| set | pictures | unlike the training films | not judged for that | distance: median, largest |')
console.log('|---|---|---|---|---|')

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
const every = (files: readonly string[], count: number): string[] =>
  files.filter((_file, i) => i % Math.ceil(files.length / count) === 0)

async function inputOf(file: string): Promise<{ pixels: Float32Array; modality: string } | undefined> {
  try {
    const { header, frames } = await fileInputs(file, { from: 0, most: 1 }, network)
    const [first] = frames
    return first && 'input' in first ? { pixels: first.input.pixels, modality: header.modality ?? 'none' } : undefined
  } catch {
    return undefined
  }
}

async function tell(set: string, files: readonly string[], view = 'as they are', wanted?: (m: string) => boolean) {
  const distances: number[] = []
  const found: (string | undefined)[] = []
  for (const file of files) {
    const input = await inputOf(file)
    if (!input || (wanted && !wanted(input.modality))) continue
    const pixels = new Float32Array(side * side)
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++) {
        const [fromX, fromY] = views[view]!(x, y)
        pixels[y * side + x] = input.pixels[fromY * side + fromX]!
      }
    const { pooled } = await runner.run({ film: { dims: [1, 1, side, side], data: pixels } })
    found.push(unlikeness(pooled.data as Float32Array, familiarity))
    distances.push(unfamiliarity(pooled.data as Float32Array, familiarity!))
  }
  distances.sort((a, b) => a - b)
  const count = (...codes: string[]): number => found.filter((code) => code && codes.includes(code)).length
  const median = distances[Math.floor(distances.length / 2)]!
  console.log(
    `| ${set}, ${view} | ${found.length} | ${count('unlike-training', 'far-from-training')} | ${count('far-from-training')} | ${median.toFixed(2)}, ${distances.at(-1)!.toFixed(2)} |`,
  )
}

const fracture = join(data, 'fracture')
const heldOut = every(
  (await cellsOf('holdout.csv')).map(([file]) => join(fracture, 'fracatlas640', file)),
  60,
)
for (const view of Object.keys(views)) await tell('held out', heldOut, view)
await tell('`wrist`', filesIn(join(fracture, 'wrist')))
await tell('`veda`', every(filesIn(join(fracture, 'veda')), 150))
const radiographs = new Set(['CR', 'DX', 'RG'])
const dicom = filesIn(join(data, 'dicom'))
await tell('DICOM, not CR, DX or RG by its header', dicom, 'as they are', (modality) => !radiographs.has(modality))

const made = mkdtempSync(join(tmpdir(), 'unlike-'))
try {
  const [width, height] = [400, 480]
  const random = new Random(1)
  const patterns: Record<string, (x: number, y: number) => number> = {
    noise: () => 255 * random.uniform(),
    gradient: (x) => (255 * x) / width,
    checks: (x, y) => (((x >> 5) + (y >> 5)) % 2) * 255,
    stripes: (x) => ((x >> 3) % 2) * 200 + 20,
    disc: (x, y) => (Math.hypot(x - 200, y - 240) < 120 ? 200 : 10),
    bar: (x) => (Math.abs(x - 200) < 30 ? 220 : 40),
    grid: (x, y) => (x % 40 < 2 || y % 40 < 2 ? 255 : 30),
    waves: (x, y) => 128 + 60 * Math.sin(x / 40) * Math.cos(y / 50),
    wedge: (x) => 25 * Math.floor(x / 40),
  }
  for (const [name, grey] of Object.entries(patterns)) {
    const pixels = Buffer.from(
      Uint8Array.from({ length: width * height }, (_, i) => grey(i % width, Math.floor(i / width))),
    )
    await sharp(pixels, { raw: { width, height, channels: 1 } }).png().toFile(join(made, `${name}.png`)) // prettier-ignore
  }
  await tell('made patterns', filesIn(made))
} finally {
  rmSync(made, { recursive: true })
}
await tell('pictures of a screen', filesIn(join('docs', 'pictures')))
await runner.dispose()
