import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { deidentifyEventSchema, deidentifyRequestSchema } from '../deidentify.ts'
import { engineNames } from '../engine.ts'
import { markSchema } from '../library.ts'
import { modelIdSchema } from '../model.ts'
import { readingSchema } from '../reading.ts'
import { resultsWishSchema, writtenResultsSchema } from '../results.ts'
import { filmId, frameOf, procedure } from './procedure.ts'

/** A name that the caller makes up. */
const runSchema = z.uuid()

/** What models say of films, and what others are given of it. */
export const readingsContract = {
  readings: {
    read: procedure
      .input(
        frameOf.extend({
          modelId: modelIdSchema.optional(),
          engine: z.enum(engineNames).optional(),
          /** Judged whatever speaks against it; see `notJudgedReasons`. */
          force: z.boolean().optional(),
        }),
      )
      .output(readingSchema),
    /** Whether a model was trained on a film; nothing where its split does not say. */
    seen: procedure.input(filmId.extend({ modelId: modelIdSchema })).output(z.object({ seen: z.boolean().optional() })),
    /**
     * What the active model says of a frame, in short: as it is remembered, else read now. Nothing while a training or a
     * scan has the machine; ask again later.
     */
    verdict: procedure.input(frameOf).output(z.object({ mark: markSchema.optional() })),
  },
  /** Readings as DICOM objects for others. They are given as they were shown: nothing is read again. */
  results: {
    /**
     * Writes one into a folder of this machine. `run` names what belongs together: the films called Fracture in a run
     * are selected together when it is finished.
     */
    write: procedure
      .input(filmId.extend({ reading: readingSchema, wish: resultsWishSchema, run: runSchema }))
      .output(writtenResultsSchema),
    /** Writes what can only be known at the end of a run. */
    finish: procedure
      .input(z.object({ modelId: modelIdSchema, wish: resultsWishSchema, run: runSchema }))
      .output(writtenResultsSchema),
    /** The same objects of one reading in a ZIP archive, for a page that cannot be given a path. */
    download: procedure.input(filmId.extend({ reading: readingSchema })).output(z.instanceof(File)),
  },
  deidentify: {
    /**
     * Exports films without what identifies their patients, into a folder of this machine; progress, then one
     * `exported`. Ends with its reader, and leaves nothing then.
     */
    export: procedure.input(deidentifyRequestSchema).output(eventIterator(deidentifyEventSchema)),
  },
}
