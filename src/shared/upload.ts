import { z } from 'zod'

/** Largest file that a page may hand over, bytes. A larger one is opened by its path. */
export const largestUpload = 512 * 2 ** 20
/** Of a file that is handed over, so that the host never holds more of it than that, bytes. */
export const uploadPartBytes = 4 * 2 ** 20

export const uploadIdSchema = z.uuid()

export const uploadPartSchema = z.object({
  /** From the answer to the first part on. */
  uploadId: uploadIdSchema.optional(),
  /** Where in the file the part begins, bytes. */
  offset: z.int().nonnegative(),
  /** Of the whole file, bytes. */
  total: z.int().nonnegative(),
  part: z.instanceof(Blob).refine(({ size }) => size <= uploadPartBytes, 'The part is too large.'),
})
export type UploadPart = z.infer<typeof uploadPartSchema>
