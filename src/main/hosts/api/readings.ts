import { randomUUID } from 'node:crypto'
import type { RouterClient } from '@orpc/server'
import { intendedUse, type ModelCard } from '#shared/model.ts'
import { roundedFinding } from '#shared/finding.ts'
import type { Film } from '#shared/film.ts'
import { fromProblem, ProblemError } from '#shared/problem.ts'
import { uploadPartBytes } from '#shared/upload.ts'
import type { AppRouter } from '#main/app/index.ts'
import type { ApiModel, ApiReading } from './schemas.ts'

export type Client = RouterClient<AppRouter, Record<never, never>>

export type WantedReading = { model?: string | undefined; frame?: number | undefined; force?: boolean | undefined }

/**
 * What is said of a frame of a film that somebody sent, with the picture of its evidence (PNG). The film is gone from
 * this machine when it is answered. Rejects with the problem of the film, the model or the engine.
 */
export async function readFilm(
  client: Client,
  bytes: Uint8Array,
  { model, frame = 0, force }: WantedReading,
): Promise<{ reading: ApiReading; evidence: Buffer }> {
  const modelId = model ?? (await activeModel(client))
  const film = await openFilm(client, bytes)
  try {
    const { filmId, header } = film
    if (frame >= header.frames) throw new ProblemError('api-frame-missing', { frames: header.frames })
    const { maps, ...said } = await client.readings.read({ filmId, frame, modelId, force })
    const { evidencePng } = await import('#main/reading/overlay.ts')
    const evidence = await evidencePng(await client.studies.pixels({ filmId, frame }), { ...said, maps })
    const readingId = randomUUID()
    return {
      evidence,
      reading: {
        readingId,
        film: { format: header.format, rows: header.rows, columns: header.columns, frames: header.frames },
        ...said,
        findings: said.findings && said.findings.map(roundedFinding),
        evidence: `/v1/readings/${readingId}/evidence.png`,
        intendedUse,
      },
    }
  } finally {
    await client.studies.close({ filmId: film.filmId })
  }
}

/** Rejects where the active model cannot read: no other one is taken unasked. */
async function activeModel(client: Client): Promise<string> {
  const { activeModel } = await client.app.about()
  if (activeModel.problem) throw fromProblem(activeModel.problem)
  return activeModel.id
}

async function openFilm(client: Client, bytes: Uint8Array): Promise<Film> {
  let uploadId: string | undefined
  for (let offset = 0; offset < bytes.length; offset += uploadPartBytes) {
    const part = new Blob([bytes.slice(offset, offset + uploadPartBytes)])
    uploadId = (await client.uploads.append({ uploadId, offset, total: bytes.length, part })).uploadId
  }
  const opened = await client.studies.upload({ uploadId: uploadId!, name: 'film' })
  const films = opened.filter((one) => one.type === 'film').map(({ film }) => film)
  if (opened.length === 1 && films[0]) return films[0]
  for (const { filmId } of films) await client.studies.close({ filmId })
  const problem = opened.find((one) => one.type === 'problem')
  if (opened.length === 1 && problem) throw fromProblem(problem.problem)
  throw new ProblemError('api-not-one-film')
}

export async function describedModels(client: Client): Promise<ApiModel[]> {
  const { models } = await client.models.versions()
  return Promise.all(models.map(async ({ id, active }) => described(await client.models.show({ modelId: id }), active)))
}

function described(card: ModelCard, active: boolean): ApiModel {
  const { films, fractured, auc, aucInterval } = card.metrics.holdout
  return {
    id: card.id,
    name: card.name,
    createdAt: card.createdAt,
    active,
    classes: card.classNames,
    pointsAtPlaces: card.network.places === true,
    operatingPoints: card.operatingPoints,
    inputSize: card.network.inputSize,
    licence: card.data.licence,
    credit: card.data.credit,
    intendedUse: card.intendedUse,
    weightsSha256: card.weights.sha256,
    holdout: { films, fractured, auc, aucInterval },
  }
}

/** Pictures of evidence, for the key that asked for the reading, for an hour, and of the newest readings only. */
export class EvidenceShelf {
  readonly #pictures = new Map<string, { keyId: string; picture: Buffer; at: number }>()
  readonly #now: () => number
  #bytes = 0

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  put(readingId: string, keyId: string, picture: Buffer): void {
    this.#pictures.set(readingId, { keyId, picture, at: this.#now() })
    this.#bytes += picture.length
    for (const [oldest, { at }] of this.#pictures) {
      if (this.#bytes <= mostBytes && this.#now() - at < keptMilliseconds) break
      this.#drop(oldest)
    }
  }

  /** Undefined also for what another key asked for. */
  get(readingId: string, keyId: string): Buffer | undefined {
    const kept = this.#pictures.get(readingId)
    if (kept && this.#now() - kept.at >= keptMilliseconds) this.#drop(readingId)
    return kept?.keyId === keyId && this.#now() - kept.at < keptMilliseconds ? kept.picture : undefined
  }

  #drop(readingId: string): void {
    this.#bytes -= this.#pictures.get(readingId)!.picture.length
    this.#pictures.delete(readingId)
  }
}

const keptMilliseconds = 60 * 60_000
const mostBytes = 256 * 2 ** 20
