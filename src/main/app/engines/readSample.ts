import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { processorEngine, type EngineName, type EngineTest } from '#shared/engine.ts'
import type { ComputeService, ModelReference } from '#main/compute/index.ts'

export type Sample = { folder: string; model: ModelReference }

/**
 * Reads a sample film twice with an engine, and once with the processor, from which it may differ. Rejects where the
 * engine cannot.
 */
export async function readSample(
  compute: Pick<ComputeService, 'read'>,
  engine: EngineName,
  { folder, model }: Sample,
): Promise<EngineTest['reading']> {
  const [name] = (await readdir(folder)).sort()
  const read = (by: EngineName) => compute.read({ path: join(folder, name), frame: 0, model, engine: by })
  const first = await read(engine)
  const again = await read(engine)
  const { probability } = await read(processorEngine)
  return { firstMs: first.milliseconds, ms: again.milliseconds, difference: Math.abs(again.probability - probability) }
}
