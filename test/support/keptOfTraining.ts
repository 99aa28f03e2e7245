import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readSafetensors } from '#main/network/safetensors.ts'

/** Epochs of a run that are kept in its folder, over all of its rounds. */
export async function keptEpochs(run: string): Promise<number> {
  const files = (await readdir(run, { recursive: true })).filter((name) => name.endsWith('checkpoint.json'))
  const kept = await Promise.all(files.map(async (file) => JSON.parse(await readFile(join(run, file), 'utf8'))))
  return kept.reduce((sum: number, { epoch }: { epoch: number }) => sum + epoch, 0)
}

/** All tensors of a model in its folder, and nothing else: beside them stands the model's id. */
export async function keptTensors(model: string): Promise<Buffer> {
  const { tensors } = readSafetensors(await readFile(join(model, 'model.safetensors')))
  return Buffer.concat(
    Object.keys(tensors)
      .sort()
      .map((name) => Buffer.from(Float32Array.from(tensors[name].data).buffer)),
  )
}
