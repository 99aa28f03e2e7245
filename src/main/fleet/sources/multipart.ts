import { ProblemError } from '#shared/problem.ts'

const lineEnd = '\r\n'

/**
 * The content of the first part of a `multipart/related` answer (RFC 2046, 5.1.1), or the whole of any other one. Throws
 * 'malformed'.
 */
export function firstPart(type: string, bytes: Buffer): Buffer {
  if (!/^multipart\/related/i.test(type)) return bytes
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type) ?? []
  const boundary = quoted ?? plain
  if (!boundary) throw new ProblemError('fleet-archive-answer')
  const start = bytes.indexOf(`--${boundary}`)
  const headerEnd = start < 0 ? -1 : bytes.indexOf(lineEnd + lineEnd, start)
  // The lines before it end the header, also where it is empty.
  const content = headerEnd + 2 * lineEnd.length
  const end = headerEnd < 0 ? -1 : delimiterAfter(bytes, boundary, content)
  if (end < 0) throw new ProblemError('fleet-archive-answer')
  return bytes.subarray(content, end)
}

/** Where the next line begins that is a boundary and nothing more; −1 where there is none. */
function delimiterAfter(bytes: Buffer, boundary: string, from: number): number {
  const delimiter = `${lineEnd}--${boundary}`
  for (let at = bytes.indexOf(delimiter, from); at >= 0; at = bytes.indexOf(delimiter, at + 1)) {
    const next = at + delimiter.length
    const rest = bytes.toString('latin1', next, next + 80)
    if (/^(--|[ \t]*\r\n)/.test(rest)) return at
  }
  return -1
}
