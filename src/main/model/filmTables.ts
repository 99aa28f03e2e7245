import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import type { ModelCard } from '#shared/model.ts'
import { ancestorsFileName, splitFileName } from './fileNames.ts'

const rowsSchema = z.array(z.object({ split: z.string().optional(), sha256: z.string() }))

/**
 * SHA-256 of the films in a table beside a model, without those that are held out; `undefined` where there is no such
 * table, or one that does not say.
 */
export async function filmsIn(directory: string, fileName: string): Promise<ReadonlySet<string> | undefined> {
  try {
    const text = await readFile(join(directory, fileName), 'utf8')
    const rows = rowsSchema.parse(parse(text, { columns: true, bom: true, skip_empty_lines: true }))
    return new Set(rows.filter(({ split }) => split !== 'holdout').map(({ sha256 }) => sha256))
  } catch {
    return undefined
  }
}

/** Writes films as a table that {@link filmsIn} reads. It names none of them. */
export async function writeFilms(directory: string, fileName: string, hashes: Iterable<string>): Promise<void> {
  await writeFileAtomic(join(directory, fileName), ['sha256', ...hashes, ''].join('\n'), { mode: 0o600 })
}

/**
 * SHA-256 of the films that a model's trunk was fine-tuned on, by its own training and by those that it started from,
 * as far as the tables beside it say.
 */
export async function trunkTrainedOn(directory: string, { training }: ModelCard): Promise<ReadonlySet<string>> {
  const own = training.mode === 'full' ? await filmsIn(directory, splitFileName) : undefined
  return new Set([...((await filmsIn(directory, ancestorsFileName)) ?? []), ...(own ?? [])])
}
