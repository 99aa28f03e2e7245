import { createHash } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readSafetensors, writeSafetensors } from '#main/network/safetensors.ts'
import { archiveContents } from '#main/registry/archive/contents.ts'
import { packModel } from '#main/registry/archive/pack.ts'
import { readZip } from '#main/registry/archive/readZip.ts'
import { unpackModel } from '#main/registry/archive/unpack.ts'
import { reportFiles, writeReport, writeReportFiles } from '#main/report/index.ts'
import { contentsOf } from '#main/study/contents/contents.ts'
import type { ModelCard } from '#shared/model.ts'
import { reportSchema } from '#shared/report.ts'
import { dicomDirFile, imageRecord } from '../../support/dicomDir.ts'
import { newFolder } from '../../support/folder.ts'
import { reportInput } from '../../support/reportInput.ts'
import { writeTestModel } from '../../support/testModel.ts'
import { rawZip, withManifest, writeZip, type ZipParts } from '../../support/zips.ts'
import type { Taker, Target } from '../target.ts'

/** What comes from the file `from` into an empty folder. */
async function unpacking(folder: string, unpack: (from: string, into: string) => Promise<unknown>): Promise<Taker> {
  const from = join(folder, 'file')
  const into = join(folder, 'into')
  return {
    take: async (bytes) => {
      await writeFile(from, bytes)
      await rm(into, { recursive: true, force: true })
      await mkdir(into)
      return (await unpack(from, into)) === undefined ? 'read' : 'unpacked'
    },
  }
}

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text)

export const archive: Target = {
  name: 'ZIP',
  seeds: async () => {
    const path = join(await newFolder(), 'films.zip')
    const parts: ZipParts = [
      ['a/1.png', Buffer.alloc(500, 'film')],
      ['ü.dcm', Buffer.alloc(70, 'x')],
    ]
    await writeZip(path, parts)
    const stored = rawZip([[encoded('1'), encoded('bytes')], [encoded('/'), encoded('')], [encoded('a/../b'), encoded('c')]]) // prettier-ignore
    return [await readFile(path), stored]
  },
  start: (folder) => unpacking(folder, contentsOf),
}

export const directory: Target = {
  name: 'DICOMDIR',
  seeds: async () => [
    dicomDirFile([imageRecord(['A', 'B']), imageRecord(['FILE']), imageRecord(['..', 'X'], 'SERIES')]),
  ],
  start: (folder) => unpacking(folder, contentsOf),
}

export const safetensors: Target = {
  name: 'safetensors',
  seeds: async () => {
    const tensor = { dims: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) }
    const file = { tensors: { 'a.weight': tensor, b: { dims: [], data: Float32Array.of(1) } }, metadata: { id: 'm' } }
    return [writeSafetensors(file, 'F16'), writeSafetensors(file, 'F32')]
  },
  start: async () => ({
    take: async (bytes) => {
      readSafetensors(bytes)
      return 'read'
    },
  }),
}

async function smallModel(): Promise<{ file: string; parts: ZipParts }> {
  const folder = await newFolder()
  const network = { inputSize: 64, fit: 'pad' as const, classes: 2, hidden: 8, experts: 2, topK: 1 }
  const card = await writeTestModel(join(folder, 'model'), { id: 'small', network })
  await writeReport(join(folder, 'model'), { ...reportInput(), card })
  const file = join(folder, 'model.zip')
  await packModel(join(folder, 'model'), file)
  const parts = [...(await readZip(file, archiveContents))].filter(([name]) => name !== 'manifest.json')
  return { file, parts }
}

export const modelArchive: Target = {
  name: 'model archive',
  seeds: async () => {
    const { parts } = await smallModel()
    // The weights of a whole model would take nearly all changes.
    const path = join(await newFolder(), 'light.zip')
    await writeZip(path, withManifest(parts.filter(([name]) => !name.endsWith('.safetensors'))))
    return [await readFile(path)]
  },
  start: (folder) => unpacking(folder, unpackModel),
}

const weightsName = 'model.safetensors'
/** So much of the weights is changed: their header. */
const headBytes = 20_000
/** One archive in so many holds the weights of a whole model, which take a second or two to read. */
const oneWhole = 16

/** A part with changes in an archive that is otherwise whole, and whose list and card fit it, as somebody would forge it. */
export const modelParts: Target = {
  name: 'model archive, forged',
  inARow: 600,
  text: true,
  seeds: async () =>
    (await smallModel()).parts
      .filter(([name]) => name.endsWith('.json') || name === weightsName)
      .map(([name, bytes]) => {
        // Weights are large: their header is changed, and the rest put behind it again.
        const head = name === weightsName ? bytes.subarray(0, headBytes) : JSON.stringify(JSON.parse(bytes.toString()))
        return Buffer.concat([Buffer.from(`${name}\n`), Buffer.from(head)])
      }),
  start: async (folder) => {
    const { parts } = await smallModel()
    const { weights: told } = JSON.parse(String(parts.find(([name]) => name === 'card.json')![1])) as ModelCard
    const few = writeSafetensors({ tensors: { a: { dims: [1], data: Float32Array.of(1) } }, metadata: {} }, 'F16')
    const { take } = await unpacking(folder, unpackModel)
    const path = join(folder, 'forged.zip')
    return {
      take: async (bytes, index) => {
        const length = Math.max(0, bytes.indexOf(0x0a))
        const changed = Buffer.from(bytes.subarray(length + 1))
        const named = Buffer.from(bytes.subarray(0, length)).toString()
        const isWhole = Math.floor(index / 3) % oneWhole === 0
        const weights = (whole: Uint8Array): Uint8Array => {
          const rest = isWhole ? whole.subarray(headBytes) : Buffer.of()
          if (named === weightsName) return Buffer.concat([changed, rest])
          return isWhole ? whole : few
        }
        const forged = parts.map(([name, whole]): [string, Buffer] => {
          if (name === weightsName) return [name, Buffer.from(weights(whole))]
          return [name, name === named ? changed : Buffer.from(whole)]
        })
        const given = forged.find(([name]) => name === weightsName)![1]
        const sha256 = createHash('sha256').update(given).digest('hex')
        const fitting = forged.map(([name, part]): [string, Buffer] => {
          if (!name.endsWith('.json')) return [name, part]
          const text = part.toString('latin1').replaceAll(told.sha256, sha256)
          return [name, Buffer.from(text.replace(RegExp(`("bytes": ?)${told.bytes}`), `$1${given.length}`), 'latin1')]
        })
        await writeZip(path, withManifest(fitting), false)
        return take(await readFile(path), index)
      },
    }
  },
}

/** A report from elsewhere that fits its schema is drawn again, whatever it says. */
export const foreignReport: Target = {
  name: 'report of a model',
  text: true,
  seeds: async () =>
    (await smallModel()).parts
      .filter(([name]) => name === reportFiles.json)
      .map(([, bytes]) => Buffer.from(JSON.stringify(JSON.parse(bytes.toString())))),
  start: async (folder) => ({
    take: async (bytes) => {
      const report = reportSchema.safeParse(parsedOrNot(bytes))
      if (!report.success) return 'refused: model-invalid'
      await writeReportFiles(folder, report.data, 'en')
      return 'drawn'
    },
  }),
}

function parsedOrNot(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}
