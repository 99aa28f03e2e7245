import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { side } from '#main/dataset/fingerprint.ts'
import { nearDuplicates } from '#main/dataset/nearDuplicates.ts'
import { Library } from '#main/library/index.ts'
import { networkInput } from '#main/network/networkInput.ts'
import { Random } from '#main/network/random.ts'
import { ModelRegistry } from '#main/registry/index.ts'
import { RowIndex } from '#main/scan/index.ts'
import { withStudy } from '#main/study/openStudy.ts'
import { bonePattern, dicomPhantom } from '../../test/support/dicomPhantom.ts'
import { writeEmptyModel } from '../../test/support/emptyModel.ts'
import { makeFilm } from '../../test/renderer/support/films.ts'
import { fastest, type Curve } from './curve.ts'

/** What grows with the films that somebody has. `place`: a folder for files. */
export function dataCurves(place: string): Curve[] {
  return [
    {
      name: 'table of a scan: read, sort, first page',
      unit: 'rows',
      sizes: [100, 1_000, 10_000, 100_000, 1_000_000],
      cost: async (count) => {
        const report = join(place, `${count}.jsonl`)
        writeRows(report, count)
        const asked = { from: 0, most: 50, filter: 'all', search: '', sort: 'probability', descending: true } as const
        return fastest(count > 10_000 ? 1 : 3, () => new RowIndex(report).page(asked))
      },
    },
    {
      name: 'near duplicates of inspect',
      unit: 'films',
      sizes: [100, 1_000, 10_000, 50_000],
      cost: async (count) => {
        const thumbnails = madeThumbnails(count)
        const context = { signal: new AbortController().signal, onFilm: () => undefined }
        return fastest(1, () => nearDuplicates(thumbnails, context))
      },
    },
    {
      name: 'a film decoded for 640 pixels',
      unit: 'thousand pixels, 16 bits',
      sizes: [250, 1_000, 4_000, 16_000],
      cost: async (thousands) => {
        const columns = Math.round(Math.sqrt(thousands * 1000))
        const frame = { rows: columns, columns, bitsStored: 16, values: bonePattern(columns, columns, 15) }
        const path = join(place, `${thousands}.dcm`)
        writeFileSync(path, dicomPhantom({ ...frame, modality: 'DX' }))
        const shape = { inputSize: 640, fit: 'pad' } as const
        return fastest(5, () => withStudy(path, async (study) => networkInput(await study.film(0), shape)))
      },
    },
    {
      name: 'worklist read from the library',
      unit: 'films in the library',
      sizes: [100, 1_000, 10_000, 100_000],
      cost: async (count) => {
        const library = new Library(join(place, `${count}.sqlite`))
        const { header } = makeFilm('a')
        const films = Array.from({ length: count }, (_, i) => ({ path: `/films/${i}`, name: String(i), header }))
        for (const film of films) library.remember(film)
        const time = await fastest(2, () => library.worklist())
        library.close()
        return time
      },
    },
    {
      name: 'models listed',
      unit: 'models',
      sizes: [1, 10, 100, 1_000],
      cost: async (count) => {
        const models = join(place, `models-${count}`)
        await writeEmptyModel(join(place, 'starter'), 'starter')
        for (let i = 0; i < count; i++) await writeEmptyModel(join(models, `m${i}`), `m${i}`)
        const registry = new ModelRegistry({ models, starter: join(place, 'starter'), onSkipped: () => undefined })
        return fastest(2, () => registry.list())
      },
    },
  ]
}

function writeRows(report: string, count: number): void {
  const random = new Random(1)
  const row = (i: number) => ({
    file: `folder/film-${i}.dcm`,
    frame: 0,
    verdict: 'uncertain',
    probability: random.uniform(),
    modality: 'DX',
    model: 'plain',
    model_sha256: 'abc',
    engine: 'onnx-cpu',
    program_version: '0.1.0',
    read_at: '2026-01-02T03:04:05.000Z',
  })
  writeFileSync(report, '')
  for (let from = 0; from < count; from += 10_000) {
    const lines = Array.from({ length: Math.min(10_000, count - from) }, (_, i) => `${JSON.stringify(row(from + i))}\n`)
    appendFileSync(report, lines.join(''))
  }
}

/** Smooth pictures, each of its own: few large shapes and much detail, as films have. */
function madeThumbnails(count: number): Uint8Array[] {
  const random = new Random(7)
  return Array.from({ length: count }, () => {
    const waves = Array.from({ length: 12 }, () => ({
      across: 6 * random.uniform(),
      down: 6 * random.uniform(),
      phase: 6.3 * random.uniform(),
    }))
    return Uint8Array.from({ length: side * side }, (_, i) => {
      const [x, y] = [(i % side) / side, Math.floor(i / side) / side]
      const sum = waves.reduce(
        (all, { across, down, phase }) => all + Math.sin(6.3 * (across * x + down * y) + phase),
        0,
      )
      return Math.max(0, Math.min(255, 128 + 25 * sum))
    })
  })
}
