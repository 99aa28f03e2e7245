import { ProblemError } from '#shared/problem.ts'

/** The contents of all parts of a `multipart/related` answer (RFC 2046 5.1.1). Throws 'pacs-answer-damaged'. */
export function partsOf(type: string, bytes: Buffer): Buffer[] {
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type) ?? []
  const boundary = quoted ?? plain
  if (!/^multipart\/related/i.test(type) || !boundary) throw new ProblemError('pacs-answer-damaged')
  const delimiter = Buffer.from(`--${boundary}`)
  const parts: Buffer[] = []
  let at = bytes.indexOf(delimiter)
  if (at < 0) throw new ProblemError('pacs-answer-damaged')
  for (;;) {
    at += delimiter.length
    if (bytes.subarray(at, at + 2).toString() === '--') return parts
    const content = bytes.indexOf('\r\n\r\n', at)
    // A delimiter stands at the beginning of a line.
    const next = content < 0 ? -1 : bytes.indexOf(Buffer.from(`\r\n--${boundary}`), content)
    if (next < 0) throw new ProblemError('pacs-answer-damaged')
    parts.push(bytes.subarray(content + 4, next))
    at = next + 2
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
