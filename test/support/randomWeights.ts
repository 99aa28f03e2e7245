import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { networkParameters, startParameters } from '#main/network/parameters.ts'
import { Random } from '#main/network/random.ts'
import { readSafetensors, writeSafetensors } from '#main/network/safetensors.ts'
import type { HostTensor } from '#main/network/tensor.ts'
import type { NetworkShape } from '#shared/model.ts'
import { weightsVariable } from './temporaryFiles.ts'

/**
 * Random weights of a whole network as a model stores them (float16), the same for the same seed. A run of the tests
 * draws those of a network and seed once: drawing eleven million numbers takes a second, and a hundred tests want them.
 */
export async function randomWeights(shape: NetworkShape, seed: number): Promise<Record<string, HostTensor>> {
  const specs = networkParameters(shape)
  const draw = () => writeSafetensors({ tensors: startParameters(specs, new Random(seed)), metadata: {} }, 'F16')
  const folder = process.env[weightsVariable]
  if (folder === undefined) return readSafetensors(draw()).tensors
  const name = createHash('sha256')
    .update(JSON.stringify([specs, seed]))
    .digest('hex')
  const file = join(folder, `${name}.safetensors`)
  const kept = await readFile(file).catch(() => undefined)
  if (kept) return readSafetensors(kept).tensors
  const bytes = draw()
  await mkdir(folder, { recursive: true })
  // Whole under its name at once, for the tests beside this one.
  const beside = join(folder, randomUUID())
  await writeFile(beside, bytes)
  await rename(beside, file)
  return readSafetensors(bytes).tensors
}
