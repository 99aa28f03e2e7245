/**
 * How much a reading changes when a film of JPEG 2000 is decoded at a lower resolution than it has (decision G35): real
 * films are compressed without loss, decoded whole and at half their size, and read by the same model. Small
 * films are halved too, further than the rule would: for what that would cost.
 *
 *   node scripts/on-node24.mjs bench/decode/halved.ts FOLDER MODEL [FILMS]
 *
 * FOLDER holds films, MODEL is the folder of a model, FILMS is how many are taken (default: 200).
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { verdictOf } from '#shared/reading.ts'
import { walkAll } from '#main/files/walk.ts'
import { loadModel } from '#main/model/index.ts'
import { networkInput } from '#main/network/networkInput.ts'
import { Reader } from '#main/reading/reader.ts'
import { readingWarnings } from '#main/reading/warnings.ts'
import { withStudy } from '#main/study/openStudy.ts'
import { dicomPhantom } from '../../test/support/dicomPhantom.ts'
import { encodeFrame } from '../../test/support/jpegFamily.ts'

const [folder, directory, most = '200'] = process.argv.slice(2)
if (!folder || !directory) throw new Error('Say which films and which model.')
const { card } = await loadModel(resolve(directory))
const model = { id: 'bench', directory: resolve(directory) }
const reader = new Reader()

const files: string[] = []
for await (const event of walkAll(folder)) if (!('skipped' in event)) files.push(event.path)
const step = Math.max(1, Math.floor(files.length / Number(most)))
const place = mkdtempSync(join(tmpdir(), 'fractureguard-halved-'))
const path = join(place, 'film.dcm')
const [apart, verdicts, hits]: [number[], boolean[], boolean[]] = [[], [], []]
try {
  for (const file of files.filter((_, i) => i % step === 0)) {
    const { rows, columns, values, window } = await withStudy(file, (study) => study.film(0)).catch(() => ({
      values: undefined,
      rows: 0,
      columns: 0,
      window: [],
    }))
    if (!(values instanceof Uint8Array || values instanceof Uint16Array)) continue
    const bitsStored = values instanceof Uint8Array ? 8 : 16
    // A film without a window is not halved.
    const frame = { rows, columns, bitsStored, values, window }
    const stream = await encodeFrame('encodeJpeg2000', frame, { lossy: false })
    const options = { ...frame, bitsAllocated: bitsStored as 8 | 16, transferSyntax: '1.2.840.10008.1.2.4.90' }
    writeFileSync(path, dicomPhantom({ ...options, encapsulatedFrames: [[stream]] }))
    const said = await withStudy(path, async (study) => {
      const least = Math.ceil(Math.max(rows, columns) / 2)
      const { film, ...halved } = await study.filmOfLeast(0, { side: 'longer', pixels: least })
      if (halved.halvings !== 1) throw new Error(`${file} was not halved`)
      const whole = networkInput(await study.film(0), card.network)
      const half = networkInput(film, card.network, halved)
      const read = (input: typeof whole) =>
        reader.read(
          { ...input, warnings: readingWarnings(film, card.network.inputSize), milliseconds: 0 },
          { frame: 0, model, engine: 'onnx-cpu', force: true },
        )
      return [await read(whole), await read(half)] as const
    })
    const [whole, half] = said
    const ofPoints = (probability: number) => verdictOf(probability, card.operatingPoints)
    apart.push(Math.abs(whole.probability - half.probability))
    verdicts.push(ofPoints(whole.probability) !== ofPoints(half.probability))
    hits.push(highest(whole.maps.evidence) !== highest(half.maps.evidence))
  }
} finally {
  rmSync(place, { recursive: true, force: true })
  await reader.dispose()
}

function highest(values: ArrayLike<number>): number {
  return Array.from(values).reduce((best, value, i, all) => (value > all[best]! ? i : best), 0)
}

const sorted = apart.toSorted((a, b) => a - b)
const at = (share: number): string => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!.toFixed(4)
const share = (of: boolean[]): string => `${of.filter(Boolean).length} of ${of.length}`
console.log(`${apart.length} films at half their size, input ${card.network.inputSize}`)
console.log(`probability apart: median ${at(0.5)}, 95 in 100 below ${at(0.95)}, most ${at(1)}`)
console.log(`another verdict: ${share(verdicts)}; another highest place: ${share(hits)}`)
