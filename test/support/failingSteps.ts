import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { relative, resolve, sep } from 'node:path'
import { DatabaseSync, StatementSync } from 'node:sqlite'

type Call = (this: unknown, ...input: unknown[]) => unknown
type Table = Record<string, unknown>

const promised = [
  ...['access', 'appendFile', 'chmod', 'copyFile', 'cp', 'link', 'lstat', 'mkdir', 'mkdtemp', 'open', 'opendir'],
  ...[
    'readFile',
    'readdir',
    'realpath',
    'rename',
    'rm',
    'stat',
    'statfs',
    'symlink',
    'truncate',
    'unlink',
    'writeFile',
  ],
]
const ofHandles = ['appendFile', 'datasync', 'read', 'readFile', 'stat', 'sync', 'truncate', 'write', 'writeFile']
const synchronous = [
  ...['appendFileSync', 'chmodSync', 'copyFileSync', 'linkSync', 'lstatSync', 'mkdirSync', 'openSync', 'readFileSync'],
  ...['readdirSync', 'renameSync', 'rmSync', 'statSync', 'unlinkSync', 'writeFileSync'],
]
const calledBack = ['chmod', 'fsync', 'open', 'read', 'rename', 'stat', 'unlink', 'write']
const writes = /append|chmod|copy|^cp|link|mk|rename|truncate|write|^rm|^(?:handle\.)?(?:f|data)?sync$/i

/** How a step of the file system may fail. */
export type DiskError = 'ENOSPC' | 'EROFS' | 'EIO'

/** What a step that fails comes to; by default no room for what writes, a device that gives nothing for what reads. */
function errorOf(name: string, code: DiskError = 'ENOSPC'): Error {
  if (!writes.test(name)) code = 'EIO'
  return Object.assign(new Error(`${code}: made to fail, ${name}`), { code, syscall: name })
}

/**
 * Counts what this process asks of the file system and of SQLite below a folder, and whatever else is told to `step`,
 * and makes the n-th fail. The functions of Node are replaced, so that libraries are counted too; until `restore`.
 */
export class FailingSteps {
  readonly #folder: string
  readonly #undo: (() => void)[] = []
  /** Files that are open, with their paths. */
  readonly #descriptors = new Map<unknown, unknown>()
  #armed = false
  #at: number | RegExp[] = Infinity
  #onReached: (() => void) | undefined
  #error: DiskError | undefined
  /** Names of the steps since `arm`, in order. */
  names: string[] = []
  /** And where: paths below the folder, as far as a step has one. */
  places: string[] = []

  constructor(folder: string) {
    this.#folder = resolve(folder)
    for (const name of promised)
      this.#replace(fs.promises as unknown as Table, name, (call) => this.#promised(name, call))
    for (const name of synchronous) this.#replace(fs as unknown as Table, name, (call) => this.#synchronous(name, call))
    for (const name of calledBack) this.#replace(fs as unknown as Table, name, (call) => this.#calledBack(name, call))
    this.#replace(fs as unknown as Table, 'close', (call) => this.#closed(call))
    this.#ofSqlite(DatabaseSync.prototype, ['exec', 'prepare'])
    this.#ofSqlite(StatementSync.prototype, ['run'])
    syncBuiltinESMExports()
  }

  /**
   * From now on steps are counted; the n-th (from 1) fails, with `error` where it writes, or `reached` is called in its
   * stead. With patterns, the first step fails that each names, as `rename home/runs/…`.
   */
  arm(at: number | readonly RegExp[] = Infinity, reached?: () => void, error?: DiskError): void {
    this.names = []
    this.places = []
    this.#at = typeof at === 'number' ? at : [...at]
    this.#onReached = reached
    this.#error = error
    this.#armed = true
  }

  disarm(): void {
    this.#armed = false
  }

  /** Patterns that no step has come to yet. */
  get missed(): readonly RegExp[] {
    return typeof this.#at === 'number' ? [] : this.#at
  }

  restore(): void {
    for (const undo of this.#undo) undo()
    syncBuiltinESMExports()
  }

  /** Counts one step, and throws where it is the one. */
  step(name: string, error: () => Error = () => errorOf(name, this.#error), path?: unknown): void {
    if (!this.#armed) return
    this.names.push(name)
    this.places.push(typeof path === 'string' ? relative(this.#folder, path) : '')
    if (!this.#isReached(`${name} ${this.places.at(-1)}`)) return
    if (this.#onReached) this.#onReached()
    else throw error()
  }

  #isReached(step: string): boolean {
    if (typeof this.#at === 'number') return this.names.length === this.#at
    const found = this.#at.findIndex((pattern) => pattern.test(step))
    if (found >= 0) this.#at.splice(found, 1)
    return found >= 0
  }

  #replace(table: Table, name: string, make: (call: Call) => Call): void {
    const before = table[name] as Call
    // `realpath.native` and the like stay.
    table[name] = Object.assign(make(before), before)
    this.#undo.push(() => (table[name] = before))
  }

  #isHere(what: unknown): boolean {
    if (this.#descriptors.has(what)) return true
    if (typeof what !== 'string') return false
    return what === this.#folder || resolve(what).startsWith(`${this.#folder}${sep}`)
  }

  #promised(name: string, call: Call): Call {
    const isHere = (what: unknown): boolean => this.#isHere(what)
    const step = (called: string, path: unknown): void => this.step(called, undefined, path)
    const counted = (handle: Table, path: unknown): unknown => {
      for (const of of ofHandles) {
        const before = handle[of] as Call
        handle[of] = async (...input: unknown[]) => {
          step(`handle.${of}`, path)
          return before.apply(handle, input)
        }
      }
      return handle
    }
    return async function (this: unknown, ...input) {
      if (!isHere(input[0])) return call.apply(this, input)
      step(name, input[0])
      const result = await call.apply(this, input)
      return name === 'open' ? counted(result as Table, input[0]) : result
    }
  }

  #synchronous(name: string, call: Call): Call {
    const isHere = (what: unknown): boolean => this.#isHere(what)
    const step = (path: unknown): void => this.step(name, undefined, path)
    return function (this: unknown, ...input) {
      if (isHere(input[0])) step(input[0])
      return call.apply(this, input)
    }
  }

  #calledBack(name: string, call: Call): Call {
    const isHere = (what: unknown): boolean => this.#isHere(what)
    const step = (path: unknown): void => this.step(name, undefined, path)
    const descriptors = this.#descriptors
    return function (this: unknown, ...input) {
      if (!isHere(input[0])) return call.apply(this, input)
      const done = input.at(-1) as (thrown: unknown, result?: unknown) => void
      try {
        step(descriptors.get(input[0]) ?? input[0])
      } catch (thrown) {
        setImmediate(done, thrown)
        return undefined
      }
      if (name !== 'open') return call.apply(this, input)
      return call.apply(this, [
        ...input.slice(0, -1),
        (thrown: unknown, descriptor: unknown) => {
          if (!thrown) descriptors.set(descriptor, input[0])
          done(thrown, descriptor)
        },
      ])
    }
  }

  /** Its number may soon be that of a file elsewhere. */
  #closed(call: Call): Call {
    const descriptors = this.#descriptors
    return function (this: unknown, ...input) {
      descriptors.delete(input[0])
      return call.apply(this, input)
    }
  }

  #ofSqlite(prototype: object, names: string[]): void {
    const full = (): Error =>
      Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 })
    for (const name of names)
      this.#replace(prototype as Table, name, (call) => {
        const step = (): void => this.step(`sqlite.${name}`, full)
        return function (this: unknown, ...input) {
          step()
          return call.apply(this, input)
        }
      })
  }
}
