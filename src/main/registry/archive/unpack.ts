import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import type { Language } from '#shared/language.ts'
import { modelCardSchema } from '#shared/model.ts'
import { ProblemError } from '#shared/problem.ts'
import { reportSchema } from '#shared/report.ts'
import { reportFiles, writeReportFiles } from '#main/report/index.ts'
import { loadModel, manifestFile, manifestSchema, writeOnnxModel } from '#main/model/index.ts'
import { archiveContents } from './contents.ts'
import { readZip } from './readZip.ts'

const weightsFile = 'model.safetensors'

/**
 * Makes a model's folder of an exported file. Nothing of the file is trusted: names, sizes and hashes are compared with
 * its manifest, card and report with their schemas, every weight's shape with the card; `model.onnx` and the page of the
 * report, which could hold anything, are rebuilt, the page in this language. Throws `not-found` or `model-invalid`.
 */
export async function unpackModel(file: string, directory: string, language: Language = 'en'): Promise<void> {
  const files = await readZip(file, archiveContents)
  checkManifest(files)
  const card = parsed(files, 'card.json', modelCardSchema)
  const weights = files.get(weightsFile)
  if (!card || !weights) throw new ProblemError('export-incomplete')
  if (card.weights.file !== weightsFile) throw new ProblemError('export-other-weights')
  const report = parsed(files, reportFiles.json, reportSchema)
  if (report && JSON.stringify(report.card) !== JSON.stringify(card)) throw new ProblemError('export-other-report')

  await mkdir(directory, { recursive: true, mode: 0o700 })
  await writeFile(join(directory, weightsFile), weights, { mode: 0o600 })
  await writeFile(join(directory, 'card.json'), `${JSON.stringify(card, null, 2)}\n`, { mode: 0o600 })
  await loadModel(directory)
  if (report) await writeReportFiles(directory, report, language)
  await writeOnnxModel(directory)
}

function checkManifest(files: ReadonlyMap<string, Buffer>): void {
  const manifest = parsed(files, manifestFile, manifestSchema)
  if (!manifest) throw new ProblemError('export-without-list')
  const listed = new Map(manifest.files.map((file) => [file.name, file]))
  for (const [name, bytes] of files) {
    if (name === manifestFile) continue
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const entry = listed.get(name)
    if (entry?.bytes !== bytes.length || entry.sha256 !== sha256) throw new ProblemError('export-changed')
    listed.delete(name)
  }
  if (listed.size > 0) throw new ProblemError('export-files-missing')
}

function parsed<T>(files: ReadonlyMap<string, Buffer>, name: string, schema: z.ZodType<T>): T | undefined {
  const bytes = files.get(name)
  if (!bytes) return undefined
  try {
    return schema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
  } catch (cause) {
    throw new ProblemError('export-file-damaged', { cause })
  }
}
