import { join } from 'node:path'
import type { AuditAction, AuditCheck, AuditNote, AuditPage } from '#shared/audit.ts'
import { AuditLog } from '#main/audit/index.ts'
import { errorTrace } from '#main/compute/index.ts'
import type { Library } from '#main/library/index.ts'
import type { ModelRegistry } from '#main/registry/index.ts'
import type { Log } from '../home/log.ts'
import type { Home } from '../home/home.ts'
import type { Memory } from '../opening/memory.ts'
import type { HostName } from '../services.ts'
import { auditedCall, type Audited } from './audited.ts'

type Needed = { home: Home; host: HostName; library: Library; memory: Memory; models: ModelRegistry; log: Log }

/** Where the hash of the last entry is kept besides. */
const anchorName = 'library.sqlite'
export const auditFile = 'audit.jsonl'

/** The log of a data folder. */
export function openAuditLog({ root }: Pick<Home, 'root'>, host: HostName): AuditLog {
  return new AuditLog({ file: join(root, auditFile), anchor: join(root, anchorName), host })
}

/** Notes what is done, and what the notes are. A note that cannot be written is told in the log; what was done is done. */
export class Audit {
  readonly #needed: Needed
  readonly #log: AuditLog
  #isTold = false

  constructor(needed: Needed) {
    this.#needed = needed
    this.#log = openAuditLog(needed.home, needed.host)
  }

  note(note: AuditNote): void {
    try {
      this.#log.add(note)
    } catch (thrown) {
      if (!this.#isTold) this.#needed.log.unexpected(errorTrace(thrown), { method: 'audit' })
      this.#isTold = true
    }
  }

  event(action: AuditAction): void {
    this.note({ action })
  }

  /** After a call of the contract has succeeded. */
  async call(route: string, input: unknown, output: unknown): Promise<void> {
    const said = auditedCall(route, input, output)
    if (said) this.note(await this.#named(said))
  }

  list(range: { from: number; most: number }): AuditPage {
    return this.#log.page(range)
  }

  verify(head?: string): AuditCheck {
    return this.#log.verify(head)
  }

  close(): void {
    this.#log.close()
  }

  /** Ids of films and models hold for this start, or are made of a name: in their place stands what they hold. */
  async #named({ filmId, modelId, ...rest }: Audited): Promise<AuditNote> {
    const { library, memory, models } = this.#needed
    const isKept = filmId !== undefined && !library.isPrivate
    const film = isKept ? await memory.fingerprintOf(filmId).catch(() => undefined) : undefined
    const card = modelId === undefined ? undefined : await models.show(modelId).catch(() => undefined)
    return { ...rest, ...(film ? { film } : {}), ...(card ? { model: card.weights.sha256 } : {}) }
  }
}
