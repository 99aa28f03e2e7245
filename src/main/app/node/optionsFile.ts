import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { defaultNodeOptions, nodeOptionsSchema, type NodeOptions } from '#shared/node.ts'
import { notWritten } from '../settings/settings.ts'

const fileName = 'node.json'
const fileSchema = z.object({ formatVersion: z.literal(1), options: nodeOptionsSchema })

/** What was chosen last. What cannot be understood runs no node: then all is as it comes. */
export async function readOptions(home: string): Promise<NodeOptions> {
  try {
    return fileSchema.parse(JSON.parse(await readFile(join(home, fileName), 'utf8'))).options
  } catch {
    return defaultNodeOptions
  }
}

/** Rejects with 'settings-not-writable' or 'settings-disk-full'. */
export async function writeOptions(home: string, options: NodeOptions): Promise<void> {
  const text = `${JSON.stringify({ formatVersion: 1, options }, null, 2)}\n`
  await writeFileAtomic(join(home, fileName), text, { mode: 0o600 }).catch((cause: unknown) => {
    throw notWritten(cause)
  })
}
