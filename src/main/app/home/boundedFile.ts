import { closeSync, existsSync, fstatSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'

/**
 * An append-only file, mode 0600, at most `maximumBytes` long: it then becomes `<file>.1`, and the older `.1` is gone.
 */
export class BoundedFile {
  readonly #path: string
  readonly #maximumBytes: number
  #descriptor: number | undefined
  #bytes = 0

  constructor(path: string, maximumBytes: number) {
    this.#path = path
    this.#maximumBytes = maximumBytes
    this.#open()
  }

  /** Writes at once, so that the last line before a crash is there. Nothing is written after `close`. */
  write(line: string): void {
    if (this.#descriptor === undefined) return
    const bytes = Buffer.from(line)
    if (this.#bytes > 0 && this.#bytes + bytes.length > this.#maximumBytes) this.#rotate()
    writeSync(this.#descriptor, bytes)
    this.#bytes += bytes.length
  }

  /** Begins anew, empty, without the older file. */
  clear(): void {
    if (this.#descriptor === undefined) return
    this.close()
    for (const path of [this.#path, `${this.#path}.1`]) rmSync(path, { force: true })
    this.#open()
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor)
    this.#descriptor = undefined
  }

  #open(): void {
    this.#descriptor = openSync(this.#path, 'a', 0o600)
    this.#bytes = fstatSync(this.#descriptor).size
  }

  #rotate(): void {
    this.close()
    const older = `${this.#path}.1`
    rmSync(older, { force: true })
    // Another running program may have turned the file over already.
    if (existsSync(this.#path)) renameSync(this.#path, older)
    this.#open()
  }
}
