import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ModelCard } from '#shared/model.ts'
import { ProblemError } from '#shared/problem.ts'
import type { ModelReference } from '#main/compute/index.ts'
import { readCard, readWeights } from '#main/model/index.ts'
import { persistently, type Patience } from '../database/persistently.ts'
import type { Database } from '../database/connect.ts'

/** Part of the weights that goes over the wire at a time. */
const partBytes = 1 << 20
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/**
 * One hash over all that a reading depends on: the card, with its calibration and thresholds, and the weights. It
 * differs from the hash of the weights, which two models may share that judge differently.
 */
function sealOf(card: Uint8Array, weights: Uint8Array): string {
  return sha256(Buffer.from(`${sha256(card)} ${sha256(weights)}`))
}

async function wholeModel(directory: string): Promise<{ card: ModelCard; bytes: Buffer; weights: Uint8Array }> {
  const card = await readCard(directory)
  return { card, bytes: await readFile(join(directory, 'card.json')), weights: await readWeights(directory, card) }
}

/** Puts a whole and undamaged model into the database, where it is not there yet. Resolves with its seal. */
export async function shareModel(database: Database, { directory }: ModelReference): Promise<string> {
  const { bytes, weights } = await wholeModel(directory)
  const seal = sealOf(bytes, weights)
  await database.transaction(async (within) => {
    const parts = Math.ceil(weights.length / partBytes)
    const { rowCount } = await within.query(
      `insert into fractureguard.model (seal, card, parts) values ($1, $2, $3) on conflict do nothing`,
      [seal, bytes, parts],
    )
    if (rowCount === 0) return
    for (let part = 0; part < parts; part++)
      await within.query(`insert into fractureguard.model_part (seal, part, bytes) values ($1, $2, $3)`, [
        seal,
        part,
        weights.subarray(part * partBytes, (part + 1) * partBytes),
      ])
  })
  return seal
}

/**
 * The sealed model: `own` where that is the one, else from this machine's cache, else once from the database. Rejects
 * with 'model-not-found' or 'model-invalid'.
 */
export async function sealedModel(
  database: Database,
  seal: string,
  { cache, own, patience }: { cache: string; own: ModelReference | undefined; patience?: Patience },
): Promise<ModelReference> {
  if (own && (await hasSeal(own.directory, seal))) return own
  const directory = join(cache, seal)
  if (!(await hasSeal(directory, seal))) {
    await rm(directory, { recursive: true, force: true })
    await fetchModel(database, seal, directory, patience)
  }
  return { id: (await readCard(directory)).id, directory }
}

async function hasSeal(directory: string, seal: string): Promise<boolean> {
  try {
    const { bytes, weights } = await wholeModel(directory)
    return sealOf(bytes, weights) === seal
  } catch {
    return false
  }
}

async function fetchModel(database: Database, seal: string, directory: string, patience?: Patience): Promise<void> {
  const { rows } = await persistently(
    () =>
      database.query<{ card: Buffer; parts: number }>(`select card, parts from fractureguard.model where seal = $1`, [
        seal,
      ]),
    patience,
  )
  if (rows.length === 0) throw new ProblemError('fleet-model-unknown')
  const [{ card, parts }] = rows
  const weights: Buffer[] = []
  for (let part = 0; part < parts; part++) {
    const found = await persistently(
      () =>
        database.query<{ bytes: Buffer }>(`select bytes from fractureguard.model_part where seal = $1 and part = $2`, [
          seal,
          part,
        ]),
      patience,
    )
    if (found.rows.length === 0) throw new ProblemError('fleet-model-changed')
    weights.push(found.rows[0].bytes)
  }
  const bytes = Buffer.concat(weights)
  if (sealOf(card, bytes) !== seal) throw new ProblemError('fleet-model-changed')
  // Beside, then renamed: another worker on this machine may do the same.
  const made = `${directory}.${randomUUID()}`
  await mkdir(made, { recursive: true, mode: 0o700 })
  try {
    await writeFile(join(made, 'card.json'), card, { mode: 0o600 })
    const { weights: expected } = await readCard(made)
    await writeFile(join(made, expected.file), bytes, { mode: 0o600 })
    await readWeights(made, await readCard(made))
    await rename(made, directory).catch(async (thrown: unknown) => {
      if (!(await hasSeal(directory, seal))) throw thrown
    })
  } finally {
    await rm(made, { recursive: true, force: true })
  }
}
