import { RE2JS } from 're2js'

/**
 * Whether a path with `/` matches a pattern: `*` and `?` within a name, `**` for any folders, `[a-z]`, `[!a-z]`,
 * `{one,other}`, and `\` before a sign that means itself. Unlike Node's `matchesGlob`, whose time grows with a power of
 * the path's length, it takes a time that grows with its length (RE2).
 */
export function globMatcher(pattern: string, platform: NodeJS.Platform = process.platform): (path: string) => boolean {
  const ignoresCase = platform === 'darwin' || platform === 'win32'
  const compiled = RE2JS.compile(expressionOf(pattern), ignoresCase ? RE2JS.CASE_INSENSITIVE : 0)
  return (path) => compiled.matches(path)
}

function expressionOf(pattern: string): string {
  let expression = ''
  let braces = 0
  for (let at = 0; at < pattern.length; at++) {
    const sign = pattern[at]
    const rest = pattern.slice(at)
    const folders = /^\*\*(\/|$)/.exec(rest)
    if (folders && (at === 0 || pattern[at - 1] === '/')) {
      // Any folders, none as well; at the end all that lies below.
      expression += folders[1] === '/' ? '(?:[^/]+/)*' : '.+'
      at += folders[0].length - 1
    } else if (sign === '*') {
      // A star alone is a whole name, which has at least one letter.
      const isWholeName = (at === 0 || pattern[at - 1] === '/') && /^\*+(\/|$)/.test(rest)
      expression += isWholeName ? '[^/]+' : '[^/]*'
      at += /^\*+/.exec(rest)![0].length - 1
    } else if (sign === '?') expression += '[^/]'
    else if (sign === '[') {
      const set = /^\[([!^]?)(\]?(?:\\.|[^\]\\/])+)\]/.exec(rest)
      expression += set ? `[${set[1] ? '^/' : ''}${set[2].replaceAll(/[[\]^&~]/g, '\\$&')}]` : '\\['
      if (set) at += set[0].length - 1
    } else if (sign === '{' && /^\{[^{}]*,/.test(rest) && rest.includes('}')) {
      braces++
      expression += '(?:'
    } else if (sign === ',' && braces > 0) expression += '|'
    else if (sign === '}' && braces > 0) {
      braces--
      expression += ')'
    } else if (sign === '\\' && at + 1 < pattern.length) expression += RE2JS.quote(pattern[++at])
    else expression += RE2JS.quote(sign)
  }
  return `(?s)^${expression}${')'.repeat(braces)}$`
}
