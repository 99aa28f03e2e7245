import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import type { FilmDocument } from '#shared/document.ts'
import type { ComputeService } from '#main/compute/index.ts'

/** Reports and presentation states that are open, by random id. They are not kept for the next session. */
export class Documents {
  readonly #compute: Pick<ComputeService, 'document'>
  readonly #byPath = new Map<string, FilmDocument>()

  constructor(compute: Pick<ComputeService, 'document'>) {
    this.#compute = compute
  }

  /** Undefined for a file that is none. A file that is open already keeps its id. Rejects with a `ProblemError`. */
  async open(path: string, name: string): Promise<FilmDocument | undefined> {
    const whole = resolve(path)
    const content = await this.#compute.document(whole)
    if (!content) return undefined
    const document = { documentId: this.#byPath.get(whole)?.documentId ?? randomUUID(), name, content }
    this.#byPath.set(whole, document)
    return document
  }

  /** In the order in which they were opened. */
  list(): FilmDocument[] {
    return [...this.#byPath.values()]
  }

  /** Forgets a document and answers with its path; one that is not open is no error. */
  close(documentId: string): string | undefined {
    const found = [...this.#byPath].find(([, document]) => document.documentId === documentId)
    if (found) this.#byPath.delete(found[0])
    return found?.[0]
  }
}
