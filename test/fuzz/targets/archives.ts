import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readSafetensors, writeSafetensors } from '#main/network/safetensors.ts'
import { archiveContents } from '#main/registry/archive/contents.ts'
import { packModel } from '#main/registry/archive/pack.ts'
import { readZip } from '#main/registry/archive/readZip.ts'
import { unpackModel } from '#main/registry/archive/unpack.ts'
import { writeReport } from '#main/report/index.ts'
import { contentsOf } from '#main/study/contents/contents.ts'
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

/** A part with changes in an archive that is otherwise whole and whose list fits it, as somebody would forge it. */
export const modelParts: Target = {
  name: 'model archive, forged',
  inARow: 10,
  text: true,
  seeds: async () =>
    (await smallModel()).parts
      .filter(([name]) => name.endsWith('.json') || name.endsWith('.safetensors'))
      .map(([name, bytes]) => {
        // Weights are large: their header is changed, and the rest put behind it again.
        const head = name.endsWith('.json') ? JSON.stringify(JSON.parse(bytes.toString())) : bytes.subarray(0, 20_000)
        return Buffer.concat([Buffer.from(`${name}\n`), Buffer.from(head)])
      }),
  start: async (folder) => {
    const { parts } = await smallModel()
    const { take } = await unpacking(folder, unpackModel)
    const path = join(folder, 'forged.zip')
    return {
      take: async (bytes, index) => {
        const length = bytes.indexOf(0x0a)
        const name = Buffer.from(bytes.subarray(0, Math.max(0, length))).toString()
        const found = parts.find(([other]) => other === name)
        if (!found) return 'read'
        const changed = Buffer.from(bytes.subarray(length + 1))
        const rest = name.endsWith('.safetensors') ? found[1].subarray(20_000) : Buffer.alloc(0)
        const forged: ZipParts = parts.map(([other, whole]) =>
          other === name ? [other, Buffer.concat([changed, rest])] : [other, whole],
        )
        await writeZip(path, withManifest(forged), false)
        return take(await readFile(path), index)
      },
    }
  },
}
