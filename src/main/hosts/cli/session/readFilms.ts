import { dirname, join } from 'node:path'
import type { EngineName } from '#shared/engine.ts'
import type { Opened } from '#shared/contract/index.ts'
import type { Film } from '#shared/film.ts'
import { walk } from '#main/files/index.ts'
import { problemFrom } from './exitCodes.ts'
import { framesToRead } from '#main/reading/framesToRead.ts'
import type { Row } from '../print/rows.ts'
import type { Client } from './session.ts'

export type FilmsToRead = { paths: readonly string[]; modelId?: string; engine?: EngineName; force?: boolean }

/** A film whose reading is done, still open. */
type OnReading = (row: Extract<Row, { reading: unknown }>, film: Film) => Promise<void>

/**
 * A row a frame of each file under the paths, in walk order. One at a time: a crash costs the frame at hand and no
 * other.
 */
export async function* readFilms(client: Client, films: FilmsToRead, onReading: OnReading): AsyncGenerator<Row> {
  for (const path of films.paths) {
    for await (const walked of walk(path)) {
      if ('problem' in walked) yield { file: walked.path, problem: problemFrom(walked.problem) }
      else {
        for await (const { file, opened } of openFile(client, walked.path, walked.path !== path)) {
          if (opened.type === 'problem') yield { file, problem: opened.problem }
          else yield* readFrames(client, file, opened.film, films, onReading)
        }
      }
    }
  }
}

/** Opens one file or all that an archive or a DICOMDIR holds; each film is closed when the next one is asked for. */
export async function* openFile(
  client: Client,
  path: string,
  fromWalk: boolean,
): AsyncGenerator<{ file: string; opened: Opened }> {
  for await (const opened of await client.studies.open({ paths: [path], fromWalk })) {
    const name = opened.type === 'problem' ? opened.name : opened.film.name
    yield { file: join(dirname(path), name), opened }
    if (opened.type === 'film') await client.studies.close({ filmId: opened.film.filmId })
  }
}

async function* readFrames(
  client: Client,
  file: string,
  film: Film,
  films: FilmsToRead,
  onReading: OnReading,
): AsyncGenerator<Row> {
  for (const frame of framesToRead(film.header)) yield readFrame(client, { file, film, frame }, films, onReading)
}

type FrameOfFile = { file: string; film: Film; frame: number }

async function readFrame(client: Client, place: FrameOfFile, films: FilmsToRead, onReading: OnReading): Promise<Row> {
  const { file, film, frame } = place
  const { frames } = film.header
  try {
    const { modelId, engine, force } = films
    const reading = await client.readings.read({ filmId: film.filmId, frame, modelId, engine, force })
    const row = { file, frame, frames, reading }
    await onReading(row, film)
    return row
  } catch (thrown) {
    return { file, frame, frames, problem: problemFrom(thrown) }
  }
}
