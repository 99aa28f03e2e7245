import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { setAside } from '#main/files/index.ts'
import { tryLock, type Release } from '#main/locks/index.ts'
import { ProblemError } from '#shared/problem.ts'
import { defaultSettings, type Settings as Values, type SettingsChange, type SettingsState } from '#shared/settings.ts'
import { formatSettings, migrateSettings, NewerSettingsError, parseSettings } from './settingsFormat.ts'

/** A half-written file that is older was left behind, and is not that of a program that writes just now. */
const abandonedMs = 60_000

/** Milliseconds that another program may take to change them. */
const longestChangeMs = 2_000

const asideName = 'settings.set-aside-'

/**
 * What the user has chosen, kept in one file that is written whole or not at all. A file that cannot be understood is
 * set aside, never written over. Another program may change it at the same time: it is read again before each change.
 */
export class Settings {
  readonly #file: string
  #values: Values = defaultSettings
  #fresh = true
  #problem: ProblemError | undefined

  constructor(file: string) {
    this.#file = file
    this.#clearHalfWritten()
    this.#read()
  }

  get values(): Values {
    return this.#values
  }

  state(): SettingsState {
    const problem = this.#problem && { code: this.#problem.code, message: this.#problem.message }
    return { settings: this.#values, fresh: this.#fresh, ...(problem ? { problem } : {}) }
  }

  /** Throws `disk-full`, `not-writable`, or `not-readable` where nobody knows what is kept; then all stays as it was. */
  change(change: SettingsChange): void {
    this.#alone(() => {
      if (!this.#read()) throw new ProblemError('settings-not-readable')
      this.#write(applied(this.#values, change))
    })
  }

  /** Takes over what a browser kept before the program did; only while nothing is kept here. */
  adopt(kept: unknown): void {
    this.#alone(() => {
      if (this.#read() && this.#fresh) this.#write(migrateSettings(1, kept))
    })
  }

  /** The user has read why kept settings are not used. */
  dismissProblem(): void {
    this.#problem = undefined
  }

  /** All as it comes again; what was set aside goes as well. */
  clear(): void {
    const folder = dirname(this.#file)
    for (const name of readdirSync(folder))
      if (name.startsWith(asideName) || name === basename(this.#file)) rmSync(join(folder, name), { force: true })
    this.#values = defaultSettings
    this.#fresh = true
    this.#problem = undefined
  }

  /** Two programs that change at once keep what both have changed. */
  #alone(work: () => void): void {
    let release: Release | undefined
    try {
      release = tryLock(`${this.#file}.lock`, { waitMs: longestChangeMs })
    } catch (cause) {
      throw notWritten(cause)
    }
    if (!release) throw new ProblemError('settings-in-use')
    try {
      work()
    } finally {
      release()
    }
  }

  #write(values: Values): void {
    try {
      writeFileAtomic.sync(this.#file, formatSettings(values), { mode: 0o600 })
    } catch (cause) {
      throw notWritten(cause)
    }
    this.#values = values
    this.#fresh = false
  }

  /** Answers whether it is known what is kept. */
  #read(): boolean {
    let text: string
    try {
      text = readFileSync(this.#file, 'utf8')
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return true
      this.#problem = new ProblemError('settings-not-readable', { cause })
      return false
    }
    try {
      this.#values = parseSettings(text)
      this.#fresh = false
    } catch (cause) {
      this.#setAside(cause)
    }
    return true
  }

  #setAside(cause: unknown): void {
    const name = setAside(this.#file)
    const id = cause instanceof NewerSettingsError ? 'settings-newer' : 'settings-damaged'
    this.#problem = new ProblemError(id, { name }, { cause })
    this.#values = defaultSettings
    this.#fresh = true
  }

  /** What a program that died while it wrote has left beside the file. */
  #clearHalfWritten(): void {
    const folder = dirname(this.#file)
    const half = new RegExp(`^${basename(this.#file).replaceAll('.', '\\.')}\\.\\d+$`)
    const old = (path: string): boolean =>
      Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > abandonedMs
    try {
      for (const name of readdirSync(folder))
        if (half.test(name) && old(join(folder, name))) rmSync(join(folder, name), { force: true })
    } catch {
      // They are in nobody's way.
      return
    }
  }
}

/** Why the program's own choices could not be kept. */
export function notWritten(cause: unknown): ProblemError {
  const full = (cause as NodeJS.ErrnoException).code === 'ENOSPC'
  return new ProblemError(full ? 'settings-disk-full' : 'settings-not-writable', { cause })
}

/** `null` takes a choice back; `undefined` says nothing of it. */
function applied(values: Values, change: SettingsChange): Values {
  const said = Object.entries(change).filter(([, value]) => value !== undefined)
  const merged = { ...values, ...Object.fromEntries(said) }
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null)) as Values
}
