import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { randomUUID } from 'node:crypto'
import { ZipFile } from 'yazl'
import type { Reading } from '#shared/reading.ts'
import { defaultResultStyle, type ResultsWish, type WrittenResults } from '#shared/results.ts'
import type { ResultsWork } from '#main/compute/index.ts'
import { programVersion } from '../home/packageRoot.ts'
import type { Services } from '../services.ts'
import type { Settings } from '../settings/settings.ts'

/** Everything that writing results takes, by what was wished and else by the settings. */
export function resultsWork(
  settings: Pick<Settings, 'values'>,
  { folder, style }: ResultsWish,
  model: ResultsWork['model'],
  run: string,
): ResultsWork {
  return {
    folder: resolve(folder),
    style: { ...defaultResultStyle, ...settings.values.results, ...style },
    model,
    programVersion,
    run,
  }
}

type Means = Pick<Services, 'compute' | 'films' | 'inbox' | 'memory' | 'models' | 'settings'>

/** What results say of a film's key images. */
export async function keyImagesOf(
  { memory }: Pick<Services, 'memory'>,
  filmId: string,
): Promise<NonNullable<ResultsWork['keyImages']>> {
  return (await memory.notes(filmId)).flatMap(({ key, frame, text }) => (key ? [{ frame, text }] : []))
}

async function modelOf({ models }: Pick<Services, 'models'>, id: string): Promise<ResultsWork['model']> {
  const { name, weights } = await models.show(id)
  return { id, name, sha256: weights.sha256 }
}

/** Writes one reading of an open film into a folder. */
export async function writeReading(
  means: Means,
  { filmId, reading, wish, run }: { filmId: string; reading: Reading; wish: ResultsWish; run: string },
): Promise<WrittenResults> {
  const work = resultsWork(means.settings, wish, await modelOf(means, reading.model.id), run)
  const { maps: _maps, ...told } = reading
  const keyImages = await keyImagesOf(means, filmId)
  return means.films.withFile(filmId, (path, version) =>
    means.compute.results({ path, version, reading: told, work: { ...work, keyImages } }),
  )
}

export async function finishRun(
  means: Means,
  { modelId, wish, run }: { modelId: string; wish: ResultsWish; run: string },
): Promise<WrittenResults> {
  return means.compute.finishResults(resultsWork(means.settings, wish, await modelOf(means, modelId), run))
}

/** The objects of one reading in an archive. */
export function archivedReading(means: Means, filmId: string, reading: Reading): Promise<File> {
  return means.inbox.withFolder(async (folder) => {
    const one = { wish: { folder: join(folder, 'results') }, run: randomUUID() }
    const written = await writeReading(means, { filmId, reading, ...one })
    const finished = await finishRun(means, { modelId: reading.model.id, ...one })
    const zip = new ZipFile()
    for (const { file } of [...written.files, ...finished.files])
      zip.addFile(join(one.wish.folder, file), file, { compress: true })
    zip.end()
    const archive = join(folder, 'results.zip')
    await pipeline(zip.outputStream, createWriteStream(archive, { flags: 'wx', mode: 0o600 }))
    return new File([await readFile(archive)], 'results.zip', { type: 'application/zip' })
  })
}
