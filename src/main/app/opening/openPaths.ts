import { basename } from 'node:path'
import pMap, { pMapIterable } from 'p-map'
import type { Opened } from '#shared/contract/index.ts'
import type { FilmDocument } from '#shared/document.ts'
import { ProblemError, toProblem, type Problem } from '#shared/problem.ts'
import { type ComputeService, archivesWithin, containerCodes, type Contents } from '#main/compute/index.ts'
import { walk, type Walked } from '#main/files/index.ts'
import { fileWithin } from './fileWithin.ts'
import type { Documents } from './documents.ts'
import type { Films, OpenOptions } from './films.ts'
import type { Inbox } from './inbox.ts'

/** Headers that are read at a time while a folder is opened. */
const ahead = 4

type Means = {
  films: Films
  inbox: Inbox
  compute: Pick<ComputeService, 'unpack'>
  /** Without it, files that are no films are all alike. */
  documents?: Documents
}

/** Opens files: films, archives of films, DICOMDIRs, and folders with all of these. */
export class Opener {
  readonly #means: Means

  constructor(means: Means) {
    this.#means = means
  }

  /**
   * One file's fate, or that of each file in it; those are called by the container's name and their own.
   * Rejects only with what nobody foresaw.
   */
  open(path: string, options: OpenOptions = {}): Promise<Opened[]> {
    return this.#open(path, options, true)
  }

  /**
   * The fate of each file under the paths, in walk order, as they come. `fromWalk`: the paths themselves come from a
   * walk.
   */
  async *openAll(paths: readonly string[], options: OpenOptions = {}, fromWalk = false): AsyncGenerator<Opened, void> {
    const open = async ({ walked, named }: { walked: Walked; named: boolean }): Promise<Opened[]> => {
      if (!('problem' in walked)) return this.#open(walked.path, options, named && !fromWalk)
      const within = named ? await fileWithin(walked.path) : undefined
      if (within) return [await this.#openWithin(within.file, within.below, basename(within.file))]
      return [{ type: 'problem', name: basename(walked.path), problem: toProblem(walked.problem) }]
    }
    const opened = pMapIterable(walkAll(paths), open, { concurrency: ahead, backpressure: 2 * ahead })
    for await (const events of opened) yield* events
  }

  /**
   * `named`: somebody asked for this very file. A DICOMDIR in a folder that is walked adds nothing: its films are there
   * too. `depth`: how many archives the file lies in.
   */
  async #open(path: string, options: OpenOptions, named: boolean, depth = 0): Promise<Opened[]> {
    const name = options.name ?? basename(path)
    const opened = await this.#openFilm(path, { ...options, name })
    if (opened.type === 'film' || !containerCodes.has(opened.problem.code) || depth > archivesWithin) return [opened]
    try {
      const contents = await this.#contents(path)
      if (!contents) return [opened]
      return named || contents.kind === 'archive' ? await this.#films(contents, name, options, depth) : []
    } catch (thrown) {
      return [{ type: 'problem', name, problem: expected(thrown) }]
    }
  }

  /** One film of an archive, by its name there. */
  async #openWithin(archive: string, below: string, name: string): Promise<Opened> {
    const { inbox } = this.#means
    try {
      const contents = await this.#contents(archive)
      const entries = contents?.kind === 'archive' ? contents.entries : []
      // The longest name: a file beside an archive's folder may be called like its beginning.
      const found = entries
        .filter((entry) => `${below}/`.startsWith(`${entry.name}/`))
        .sort((a, b) => b.name.length - a.name.length)
        .at(0)
      for (const entry of entries) if (entry !== found && 'path' in entry) await inbox.drop(entry.path)
      if (!found) throw new ProblemError('archived-film-gone')
      if ('problem' in found) return { type: 'problem', name: `${name}/${found.name}`, problem: found.problem }
      const rest = below.slice(found.name.length + 1)
      const opened =
        rest === ''
          ? await this.#openFilm(found.path, { name: `${name}/${found.name}` })
          : await this.#openWithin(found.path, rest, `${name}/${found.name}`)
      if (opened.type === 'problem' || rest !== '') await inbox.drop(found.path)
      return opened
    } catch (thrown) {
      return { type: 'problem', name, problem: expected(thrown) }
    }
  }

  async #openFilm(path: string, options: OpenOptions & { name: string }): Promise<Opened> {
    try {
      return { type: 'film', ...(await this.#means.films.open(path, options)) }
    } catch (thrown) {
      const problem = expected(thrown)
      const document = problem.code === 'no-pixel-data' ? await this.#document(path, options.name) : undefined
      return { type: 'problem', name: options.name, problem, ...(document ? { document } : {}) }
    }
  }

  /** A document that cannot be read is a file without an image, as others are. */
  async #document(path: string, name: string): Promise<FilmDocument | undefined> {
    try {
      return await this.#means.documents?.open(path, name)
    } catch (thrown) {
      expected(thrown)
      return undefined
    }
  }

  /** What a file holds, unpacked into the inbox. */
  async #contents(path: string): Promise<Contents | undefined> {
    const { inbox, compute } = this.#means
    const folder = await inbox.keepFolder()
    let contents: Contents | undefined
    try {
      contents = await compute.unpack(path, folder)
      return contents
    } finally {
      if (contents?.kind !== 'archive') await inbox.drop(folder)
    }
  }

  async #films({ kind, entries }: Contents, container: string, options: OpenOptions, depth: number): Promise<Opened[]> {
    if (entries.length === 0) throw new ProblemError('collection-empty')
    const opened = await pMap(
      entries,
      async (entry): Promise<Opened[]> => {
        // A DICOMDIR lies beside its films, so their names below its folder are theirs; an archive is like a folder.
        const name = kind === 'archive' ? `${container}/${entry.name}` : entry.name
        if ('problem' in entry) return [{ type: 'problem', name, problem: entry.problem }]
        const events = await this.#open(entry.path, { ...options, name }, false, depth + 1)
        if (!events.some((event) => event.type === 'film' && event.film.name === name))
          await this.#means.inbox.drop(entry.path)
        return events
      },
      { concurrency: ahead },
    )
    return opened.flat()
  }
}

function expected(thrown: unknown): Problem {
  if (!(thrown instanceof ProblemError)) throw thrown
  return toProblem(thrown)
}

async function* walkAll(paths: readonly string[]): AsyncGenerator<{ walked: Walked; named: boolean }> {
  for (const path of paths) for await (const walked of walk(path)) yield { walked, named: walked.path === path }
}
