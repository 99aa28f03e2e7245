import { closeSync, existsSync, fstatSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'

/**
 * An append-only file, mode 0600, at most `maximumBytes` long: it then becomes `<file>.1`, and the older `.1` is gone.
 * What cannot be written is told, and never stops who wrote it.
 */
export class BoundedFile {
  readonly #path: string
  readonly #maximumBytes: number
  readonly #onProblem: (thrown: unknown) => void
  #descriptor: number | undefined
  #closed = false
  #bytes = 0

  constructor(path: string, maximumBytes: number, onProblem: (thrown: unknown) => void = () => undefined) {
    this.#path = path
    this.#maximumBytes = maximumBytes
    this.#onProblem = onProblem
    this.#told(() => this.#open())
  }

  /** Writes at once, so that the last line before a crash is there. Nothing is written after `close`. */
  write(line: string): void {
    if (this.#closed) return
    this.#told(() => {
      const bytes = Buffer.from(line)
      if (this.#bytes > 0 && this.#bytes + bytes.length > this.#maximumBytes) this.#rotate()
      // There may be room now where there was none.
      if (this.#descriptor === undefined) this.#open()
      // What is left of a line for want of room is a line that nobody can read.
      const written = writeSync(this.#descriptor!, bytes)
      this.#bytes += written
      if (written < bytes.length) throw Object.assign(new Error('The disk is full.'), { code: 'ENOSPC' })
    })
  }

  /** Starts again, empty, without the older file. */
  clear(): void {
    if (this.#closed) return
    this.#release()
    for (const path of [this.#path, `${this.#path}.1`]) rmSync(path, { force: true })
    this.#told(() => this.#open())
  }

  close(): void {
    this.#closed = true
    this.#release()
  }

  #told(work: () => void): void {
    try {
      work()
    } catch (thrown) {
      this.#onProblem(thrown)
    }
  }

  #release(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor)
    this.#descriptor = undefined
  }

  #open(): void {
    this.#descriptor = openSync(this.#path, 'a', 0o600)
    this.#bytes = fstatSync(this.#descriptor).size
  }

  #rotate(): void {
    this.#release()
    const older = `${this.#path}.1`
    rmSync(older, { force: true })
    // Another running program may have turned the file over already.
    if (existsSync(this.#path)) renameSync(this.#path, older)
    this.#open()
  }
}
