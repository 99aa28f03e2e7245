import { readFile, stat } from 'node:fs/promises'
import { extname, join, resolve } from 'node:path'
import type { ModelSummary } from '#shared/model.ts'
import { ProblemError } from '#shared/problem.ts'
import type { ComputeService } from '#main/compute/index.ts'
import { packModel, type ModelRegistry } from '#main/registry/index.ts'
import { reportFiles } from '#main/report/index.ts'
import type { Inbox } from '../opening/inbox.ts'

type Needed = { compute: ComputeService; models: ModelRegistry; inbox: Inbox }

/**
 * Writes a model into one file for another place, or, where the name ends in `.onnx`, its network for other tools.
 * Never over a file that is there.
 */
export async function exportModel(
  { compute, models }: Needed,
  modelId: string,
  file: string,
): Promise<{ bytes: number }> {
  const [model, path] = [await models.reference(modelId), resolve(file)]
  if (extname(path).toLowerCase() === '.onnx') await compute.writeOnnx(model, path)
  else await packModel(model.directory, path)
  return { bytes: (await stat(path)).size }
}

/** The same as a file for a page. */
export async function downloadModel(services: Needed, modelId: string, format: 'archive' | 'onnx'): Promise<File> {
  const [name, type] =
    format === 'onnx' ? [`${modelId}.onnx`, 'application/octet-stream'] : [`${modelId}.zip`, 'application/zip']
  return services.inbox.withFolder(async (folder) => {
    const path = join(folder, name)
    await exportModel(services, modelId, path)
    return new File([new Uint8Array(await readFile(path))], name, { type })
  })
}

/** The page of a model's report. Rejects with `not-found` where it has none. */
export async function reportPage({ models }: Pick<Needed, 'models'>, modelId: string): Promise<{ html: string }> {
  const { directory } = await models.reference(modelId)
  try {
    return { html: await readFile(join(directory, reportFiles.html), 'utf8') }
  } catch (cause) {
    throw new ProblemError('model-without-report', { cause })
  }
}

/**
 * Takes a model from an exported file; it is unpacked where a crafted one can do no harm, and becomes visible as a
 * whole or not at all.
 */
export async function importModel({ compute, models, inbox }: Needed, file: string): Promise<ModelSummary> {
  return inbox.withFolder(async (folder) => {
    const directory = join(folder, 'model')
    await compute.unpackModel(resolve(file), directory)
    return models.add(directory)
  })
}
