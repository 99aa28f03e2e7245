/** An error without anything that its thrower wrote: it may cross a process boundary and be logged. */
export type ErrorTrace = {
  /** Class of the error where it is one of the language's own, else `Error`. */
  name: string
  /** Innermost first, such as `src/main/study/sniff.ts:12:5`; only places in the program and in Node. */
  frames: string[]
}

const ownNames = [
  'Error',
  'TypeError',
  'RangeError',
  'SyntaxError',
  'ReferenceError',
  'EvalError',
  'URIError',
  'AggregateError',
]
/**
 * The end of a stack line, cut down to the part that is the same on every machine. Function names are left out, and the
 * folder must be one of the program's: a message with line breaks can look like a stack.
 */
const place = new RegExp(
  [
    /(?:\/|\\|^|\()/,
    /(node:[\w/]+|(?:src|out|bin)[/\\][\w./\\-]+\.[cm]?[jt]s|node_modules[/\\][\w@./\\-]+\.[cm]?js)/,
    /:(\d+):(\d+)\)?$/,
  ]
    .map((part) => part.source)
    .join(''),
)

/** Class and places of anything thrown. */
export function errorTrace(thrown: unknown): ErrorTrace {
  if (!(thrown instanceof Error)) return { name: 'Error', frames: [] }
  const name = ownNames.includes(thrown.name) ? thrown.name : 'Error'
  const lines = typeof thrown.stack === 'string' ? thrown.stack.split('\n') : []
  const frames = lines
    .filter((line) => line.startsWith('    at '))
    .map((line) => place.exec(line.slice(7).replace('file://', '')))
    .filter((match) => match !== null)
    .map((match) => `${match[1].replaceAll('\\', '/')}:${match[2]}:${match[3]}`)
  return { name, frames: frames.slice(0, 20) }
}
