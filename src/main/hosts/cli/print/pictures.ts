import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join, parse, resolve } from 'node:path'
import type { Film } from '#shared/film.ts'
import { ProblemError } from '#shared/problem.ts'
import type { Reading } from '#shared/reading.ts'
import type { Client } from '../session/session.ts'

/**
 * `<name>-<8 digits of its whole path's hash>[-frame-N]`: the same at each run, and different for files of one name.
 */
export function pictureName(file: string, frame: number, frames: number): string {
  const name = parse(file)
    .name.replaceAll(/[^\w.-]+/g, '_')
    .slice(0, 60)
  const hash = createHash('sha256').update(resolve(file)).digest('hex').slice(0, 8)
  return frames > 1 ? `${name}-${hash}-frame-${frame + 1}` : `${name}-${hash}`
}

/** Makes the folder. Throws 'not-readable' where it cannot be. */
export async function openPictureFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
  } catch (cause) {
    throw new ProblemError('picture-folder-not-made', { cause })
  }
}

/** Writes film + evidence, film + gating and, of a model that points, film + findings as PNG. */
export async function writePictures(
  client: Client,
  folder: string,
  file: string,
  film: Film,
  reading: Reading,
): Promise<void> {
  const { evidencePng, findingsPng, gatingPng } = await import('#main/reading/overlay.ts')
  const grey = await client.studies.pixels({ filmId: film.filmId, frame: reading.frame })
  const stem = join(folder, pictureName(file, reading.frame, film.header.frames))
  await writeFile(`${stem}-evidence.png`, await evidencePng(grey, reading), { mode: 0o600 })
  await writeFile(`${stem}-gating.png`, await gatingPng(grey, reading), { mode: 0o600 })
  if (reading.findings) await writeFile(`${stem}-findings.png`, await findingsPng(grey, reading), { mode: 0o600 })
}
