import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { NetworkShape } from '#shared/model.ts'
import { trunkParameters } from '#main/network/parameters.ts'
import type { Tensors } from '#main/engines/engine.ts'

/**
 * Trunk features on disk, so that training the heads again costs no second pass through the trunk. One float16 file a film, named by the film's
 * content, in a folder named by what else they depend on: the trunk's weights and the preprocessing. Never stale, safe to delete.
 */
export class FeatureCache {
  readonly #directory: string

  constructor(directory: string) {
    this.#directory = directory
  }

  static async open(root: string, trunk: Tensors, shape: NetworkShape): Promise<FeatureCache> {
    const hash = createHash('sha256').update(`${shape.inputSize} ${shape.fit}`)
    for (const { name } of trunkParameters()) hash.update(trunk[name].data)
    const directory = join(root, 'features', hash.digest('hex').slice(0, 16))
    await mkdir(directory, { recursive: true })
    return new FeatureCache(directory)
  }

  /** The features stored under the key, or undefined when there are none of that length. */
  async get(key: string, length: number): Promise<Float16Array | undefined> {
    try {
      const bytes = await readFile(join(this.#directory, key))
      if (bytes.byteLength !== length * Float16Array.BYTES_PER_ELEMENT) return undefined
      return new Float16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
    } catch {
      return undefined
    }
  }

  /** Written beside and renamed, so that a crash leaves no half a file. */
  async put(key: string, features: Float16Array): Promise<void> {
    const beside = join(this.#directory, `${key}.${randomUUID()}.part`)
    await writeFile(beside, features)
    await rename(beside, join(this.#directory, key))
  }
}
