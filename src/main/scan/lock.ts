import { open, readFile, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { z } from 'zod'
import { ProblemError } from '#shared/problem.ts'
import { runsElsewhere, thisOwner } from '#main/files/index.ts'

const lockSchema = z.object({ pid: z.int(), since: z.number(), host: z.string() })

/** Locks that this process holds: its own id on disk would not tell one of its scans from another. */
const held = new Set<string>()

/**
 * Takes the one right to write at `path`, or rejects with 'in-use'. The lock of a program that has died is taken over.
 * Resolves with the function that gives the right back.
 */
export async function lock(path: string): Promise<() => Promise<void>> {
  if (held.has(path)) throw new ProblemError('scan-report-in-use')
  held.add(path)
  try {
    if (!(await create(path))) {
      if (await isAlive(path)) throw new ProblemError('scan-report-in-use')
      await rm(path, { force: true })
      if (!(await create(path))) throw new ProblemError('scan-report-in-use')
    }
  } catch (thrown) {
    held.delete(path)
    throw thrown
  }
  return async () => {
    await rm(path, { force: true })
    held.delete(path)
  }
}

async function create(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600)
    await file.writeFile(JSON.stringify({ ...thisOwner(), host: hostname() }))
    await file.close()
    return true
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw thrown
  }
}

/** A program on another machine, which a shared drive makes possible, cannot be asked: it is taken to live. */
async function isAlive(path: string): Promise<boolean> {
  try {
    const owner = lockSchema.parse(JSON.parse(await readFile(path, 'utf8')))
    return owner.host !== hostname() || runsElsewhere(owner)
  } catch {
    return false
  }
}
