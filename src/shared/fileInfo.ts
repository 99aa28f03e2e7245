import { z } from 'zod'
import { fileHeaderSchema, voiWindowSchema } from './film.ts'
import { problemSchema } from './problem.ts'

/**
 * What a file is, technically: nothing of the patient, and enough to compare its decoding with that of another program.
 */
export const fileInfoSchema = fileHeaderSchema
  .pick({
    format: true,
    transferSyntax: true,
    modality: true,
    rows: true,
    columns: true,
    frames: true,
    bitsAllocated: true,
    bitsStored: true,
    signed: true,
    photometric: true,
    lossy: true,
    spacing: true,
  })
  .and(
    z.union([
      z.object({
        /** The window in which the first frame is shown and read. */
        window: voiWindowSchema,
        /** The file's own window or VOI LUT, or one over the values where it has none. */
        windowFrom: z.enum(['file', 'values']),
        /** What a careful reader should know of the first frame; see `warningCodes`. */
        warnings: z.array(z.string()),
        /**
         * SHA-256 (hex) of all stored values, little endian, frame after frame, row by row, the samples of a pixel
         * together.
         */
        pixelsSha256: z.string(),
      }),
      /** Why the pixels cannot be decoded, although the header can be read. */
      z.object({ problem: problemSchema }),
    ]),
  )
export type FileInfo = z.infer<typeof fileInfoSchema>
