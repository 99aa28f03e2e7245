import { readFile, stat } from 'node:fs/promises'
import { extname, join, resolve } from 'node:path'
import type { Language } from '#shared/language.ts'
import type { ModelCard, ModelFormat, ModelSummary } from '#shared/model.ts'
import { ProblemError } from '#shared/problem.ts'
import type { ComputeService } from '#main/compute/index.ts'
import { packModel, type ExportWishes, type ModelRegistry } from '#main/registry/index.ts'
import { readReport, reportHtml } from '#main/report/index.ts'
import type { Inbox } from '../opening/inbox.ts'
import { chosenLanguage } from '../settings/language.ts'
import type { Settings } from '../settings/settings.ts'

type Needed = { compute: ComputeService; models: ModelRegistry; inbox: Inbox; settings: Settings }

/**
 * Writes a model into one file for another place, or for other tools: its network where the name ends in `.onnx`, its
 * trunk for torchvision where it ends in `.safetensors`. Never over a file that is there.
 */
export async function exportModel(
  { compute, models, settings }: Needed,
  modelId: string,
  file: string,
  wishes?: ExportWishes,
): Promise<{ bytes: number; card?: ModelCard }> {
  const [model, path] = [await models.reference(modelId), resolve(file)]
  const extension = extname(path).toLowerCase()
  let card: ModelCard | undefined
  if (extension === '.onnx') await compute.writeOnnx(model, path)
  else if (extension === '.safetensors') await compute.writeTrunk(model, path)
  else card = await packModel(model.directory, path, wishes, chosenLanguage(settings))
  return { bytes: (await stat(path)).size, ...(card ? { card } : {}) }
}

const formats: Record<ModelFormat, { extension: string; type: string }> = {
  archive: { extension: '.zip', type: 'application/zip' },
  onnx: { extension: '.onnx', type: 'application/octet-stream' },
  trunk: { extension: '.safetensors', type: 'application/octet-stream' },
}

/** The same as a file for a page. */
export async function downloadModel(
  services: Needed,
  modelId: string,
  format: ModelFormat,
  wishes?: ExportWishes,
): Promise<File> {
  const { extension, type } = formats[format]
  return services.inbox.withFolder(async (folder) => {
    const path = join(folder, `model${extension}`)
    const { card } = await exportModel(services, modelId, path, wishes)
    const name = `${card?.id ?? modelId}${extension}`
    return new File([new Uint8Array(await readFile(path))], name, { type })
  })
}

/**
 * The page of a model's report in a language, drawn from its figures alone, whatever lies beside them. Rejects with
 * `not-found` where the model has none.
 */
export async function reportPage(
  { models, settings }: Pick<Needed, 'models' | 'settings'>,
  modelId: string,
  language: Language = chosenLanguage(settings),
): Promise<{ html: string }> {
  const report = await readReport((await models.reference(modelId)).directory)
  if (!report) throw new ProblemError('model-without-report')
  return { html: reportHtml(report, language) }
}

/**
 * Takes a model from an exported file; it is unpacked where a crafted one can do no harm, and becomes visible as a
 * whole or not at all.
 */
export async function importModel({ compute, models, inbox, settings }: Needed, file: string): Promise<ModelSummary> {
  return inbox.withFolder(async (folder) => {
    const directory = join(folder, 'model')
    await compute.unpackModel(resolve(file), directory, chosenLanguage(settings))
    return models.add(directory)
  })
}
