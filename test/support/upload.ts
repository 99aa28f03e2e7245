import type { Opened } from '#shared/contract/index.ts'
import type { UploadPart } from '#shared/upload.ts'
import { uploadPartBytes } from '#shared/upload.ts'

type UploadClient = {
  uploads: { append(part: UploadPart): Promise<{ uploadId: string }> }
  studies: { upload(file: { uploadId: string; name: string }): Promise<Opened[]> }
}

/** Hands a file over as a page does, and opens it. */
export async function upload(client: UploadClient, file: File): Promise<Opened[]> {
  let uploadId: string | undefined
  for (let offset = 0; offset === 0 || offset < file.size; offset += uploadPartBytes) {
    const part = file.slice(offset, offset + uploadPartBytes)
    uploadId = (await client.uploads.append({ uploadId, offset, total: file.size, part })).uploadId
  }
  return client.studies.upload({ uploadId: uploadId!, name: file.name })
}
