import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import type { Report } from '#shared/report.ts'
import { reportHtml, readReport, reportFiles } from '#main/report/index.ts'
import { manifestFile, type Manifest, readCard, readWeights } from '#main/model/index.ts'
import { writeNewFile } from '#main/files/index.ts'

/**
 * Writes a whole and undamaged model into one file, which must not be there yet. Films are not named in it. Throws
 * `model-not-found`,
 * `model-invalid`, `wrong-use` or `disk-full`.
 */
export async function packModel(directory: string, file: string): Promise<void> {
  const card = await readCard(directory)
  const files = new Map<string, Uint8Array>([
    ['card.json', Buffer.from(`${JSON.stringify(card, null, 2)}\n`)],
    [card.weights.file, await readWeights(directory, card)],
  ])
  const report = await readReport(directory)
  if (report) {
    const nameless = withoutNames(report)
    files.set(reportFiles.json, Buffer.from(`${JSON.stringify(nameless, null, 1)}\n`))
    files.set(reportFiles.html, Buffer.from(reportHtml(nameless)))
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
}

/** File names may hold patients' names; whoever gets the model has not the films anyway. */
export function withoutNames(report: Report): Report {
  const { films: _, ...rest } = report
  return { ...rest, largestLosses: report.largestLosses.map((film, i) => ({ ...film, file: `film ${i + 1}` })) }
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
  await writeNewFile(file, () => pipeline(zip.outputStream, createWriteStream(file, { flags: 'wx', mode: 0o600 })))
}
