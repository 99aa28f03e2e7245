import type {
  ConnectionList,
  FetchEvent,
  FoundStudy,
  NewConnection,
  ShownConnection,
  StudyQuery,
} from '#shared/pacs.ts'
import { fetchStudy, peerOf, shown, type Connections } from '#main/pacs/index.ts'
import type { Inbox } from '../opening/inbox.ts'

/** Studies of one answer; the page says where there are more. */
const mostStudies = 200

/** PACS connections for the page, which sees no secret. */
export class Pacs {
  readonly connections: Connections
  readonly #inbox: Inbox

  constructor({ connections, inbox }: { connections: Connections; inbox: Inbox }) {
    this.connections = connections
    this.#inbox = inbox
  }

  async list(): Promise<ConnectionList> {
    const { vault } = this.connections
    return { connections: (await this.connections.list()).map(shown), secrets: vault ? 'key-store' : 'file' }
  }

  async add(given: NewConnection): Promise<ShownConnection> {
    return shown(await this.connections.add(given))
  }

  async remove(name: string): Promise<ConnectionList> {
    await this.connections.remove(name)
    return this.list()
  }

  async test(name: string, signal: AbortSignal): Promise<void> {
    await (await this.#peer(name)).test(signal)
  }

  async query(name: string, query: StudyQuery, signal: AbortSignal): Promise<{ studies: FoundStudy[]; cut: boolean }> {
    return (await this.#peer(name)).studies(query, mostStudies, signal)
  }

  /** A study into a folder that goes when the program ends; at once where it does not come whole. */
  async fetch(
    name: string,
    studyUid: string,
    tell: (event: FetchEvent) => void,
    signal: AbortSignal,
  ): Promise<{ folder: string; objects: number }> {
    const peer = await this.#peer(name)
    const folder = await this.#inbox.keepFolder()
    try {
      const onObject = (objects: number): void => tell({ type: 'fetched', objects })
      return { folder, objects: await fetchStudy(peer, studyUid, folder, { signal, onObject }) }
    } catch (thrown) {
      await this.#inbox.drop(folder)
      throw thrown
    }
  }

  async #peer(name: string) {
    return peerOf(await this.connections.get(name))
  }
}
