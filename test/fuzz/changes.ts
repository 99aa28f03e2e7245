import fc from 'fast-check'
import { concatBytes } from '../support/dicomWriter.ts'
import { mutate, mutations } from '../support/mutate.ts'

/** Words by which parsers of texts, tables and addresses have been led astray. */
const words = [
  '"', "'", '\\', '\n', '\r', '\0', ',', ';', '{', '}', '[', ']', '<', '>', '&', '%', '%00', '%2e%2e%2f', '../', '//',
  '\\\\', 'null', 'true', '-1', '0', '1e999', '-0', 'NaN', '9007199254740993', '4294967296', '__proto__', 'constructor',
  'toString', '\u{feff}', '\u{202e}', '\u{85}', '\u{2028}', '\u{d7ff}', '=cmd()', '{"__proto__":{}}', '[[[[[[[[', 'HTTP/1.1',
  '\r\n\r\n', 'Content-Length: 5', 'Transfer-Encoding: chunked', 'Upgrade: websocket', '<!ENTITY a "b">', '<![CDATA[',
].map((word) => new TextEncoder().encode(word)) // prettier-ignore

type WordChange = { at: number; word: number; over: boolean }
const wordChanges = fc.array(
  fc.record({
    at: fc.noBias(fc.integer({ min: 0, max: 999_999 })).map((part) => part / 1e6),
    word: fc.integer({ min: 0, max: words.length - 1 }),
    over: fc.boolean(),
  }),
  { minLength: 1, maxLength: 4 },
)

function withWords(bytes: Uint8Array, changes: readonly WordChange[]): Uint8Array {
  return changes.reduce<Uint8Array>((now, { at, word, over }) => {
    const position = Math.floor(at * (now.length + 1))
    return concatBytes([
      now.subarray(0, position),
      words[word]!,
      now.subarray(position + (over ? words[word]!.length : 0)),
    ])
  }, bytes)
}

/** Values, as JSON, that a field may have in somebody's forgery. */
const values: readonly string[] = [
  'null', 'true', '""', '"x"', '"../../x"', '"\\u0000"', `"${'x'.repeat(70_000)}"`, '0', '-1', '1.5', '9007199254740992', '1e308',
  '-1e308', '[]', '{}', '[[]]', '[null]', '{"__proto__":{"x":1}}', `${'['.repeat(2000)}${']'.repeat(2000)}`,
] // prettier-ignore

type FieldChange = { at: number; value: number; remove: boolean }
const fieldChanges = fc.array(
  fc.record({
    at: fc.noBias(fc.integer({ min: 0, max: 999_999 })).map((part) => part / 1e6),
    value: fc.integer({ min: 0, max: values.length - 1 }),
    remove: fc.boolean(),
  }),
  { minLength: 1, maxLength: 3 },
)

/** Fields of a line that is JSON get other values, or go; a text without such a line stays as it is. */
function withFields(bytes: Uint8Array, changes: readonly FieldChange[]): Uint8Array {
  const lines = new TextDecoder().decode(bytes).split('\n')
  for (const { at, value, remove } of changes) {
    const index = lines.findLastIndex(
      (line, number) => line.startsWith('{') && (number === 0 || at * lines.length >= number),
    )
    const parsed = parsedLine(lines[index])
    if (parsed === undefined) continue
    const fields = fieldsOf(parsed)
    const field = fields[Math.floor(at * 7919 * fields.length) % fields.length]
    if (!field) continue
    if (remove && value % 2 === 0) delete field.holder[field.name]
    else field.holder[field.name] = JSON.parse(values[value]!)
    lines[index] = JSON.stringify(parsed)
  }
  return new TextEncoder().encode(lines.join('\n'))
}

function parsedLine(line: string | undefined): unknown {
  try {
    return line === undefined ? undefined : JSON.parse(line)
  } catch {
    return undefined
  }
}

type Field = { holder: Record<string, unknown>; name: string }
function fieldsOf(value: unknown, depth = 0): Field[] {
  if (typeof value !== 'object' || value === null || depth > 20) return []
  const holder = value as Record<string, unknown>
  return Object.keys(holder).flatMap((name) => [{ holder, name }, ...fieldsOf(holder[name], depth + 1)])
}

/** So many changes that can be made to any bytes, the same ones for the same seed. */
export function someChanges(seed: number, count: number, text: boolean): ((bytes: Uint8Array) => Uint8Array)[] {
  const plain = fc.sample(mutations, { seed, numRuns: count })
  if (!text) return plain.map((changes) => (bytes) => mutate(bytes, changes))
  const worded = fc.sample(wordChanges, { seed, numRuns: count })
  const fielded = fc.sample(fieldChanges, { seed, numRuns: count })
  // Texts are read to their ends more often when only words or fields of their grammar change.
  return plain.map((changes, index) => {
    const [put, set] = [worded[index]!, fielded[index]!]
    const ways = [
      (bytes: Uint8Array) => mutate(bytes, changes),
      (bytes: Uint8Array) => withWords(bytes, put),
      (bytes: Uint8Array) => withFields(bytes, set),
      (bytes: Uint8Array) => withFields(bytes, set.slice(0, 1)),
      (bytes: Uint8Array) => withWords(mutate(bytes, changes), put),
    ]
    return ways[Math.floor(changes[0]!.at * 7919) % ways.length]!
  })
}
