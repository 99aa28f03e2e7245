import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'

const fileSchema = z.object({ formatVersion: z.literal(1), checked: z.record(z.string(), z.string()) })

/**
 * Which models were found whole, byte by byte, and how their files looked then: hashing many models takes seconds. A
 * file of another length or time is looked at again. What is loaded is hashed in any case.
 */
export class CheckedSeals {
  readonly #file: string
  #checked: Record<string, string> | undefined

  constructor(file: string) {
    this.#file = file
  }

  async isKnownWhole(id: string, directory: string): Promise<boolean> {
    const known = (await this.#read())[id]
    return known !== undefined && known === (await lookOf(directory))
  }

  /** `look`: how the files looked before they were hashed. */
  async note(id: string, look: string): Promise<void> {
    await this.#change({ [id]: look })
  }

  async forget(id: string): Promise<void> {
    if ((await this.#read())[id] !== undefined) await this.#change({ [id]: undefined })
  }

  async #change(change: Record<string, string | undefined>): Promise<void> {
    const merged = Object.entries({ ...(await this.#read()), ...change })
    this.#checked = Object.fromEntries(merged.filter((entry): entry is [string, string] => entry[1] !== undefined))
    const content = JSON.stringify({ formatVersion: 1, checked: this.#checked })
    // It only saves time: where it cannot be kept, all is hashed again.
    await writeFileAtomic(this.#file, content, { mode: 0o600 }).catch(() => undefined)
  }

  async #read(): Promise<Record<string, string>> {
    if (this.#checked) return this.#checked
    const text = await readFile(this.#file, 'utf8').catch(() => '')
    try {
      this.#checked = fileSchema.parse(JSON.parse(text)).checked
    } catch {
      this.#checked = {}
    }
    return this.#checked
  }
}

/** Names, lengths and times of a folder's files. */
export async function lookOf(directory: string): Promise<string> {
  const names = (await readdir(directory)).sort()
  const looks = await Promise.all(
    names.map(async (name) => {
      const { size, mtimeMs, ctimeMs, ino } = await stat(join(directory, name))
      return [name, size, mtimeMs, ctimeMs, ino]
    }),
  )
  return JSON.stringify(looks)
}
