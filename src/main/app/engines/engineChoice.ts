import { readFileSync } from 'node:fs'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { engineExaminationSchema, engineNames, type EngineExamination, type EngineName } from '#shared/engine.ts'
import { bestEngine } from '#main/engines/chooseEngine.ts'

const keptSchema = z.object({
  formatVersion: z.literal(1),
  key: z.string(),
  found: z.array(engineExaminationSchema).min(1),
  /** Engines that failed while they worked. */
  broken: z.array(z.enum(engineNames)),
})
type Kept = z.infer<typeof keptSchema>

/**
 * Which engine the program has chosen, kept in one file from start to start: what was found of each engine, of which
 * the choice follows. A file that is damaged, foreign, or of other versions or another runtime than are here is no
 * choice; it can be rebuilt in seconds.
 */
export class EngineChoice {
  readonly #file: string
  readonly #keyNow: () => string
  #kept: Kept | undefined

  /** `keyNow`: under what the choice is kept; another one makes it void. */
  constructor(file: string, keyNow: () => string) {
    this.#file = file
    this.#keyNow = keyNow
    this.#kept = this.#read()
  }

  /** The processor as long as nothing is known. */
  get engine(): EngineName {
    return bestEngine(this.found ?? [], this.broken)
  }

  get found(): readonly EngineExamination[] | undefined {
    return this.#kept?.found
  }

  get broken(): readonly EngineName[] {
    return this.#kept?.broken ?? []
  }

  /** Keeps what was found of all engines; those that broke stay so unless they are forgiven. */
  keep(found: readonly EngineExamination[], forgiving: boolean): void {
    this.#write({ formatVersion: 1, key: this.#keyNow(), found: [...found], broken: forgiving ? [] : [...this.broken] })
  }

  /** Replaces what is known of one engine; nothing where nothing is kept of the others. */
  note(one: EngineExamination): void {
    if (this.#kept)
      this.#write({ ...this.#kept, found: this.#kept.found.map((before) => (before.name === one.name ? one : before)) })
  }

  /** Not chosen again until it is forgiven or another version comes. Answers whether it was chosen until now. */
  setBroken(engine: EngineName): boolean {
    if (!this.#kept || this.broken.includes(engine)) return false
    this.#write({ ...this.#kept, broken: [...this.broken, engine] })
    return true
  }

  forgive(engine: EngineName): void {
    if (this.#kept && this.broken.includes(engine))
      this.#write({ ...this.#kept, broken: this.broken.filter((name) => name !== engine) })
  }

  /** What was installed has changed: nothing is known any more. */
  forgetAll(): void {
    this.#kept = undefined
  }

  #read(): Kept | undefined {
    try {
      const kept = keptSchema.parse(JSON.parse(readFileSync(this.#file, 'utf8')))
      return kept.key === this.#keyNow() ? kept : undefined
    } catch {
      return undefined
    }
  }

  #write(kept: Kept): void {
    this.#kept = kept
    try {
      writeFileAtomic.sync(this.#file, JSON.stringify(kept), { mode: 0o600 })
    } catch {
      // It holds until the program ends, and is rebuilt at its next start.
    }
  }
}
