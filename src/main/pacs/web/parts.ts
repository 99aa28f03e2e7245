import { ProblemError } from '#shared/problem.ts'

/** Where the contents of parts go, one part after the other. */
export type PartSink = {
  begin(): Promise<void>
  write(bytes: Uint8Array): Promise<void>
  end(): Promise<void>
}

/** Of a part: some hundred bytes. */
const longestHead = 2 ** 16
const blank = Buffer.from('\r\n\r\n')

/**
 * Hands over the contents of all parts of a `multipart/related` answer (RFC 2046 5.1.1) as they come; no more is held than
 * one chunk and what may be the beginning of a delimiter. Rejects with 'pacs-answer-damaged', and as `body` and `sink` do.
 */
export async function eachPart(type: string, body: AsyncIterable<Uint8Array>, sink: PartSink): Promise<void> {
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type) ?? []
  const boundary = quoted ?? plain
  if (!/^multipart\/related/i.test(type) || !boundary) throw new ProblemError('pacs-answer-damaged')
  const reader = new PartReader(boundary, sink)
  for await (const chunk of body) await reader.take(chunk)
  if (!reader.isWhole) throw new ProblemError('pacs-answer-damaged')
}

class PartReader {
  readonly #delimiter: Buffer
  readonly #sink: PartSink
  #at: 'preamble' | 'head' | 'content' | 'end' = 'preamble'
  /** A delimiter stands at the beginning of a line, and the first one may be the beginning of it all. */
  #held = Buffer.from('\r\n')

  constructor(boundary: string, sink: PartSink) {
    this.#delimiter = Buffer.from(`\r\n--${boundary}`)
    this.#sink = sink
  }

  get isWhole(): boolean {
    return this.#at === 'end'
  }

  async take(chunk: Uint8Array): Promise<void> {
    if (this.isWhole) return
    this.#held = Buffer.concat([this.#held, chunk])
    while (this.#at === 'head' ? await this.#takeHead() : await this.#takeContent()) if (this.isWhole) return
  }

  /** Both answer whether more can be told from what is held. */
  async #takeHead(): Promise<boolean> {
    if (this.#held.subarray(0, 2).toString() === '--') {
      this.#at = 'end'
      return true
    }
    const end = this.#held.indexOf(blank)
    if (end < 0 && this.#held.length > longestHead) throw new ProblemError('pacs-answer-damaged')
    if (end < 0) return false
    this.#held = this.#held.subarray(end + blank.length)
    this.#at = 'content'
    await this.#sink.begin()
    return true
  }

  async #takeContent(): Promise<boolean> {
    const next = this.#held.indexOf(this.#delimiter)
    const passed = next < 0 ? Math.max(0, this.#held.length - this.#delimiter.length + 1) : next
    if (this.#at === 'content' && passed > 0) await this.#sink.write(this.#held.subarray(0, passed))
    this.#held = this.#held.subarray(next < 0 ? passed : next + this.#delimiter.length)
    if (next < 0) return false
    if (this.#at === 'content') await this.#sink.end()
    this.#at = 'head'
    return true
  }
}

/** Objects as one `multipart/related` body, one after the other as they are read. */
export async function* multipart(
  boundary: string,
  objects: Iterable<() => Promise<Uint8Array>>,
): AsyncGenerator<Uint8Array> {
  for (const read of objects) {
    yield Buffer.from(`--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`)
    yield await read()
    yield Buffer.from('\r\n')
  }
  yield Buffer.from(`--${boundary}--\r\n`)
}
