import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { defaultNodeOptions, nodeOptionsSchema, type NodeOptions } from '#shared/node.ts'
import { ProblemError } from '#shared/problem.ts'
import { isAside, readOwnJson } from '#main/files/index.ts'
import { notWritten } from '../settings/settings.ts'

const fileName = 'node.json'
const fileSchema = z.object({ formatVersion: z.literal(1), options: nodeOptionsSchema })

/**
 * What was chosen last; all as it comes where nobody chose. Rejects once with 'aside-node' for what cannot be understood,
 * and with 'settings-not-readable'.
 */
export async function readOptions(home: string): Promise<NodeOptions> {
  try {
    return (await readOwnJson(join(home, fileName), fileSchema, { id: 'aside-node' }))?.options ?? defaultNodeOptions
  } catch (cause) {
    throw isAside(cause) ? cause : new ProblemError('settings-not-readable', { cause })
  }
}

/** Rejects with 'settings-not-writable' or 'settings-disk-full'. */
export async function writeOptions(home: string, options: NodeOptions): Promise<void> {
  const text = `${JSON.stringify({ formatVersion: 1, options }, null, 2)}\n`
  await writeFileAtomic(join(home, fileName), text, { mode: 0o600 }).catch((cause: unknown) => {
    throw notWritten(cause)
  })
}
