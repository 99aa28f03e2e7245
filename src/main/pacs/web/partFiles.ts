import { randomUUID } from 'node:crypto'
import { open, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { ProblemError } from '#shared/problem.ts'
import type { FetchedTo } from '../peer.ts'
import type { PartSink } from './parts.ts'

/**
 * Writes each part into a file and hands it over when it is whole; it is gone afterwards unless it was taken away.
 * `discard` removes one that did not come whole. Rejects with 'pacs-folder-not-writable', and as `onObject` does.
 */
export function partFiles({ folder, onObject }: FetchedTo): PartSink & { discard(): Promise<void> } {
  let coming: { path: string; file: FileHandle } | undefined
  const discard = async (): Promise<void> => {
    const gone = coming
    coming = undefined
    await gone?.file.close().catch(() => undefined)
    if (gone) await rm(gone.path, { force: true }).catch(() => undefined)
  }
  return {
    begin: async () => {
      const path = join(folder, `${randomUUID()}.part`)
      coming = { path, file: await onDisk(open(path, 'wx', 0o600)) }
    },
    write: (bytes) => onDisk(coming!.file.writeFile(bytes)),
    end: async () => {
      const { path, file } = coming!
      await onDisk(file.close())
      try {
        await onObject(path)
      } finally {
        await discard()
      }
    },
    discard,
  }
}

const onDisk = <T>(work: Promise<T>): Promise<T> =>
  work.catch((cause: unknown) => {
    throw new ProblemError('pacs-folder-not-writable', { cause })
  })
