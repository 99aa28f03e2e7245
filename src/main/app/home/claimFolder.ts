import { existsSync, lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ProblemError } from '#shared/problem.ts'

/** Says that a folder is the program's own: what lies there may be changed and cleared. */
export const homeMark = 'fractureguard.json'
const markText = `${JSON.stringify({ program: 'FractureGuard', formatVersion: 1, holds: 'the data of one user' })}\n`

/** What versions of the program without the mark have put there. */
const knownNames =
  /^(?:models|runs|cache|inbox|scans|runtimes|logs|window|library\.sqlite(?:-wal|-shm|\.damaged.*)?|settings\.set-aside-.+|(?:settings|engine)\.json(?:\.\d+)?)$/
const surelyOurs = ['library.sqlite', join('logs', 'fractureguard.log')]
/** What systems leave in any folder. */
const droppings = ['.DS_Store', 'desktop.ini', 'Thumbs.db', 'lost+found']

/**
 * Makes the folder if it is not there, and marks it as the program's. Throws 'wrong-use' for one that holds something
 * that the program has not put there, and changes nothing in it.
 */
export function claimFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, homeMark)
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile()) return
  const names = readdirSync(folder).filter((name) => !droppings.includes(name))
  const isEarlier =
    names.every((name) => knownNames.test(name)) && surelyOurs.some((name) => existsSync(join(folder, name)))
  // Another start may just have marked it.
  if (names.length > 0 && !names.includes(homeMark) && !isEarlier) {
    throw new ProblemError('home-of-something-else')
  }
  writeFileSync(path, markText, { mode: 0o600 })
}
