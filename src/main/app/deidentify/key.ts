import { randomBytes } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ProblemError } from '#shared/problem.ts'
import type { Home } from '../home/home.ts'

export const keyName = 'deidentification.key'
/** Where tables of what was replaced lie in the data folder. */
export const replacedFolder = 'deidentified'

/**
 * The key of this data folder, 32 bytes as hexadecimal digits; made where there is none, for its owner alone. The same
 * key gives the same names and UIDs. Throws 'deidentify-key-damaged'.
 */
export async function deidentificationKey({ root }: Pick<Home, 'root'>): Promise<string> {
  const path = join(root, keyName)
  const known = await keyAt(path)
  if (known !== undefined) return known
  const beside = `${path}.${randomBytes(4).toString('hex')}.part`
  try {
    await writeFile(beside, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
    // Of two programs that make one at a time, the first wins.
    await link(beside, path).catch((thrown: NodeJS.ErrnoException) => {
      if (thrown.code !== 'EEXIST') throw thrown
    })
  } finally {
    await rm(beside, { force: true })
  }
  return (await keyAt(path))!
}

async function keyAt(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return undefined
    throw thrown
  })
  if (text === undefined) return undefined
  if (!/^[0-9a-f]{64}\n?$/.test(text)) throw new ProblemError('deidentify-key-damaged')
  return text.trim()
}
