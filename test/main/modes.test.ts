import { readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { expect, it } from 'vitest'
import { everyFile } from '../support/plantedPatient.ts'

const main = join(import.meta.dirname, '../../src/main')

/** Files that say nothing of a patient, and that others may be meant to read. */
const forEverybody = [
  'app/training/writeMlflow.ts: writeFile',
  'app/training/writeMlflow.ts: writeFileAtomic',
  'hosts/cli/commands/models.ts: writeFile',
  'runtimes/packageInstaller.ts: writeFile',
]

// A handle's file has the mode that it was opened with.
const calls = /(?<![.!])\b((?:write|append)File(?:Sync)?|writeFileAtomic(?:\.sync)?|createWriteStream)\(/g

/** From the bracket at `at` to the one that closes it. */
function bracketed(text: string, at: number): string {
  let depth = 0
  for (let i = at; i < text.length; i++) {
    if (text[i] === '(') depth++
    if (text[i] === ')' && --depth === 0) return text.slice(at, i)
  }
  return text.slice(at)
}

it('every file that is written says who may read it', async () => {
  const open: string[] = []
  const databases: string[] = []
  for (const path of await everyFile(main)) {
    const text = await readFile(path, 'utf8')
    for (const call of text.matchAll(calls)) {
      const given = bracketed(text, call.index + call[0].length - 1)
      if (!/\bmode\b|0o600/.test(given)) open.push(`${relative(main, path).split(sep).join('/')}: ${call[1]}`)
    }
    // SQLite makes files that everybody can read; a lock is an empty one that is there already.
    if (/new DatabaseSync\((?!':memory:')/.test(text)) databases.push(relative(main, path).split(sep).join('/'))
    // Opened to write: the third argument is the mode.
    for (const [, given] of text.matchAll(/\bopen(?:Sync)?\(([^()]*'(?:wx?|ax?)'[^()]*)\)/g))
      if (!/0o600/.test(given)) open.push(`${relative(main, path).split(sep).join('/')}: open`)
  }
  expect(open.sort()).toEqual(forEverybody)
  expect(databases.sort()).toEqual(['databases/openOwned.ts', 'locks/lock.ts'])
})
