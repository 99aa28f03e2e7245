import { stat } from 'node:fs/promises'
import { extname, join, resolve } from 'node:path'
import type { ModelSummary } from '#shared/model.ts'
import type { ComputeService } from '#main/compute/service.ts'
import { packModel } from '#main/models/archive/pack.ts'
import type { ModelRegistry } from '#main/models/registry.ts'
import type { Inbox } from './inbox.ts'

type Parts = { compute: ComputeService; models: ModelRegistry; inbox: Inbox }

/**
 * Writes a model into one file for another place, or, where the name ends in `.onnx`, its network for other tools. Never over a file that is there.
 */
export async function exportModel({ compute, models }: Parts, modelId: string, file: string): Promise<{ bytes: number }> {
  const [model, path] = [await models.reference(modelId), resolve(file)]
  if (extname(path).toLowerCase() === '.onnx') await compute.writeOnnx(model, path)
  else await packModel(model.directory, path)
  return { bytes: (await stat(path)).size }
}

/** Takes a model from an exported file; it is unpacked where a crafted one can do no harm, and becomes visible as a whole or not at all. */
export async function importModel({ compute, models, inbox }: Parts, file: string): Promise<ModelSummary> {
  return inbox.withFolder(async (folder) => {
    const directory = join(folder, 'model')
    await compute.unpackModel(resolve(file), directory)
    return models.add(directory)
  })
}
