import { join } from 'node:path'
import pLimit from 'p-limit'
import { defaultNodeOptions, type NodeOptions, type NodeView } from '#shared/node.ts'
import { ProblemError, toProblem, type Problem } from '#shared/problem.ts'
import { isAside } from '#main/files/index.ts'
import { FilmNode, lookInto, type NodeEvent } from '#main/node/index.ts'
import { peerOf, requireAeTitle, type Connections } from '#main/pacs/index.ts'
import type { Services } from '../services.ts'
import { readOptions, writeOptions } from './optionsFile.ts'
import { readReceived, type ReadMeans } from './readReceived.ts'
import { NodeTally } from './tally.ts'

type Means = ReadMeans &
  Pick<Services, 'audit' | 'films' | 'home' | 'log'> & {
    connections: Connections
    /** Told of a kept choice that cannot be understood, and was set aside. */
    onAside(problem: ProblemError): void
  }

/** After the first failure of a film, or of sending. */
const retryMs = 60_000

const folderOf = (home: string): string => join(home, 'node')

/** The node that runs for as long as the program does, if somebody has switched it on. */
export class ProgramNode {
  readonly #means: Means
  readonly #folder: string
  /** Switched one way after the other. */
  readonly #oneByOne = pLimit(1)
  #options: NodeOptions = defaultNodeOptions
  #node: FilmNode | undefined
  #problem: Problem | undefined
  #tally = new NodeTally()
  #isEnding = false

  constructor(means: Means) {
    this.#means = means
    this.#folder = folderOf(means.home.root)
  }

  /** At the start of the program. What is wrong is told by the view. */
  begin(): Promise<void> {
    return this.#oneByOne(async () => {
      try {
        this.#options = await this.#kept()
        await this.#start()
      } catch (thrown) {
        this.#problem = toProblem(thrown)
      }
    })
  }

  /** Rejects where the choice cannot be kept, or nobody knows what is kept. */
  change(options: NodeOptions): Promise<NodeView> {
    return this.#oneByOne(async () => {
      if (options.on) await this.#requireUsable(options)
      await this.#kept()
      await writeOptions(this.#means.home.root, options)
      await this.#stop()
      this.#options = options
      await this.#start()
      return this.#view()
    })
  }

  /** Once it is known whether it runs. */
  view(): Promise<NodeView> {
    return this.#oneByOne(() => this.#view())
  }

  /** Films that lie here, newest first. */
  async keptFilms(): Promise<{ path: string; name: string }[]> {
    const films = (await this.#lookInto((_queue, kept) => kept.list())) ?? []
    return films.reverse().map(({ path, sopInstanceUid }) => ({ path, name: `${sopInstanceUid}.dcm` }))
  }

  async forget(): Promise<NodeView> {
    await this.#lookInto((_queue, kept) => kept.forgetAll())
    return this.view()
  }

  /** At the end of the program: what is under way is done again next time. */
  stop(): Promise<void> {
    this.#isEnding = true
    return this.#oneByOne(() => this.#stop())
  }

  async #kept(): Promise<NodeOptions> {
    try {
      return await readOptions(this.#means.home.root)
    } catch (thrown) {
      if (!isAside(thrown)) throw thrown
      this.#means.onAside(thrown)
      return defaultNodeOptions
    }
  }

  async #view(): Promise<NodeView> {
    let problem = this.#problem
    const found = await this.#lookInto((queue, kept) => {
      return { counts: queue.counts(), bytes: queue.bytes(), kept: kept.list().length }
    }).catch((thrown: unknown) => {
      problem ??= toProblem(thrown)
      return undefined
    })
    const { received = 0, read = 0, failed = 0 } = found?.counts ?? {}
    return {
      options: this.#options,
      state: this.#node ? 'listening' : this.#options.on ? 'failed' : 'off',
      ...(problem ? { problem } : {}),
      ...this.#tally.now(),
      failed,
      waiting: { read: received, sent: read },
      kept: found?.kept ?? 0,
      bytes: found?.bytes ?? 0,
    }
  }

  #lookInto<T>(look: Parameters<typeof lookInto<T>>[1]): Promise<T | undefined> {
    return lookInto(this.#folder, look, (path) => this.#means.films.isOpen(path))
  }

  async #requireUsable({ aeTitle, allowed, to }: NodeOptions): Promise<void> {
    if (allowed.length === 0) throw new ProblemError('node-nobody-allowed')
    for (const title of [aeTitle, ...allowed]) requireAeTitle(title)
    await this.#means.connections.get(to)
  }

  async #start(): Promise<void> {
    const options = this.#options
    this.#problem = undefined
    if (!options.on || this.#isEnding) return
    const { connections, films, log } = this.#means
    const { host, port, aeTitle, allowed, gigabytes, to, kinds } = options
    try {
      await this.#requireUsable(options)
      this.#tally = new NodeTally()
      this.#node = await FilmNode.start({
        ...{ folder: this.#folder, host, port, aeTitle, allowed, retryMs },
        mostBytes: gigabytes * 1e9,
        stay: { isInUse: (path) => films.isOpen(path) },
        read: (path, folder) => readReceived(this.#means, { path, to: folder, kinds }),
        destination: async () => peerOf(await connections.get(to)),
        tell: (event) => this.#tell(event),
      })
      log.event('node', { state: 'listening' })
    } catch (thrown) {
      this.#problem = toProblem(thrown)
      log.event('node', { state: 'failed', code: this.#problem.code })
    }
  }

  async #stop(): Promise<void> {
    const node = this.#node
    if (!node) return
    await node.stop()
    this.#node = undefined
    this.#means.log.event('node', { state: 'off' })
  }

  #tell(event: NodeEvent): void {
    this.#tally.note(event)
    if ('objects' in event && event.objects > 0)
      this.#means.audit.note({ action: 'objects-sent', words: [this.#options.to], count: event.objects })
  }
}
