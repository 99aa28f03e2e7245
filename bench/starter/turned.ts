/**
 * What the starter says of films that are turned: films that it has not seen, as they are, turned by quarters, and
 * mirrored; each taken as it is and as a reading takes it, which looks for the form that stands upright. A line of a
 * Markdown table for each.
 *
 *   node scripts/on-node24.mjs bench/starter/turned.ts [DATA] [FILMS]
 *
 * DATA holds `fracture` (default: ../shared/data), FILMS is how many held-out films are taken (default: 170).
 */
import { join, resolve } from 'node:path'
import { verdictOf } from '#shared/reading.ts'
import { createEngine } from '#main/engines/choose.ts'
import { rocAuc } from '#main/evaluation/index.ts'
import { loadModel, readingProgram } from '#main/model/index.ts'
import { turnedSquare, type Quarters } from '#main/network/turned.ts'
import { fileInputs } from '#main/reading/filmInput.ts'
import { Reader } from '#main/reading/reader.ts'
import { fractureProbability } from '#main/reading/readingOf.ts'
import { cellsOf } from './trainingFilms.ts'

const [data = '../shared/data', most = '170'] = process.argv.slice(2)
const directory = resolve('resources/starter')
const model = await loadModel(directory)
const { network, temperature, operatingPoints } = model.card
const runner = await createEngine('onnx-cpu').compile(readingProgram(model))
const reader = new Reader()
const side = network.inputSize

const mirrored = (pixels: Float32Array): Float32Array =>
  pixels.map((_value, i) => pixels[i - (i % side) + side - 1 - (i % side)]!)
const forms: Record<string, (pixels: Float32Array) => Float32Array> = {
  'as they are': (pixels) => pixels,
  ...Object.fromEntries(
    ([1, 2, 3] as const).map((quarters: Quarters) => [
      `turned by ${90 * quarters}°`,
      (pixels: Float32Array) => turnedSquare(pixels, quarters),
    ]),
  ),
  mirrored,
}

const listed = await cellsOf('holdout.csv')
const files = listed.filter((_cells, i) => i % Math.ceil(listed.length / Number(most)) === 0).map(([file]) => file!)
const labels = files.map((file) => Number(file.startsWith('Fractured/')))
type Said = { plain: number[]; read: number[]; turned: number }
const said: Record<string, Said> = {}
for (const name of Object.keys(forms)) said[name] = { plain: [], read: [], turned: 0 }
for (const file of files) {
  const { frames } = await fileInputs(join(data, 'fracture', 'fracatlas640', file), { frame: 0 }, network)
  const [first] = frames
  if (!first || !('input' in first)) throw new Error(`${file} cannot be read`)
  for (const [name, form] of Object.entries(forms)) {
    const pixels = form(first.input.pixels)
    const { fused } = await runner.run({ film: { dims: [1, 1, side, side], data: pixels } })
    const input = { ...first.input, pixels }
    const reading = await reader.read(input, { frame: 0, model: { id: 'starter', directory }, engine: 'onnx-cpu' })
    said[name]!.plain.push(fractureProbability(fused.data as Float32Array, temperature))
    said[name]!.read.push(reading.probability)
    if (reading.turned) said[name]!.turned++
  }
}
await reader.dispose()
await runner.dispose()

const verdicts = (probabilities: number[]) => probabilities.map((each) => verdictOf(each, operatingPoints))
const usual = verdicts(said['as they are']!.plain)
const other = (probabilities: number[]): string =>
  (verdicts(probabilities).filter((each, i) => each !== usual[i]).length / files.length).toFixed(2)
console.log(`${files.length} films, ${labels.filter(Boolean).length} with a fracture.\n`)
console.log('| films | read turned | AUC as they are | as read | another verdict than upright: as they are | as read |')
console.log('|---|---|---|---|---|---|')
for (const [name, { plain, read, turned }] of Object.entries(said)) {
  const auc = (probabilities: number[]): string =>
    rocAuc(probabilities.map((probability, i) => ({ probability, group: i, fractured: labels[i] === 1 }))).toFixed(3)
  console.log(`| ${name} | ${turned} | ${auc(plain)} | ${auc(read)} | ${other(plain)} | ${other(read)} |`)
}
