import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import type { Language } from '#shared/language.ts'
import type { ModelCard } from '#shared/model.ts'
import { reportHtml, readReport, reportFiles } from '#main/report/index.ts'
import { manifestFile, type Manifest, readCard, readWeights } from '#main/model/index.ts'
import { writeNewFile } from '#main/files/index.ts'
import { withoutNames, type ExportWishes } from './withoutNames.ts'

/**
 * Writes a whole and undamaged model into one file, which must not be there yet, and answers with its card there. It
 * names no film and nothing that was taken from their data (see `withoutNames`). Throws `model-not-found`,
 * `model-invalid`, `wrong-use` or `disk-full`.
 */
export async function packModel(
  directory: string,
  file: string,
  wishes: ExportWishes = {},
  language: Language = 'en',
): Promise<ModelCard> {
  const whole = await readCard(directory)
  const weights = await readWeights(directory, whole)
  const { card, report, ...rest } = withoutNames({ card: whole, weights, report: await readReport(directory) }, wishes)
  const files = new Map<string, Uint8Array>([
    ['card.json', Buffer.from(`${JSON.stringify(card, null, 2)}\n`)],
    [card.weights.file, rest.weights],
  ])
  if (report) {
    files.set(reportFiles.json, Buffer.from(`${JSON.stringify(report, null, 1)}\n`))
    files.set(reportFiles.html, Buffer.from(reportHtml(report, language)))
  }
  const manifest: Manifest = {
    formatVersion: 1,
    files: [...files].map(([name, bytes]) => ({
      name,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })),
  }
  files.set(manifestFile, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`))
  await writeZip(files, file, new Date(card.createdAt))
  return card
}

async function writeZip(files: ReadonlyMap<string, Uint8Array>, file: string, date: Date): Promise<void> {
  const zip = new ZipFile()
  for (const [name, bytes] of files) {
    // Weights hardly become smaller.
    zip.addBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), name, {
      mtime: date,
      mode: 0o100644,
      compress: !name.endsWith('.safetensors'),
    })
  }
  zip.end()
  await writeNewFile(file, (path) => pipeline(zip.outputStream, createWriteStream(path, { flags: 'wx', mode: 0o600 })))
}
