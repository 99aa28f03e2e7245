import { uploadPartBytes } from '#shared/upload.ts'
import type { Client } from './connection.ts'

/**
 * Hands a file over part by part; each waits for the one before, so that neither end holds more of it. Answers with the
 * id under which the host has it. Rejects as the calls do, or as the signal says; what has come so far goes then.
 */
export async function handOver(client: Client, file: Blob, signal?: AbortSignal): Promise<string> {
  let uploadId: string | undefined
  let offset = 0
  try {
    do {
      const part = file.slice(offset, offset + uploadPartBytes)
      const answer = await client.uploads.append({ uploadId, offset, total: file.size, part }, { signal })
      uploadId = answer.uploadId
      offset += part.size
    } while (offset < file.size)
    return uploadId
  } catch (thrown) {
    if (uploadId !== undefined) await client.uploads.drop({ uploadId }).catch(() => undefined)
    throw thrown
  }
}
