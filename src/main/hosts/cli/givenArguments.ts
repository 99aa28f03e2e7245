import { isUtf8 } from 'node:buffer'
import { readFileSync } from 'node:fs'
import { pathText } from '#main/files/index.ts'

/**
 * The arguments as they were given. Node puts a sign in the place of bytes that are no UTF-8, so that two files of a
 * folder can have the same name; Linux can be asked for the bytes, of this process or of the one that started it on
 * another Node. A byte is `\xf6` then, as in all paths of the program.
 */
export function givenArguments(args: readonly string[]): string[] {
  if (!args.some((argument) => argument.includes('\uFFFD'))) return [...args]
  for (const id of ['self', String(process.ppid)]) {
    const given = commandLine(id).slice(-args.length)
    const same = given.length === args.length && given.every((bytes, index) => bytes.toString() === args[index])
    if (same && !given.every(isUtf8)) return given.map(pathText)
  }
  return [...args]
}

function commandLine(processId: string): Buffer[] {
  try {
    const parts: Buffer[] = []
    const whole = readFileSync(`/proc/${processId}/cmdline`)
    for (let at = 0; at < whole.length;) {
      const end = whole.indexOf(0, at)
      parts.push(whole.subarray(at, end < 0 ? whole.length : end))
      at = end < 0 ? whole.length : end + 1
    }
    return parts
  } catch {
    return []
  }
}
