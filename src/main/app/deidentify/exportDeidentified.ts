import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import pMap from 'p-map'
import { csvLine } from '#shared/csv.ts'
import type { DeidentifiedExport, DeidentifyEvent, DeidentifyRequest, ExportedFilm } from '#shared/deidentify.ts'
import { ProblemError, toProblem, type Problem, type ProblemCode } from '#shared/problem.ts'
import { Keyed, type Replaced } from '#main/deidentify/index.ts'
import { walk, writeNewFile } from '#main/files/index.ts'
import { programVersion } from '../home/packageRoot.ts'
import type { Services } from '../services.ts'
import { eventsWhile } from '../training/events.ts'
import { Boxes, boxesIn } from './boxes.ts'
import { deidentificationKey } from './key.ts'
import { placesOf, type Places } from './places.ts'
import { Readings } from './readings.ts'

/** Files under way at a time. */
const atATime = 4

/** Troubles of the disk or the program, and not of the file at hand. */
const fatal = new Set<ProblemCode>(['disk-full', 'read-only', 'not-writable', 'cancelled', 'interrupted'])

type Source = { path: string; name: string; filmId?: string; problem?: Problem }
type Done = { film: ExportedFilm; replaced: Replaced[] } | { source: string; problem: Problem }

/**
 * Exports films without what identifies their patients, with their results where these are wanted. The folder appears
 * when all is in it; nothing is left where the export fails or its reader leaves.
 */
export function exportDeidentified(
  services: Services,
  request: DeidentifyRequest,
  signal?: AbortSignal,
): AsyncGenerator<DeidentifyEvent, void> {
  return eventsWhile<DeidentifyEvent, DeidentifyEvent>(async (tell, ended) => {
    const boxes = new Boxes([...request.boxes, ...(request.boxesFile ? await boxesIn(request.boxesFile) : [])])
    const places = await placesOf(services.home, request)
    const key = await deidentificationKey(services.home)
    const sources = await sourcesOf(services, request, new Keyed(Buffer.from(key, 'hex')))
    const boxesOf = new Map(sources.map((source) => [source.path, boxes.of(source)]))
    boxes.requireUsed()
    if (request.textRemoved && sources.some(({ path }) => boxesOf.get(path)!.length === 0))
      throw new ProblemError('deidentify-text-without-boxes')
    ended.throwIfAborted()
    try {
      await intoFolder(() => mkdir(places.part))
      const readings = request.results && (await Readings.of(services, request.results, places.part))
      let done = 0
      tell({ type: 'progress', done, total: sources.length })
      const { retainDevice, shiftDates, textRemoved } = request
      const all = await untilFirstFault(sources, ended, async (source, index) => {
        const style = { retainDevice, shiftDates, textRemoved, boxes: boxesOf.get(source.path)!, key }
        const made = await exportOne(
          services,
          source,
          join(places.part, nameOf(index, sources.length)),
          style,
          readings,
        )
        tell({ type: 'progress', done: ++done, total: sources.length })
        return made
      })
      await readings?.finish()
      ended.throwIfAborted()
      return await put(services, places, all)
    } finally {
      await rm(places.part, { recursive: true, force: true })
    }
  }, signal)
}

/** Does work on each, some at a time. Rejects with the first fault, but not before all that had begun has ended. */
async function untilFirstFault<T, U>(
  all: readonly T[],
  ended: AbortSignal,
  work: (one: T, index: number) => Promise<U>,
): Promise<U[]> {
  const fault = new AbortController()
  const stop = AbortSignal.any([ended, fault.signal])
  const one = async (item: T, index: number): Promise<U> => {
    stop.throwIfAborted()
    try {
      return await work(item, index)
    } catch (thrown) {
      fault.abort(thrown)
      throw thrown
    }
  }
  try {
    return await pMap(all, one, { concurrency: atATime, stopOnError: false })
  } catch (thrown) {
    throw thrown instanceof AggregateError ? thrown.errors[0] : thrown
  }
}

/** All files, in an order that says nothing of their names. */
async function sourcesOf({ films }: Services, { paths, filmIds }: DeidentifyRequest, keyed: Keyed): Promise<Source[]> {
  const found = new Map<string, Source>()
  for (const path of paths) {
    for await (const walked of walk(path)) {
      const problem = 'problem' in walked ? { problem: toProblem(walked.problem) } : {}
      found.set(walked.path, { path: walked.path, name: walked.path, ...problem })
    }
  }
  const open = new Map(films.list().map(({ filmId, name }) => [filmId, name]))
  for (const filmId of filmIds) {
    const path = films.path(filmId)
    found.set(path, { path, filmId, name: open.get(filmId) ?? basename(path) })
  }
  const ordered = [...found.values()].map((source) => ({ source, order: keyed.order(source.path) }))
  return ordered.sort((a, b) => (a.order < b.order ? -1 : 1)).map(({ source }) => source)
}

const nameOf = (index: number, total: number): string =>
  `film-${String(index + 1).padStart(Math.max(4, String(total).length), '0')}`

type Style = Pick<DeidentifyRequest, 'retainDevice' | 'shiftDates' | 'textRemoved' | 'boxes'> & { key: string }

async function exportOne(
  { compute, films }: Services,
  { path, filmId, name, problem }: Source,
  target: string,
  style: Style,
  readings: Readings | undefined,
): Promise<Done> {
  if (problem) return { source: name, problem }
  try {
    const make = () => compute.deidentify({ ...style, path, target, programVersion })
    // Its boxes were drawn on what was opened.
    const { files, dicom, warnings, replaced } = await (filmId ? films.withFile(filmId, make) : make())
    const read: Pick<ExportedFilm, 'verdicts' | 'unread'> = { verdicts: [] }
    for (const file of readings ? files : []) {
      const { verdicts, unread } = await readings!.read(file, dicom)
      read.verdicts.push(...verdicts)
      if (unread) read.unread ??= unread
    }
    return { film: { source: name, files, warnings, ...read }, replaced }
  } catch (thrown) {
    const refusal = toProblem(thrown)
    if (fatal.has(refusal.code)) throw refusal.code === 'disk-full' ? new ProblemError('deidentify-disk-full') : thrown
    // A process that died may have left half a file, and a file that was replaced meanwhile a whole one.
    for (const file of await readdir(join(target, '..')))
      if (file.startsWith(`${basename(target)}.`) || file.startsWith(`${basename(target)}-`))
        await rm(join(target, '..', file), { force: true })
    return { source: name, problem: refusal }
  }
}

/** The table first: an export without it could not be traced back. */
async function put({ audit }: Services, places: Places, all: readonly Done[]): Promise<DeidentifiedExport> {
  const exported = all.filter((one) => 'film' in one)
  const refused = all.filter((one) => 'problem' in one)
  if (exported.length === 0) throw new ProblemError('deidentify-nothing', { count: refused.length })
  const results = (await readdir(join(places.part, 'results'), { recursive: true }).catch(() => [])).filter((name) =>
    name.endsWith('.dcm'),
  )
  await writeNewFile(places.replaced, (path) => writeFile(path, tableOf(exported), { flag: 'wx', mode: 0o600 }))
  try {
    await intoFolder(async () => {
      await rmdir(places.to).catch((thrown: NodeJS.ErrnoException) => {
        if (thrown.code !== 'ENOENT') throw thrown
      })
      await rename(places.part, places.to)
    })
  } catch (thrown) {
    await rm(places.replaced, { force: true })
    throw thrown
  }
  audit.note({ action: 'films-deidentified', count: exported.length })
  return {
    type: 'exported',
    folder: places.to,
    replaced: places.replaced,
    films: exported.map(({ film }) => film),
    refused,
    results: results.length,
  }
}

function tableOf(exported: readonly Extract<Done, { film: unknown }>[]): string {
  const lines = exported.flatMap(({ film, replaced }) => [
    ...film.files.map((file) => csvLine([film.source, file, 'file', film.source, file])),
    ...replaced.map(({ attribute, old, new: now }) => csvLine([film.source, film.files[0], attribute, old, now])),
  ])
  return [csvLine(['source', 'exported', 'attribute', 'old', 'new']), ...lines].join('')
}

async function intoFolder(write: () => Promise<unknown>): Promise<void> {
  try {
    await write()
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOTEMPTY' || code === 'EEXIST') throw new ProblemError('deidentify-folder-used', { cause })
    throw new ProblemError(code === 'ENOSPC' ? 'deidentify-disk-full' : 'deidentify-folder-unwritable', { cause })
  }
}
