import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { fleetViewSchema } from '../fleet.ts'
import { jobSchema } from '../job.ts'
import {
  comparisonSchema,
  placedRowSchema,
  reportStyleSchema,
  rowRequestSchema,
  rowsPageSchema,
  rowsRequestSchema,
  scanRequestSchema,
  scanSchema,
} from '../scan.ts'
import { procedure } from './procedure.ts'

const scanId = z.object({ scanId: z.string() })

/** Work that takes long: scans of folders, those that many machines share, and jobs of all kinds. */
export const scansContract = {
  scans: {
    /** Starts to read a folder into a report, or resumes one; its job tells how far it is. */
    start: procedure.input(scanRequestSchema).output(scanSchema),
    /** Resumes an unfinished scan. */
    resume: procedure.input(scanId).output(scanSchema),
    /** Newest first. */
    list: procedure.output(z.array(scanSchema)),
    /** Forgets a scan that is not running, with the rows that the program keeps of it. */
    remove: procedure.input(scanId),
    /** A part of the table of a scan whose rows the program keeps, also while it grows. */
    rows: procedure.input(rowsRequestSchema).output(rowsPageSchema),
    /** A row, or the one before or after it, and its place in the table. Null where the table has no such row. */
    row: procedure.input(rowRequestSchema).output(placedRowSchema.nullable()),
    export: procedure.input(scanId.extend({ style: reportStyleSchema })).output(z.instanceof(File)),
    compare: procedure.input(z.object({ before: z.string(), after: z.string() })).output(comparisonSchema),
  },
  fleet: {
    /** Scans that many machines share, where a database of them is configured. */
    show: procedure.output(fleetViewSchema),
  },
  jobs: {
    list: procedure.output(z.array(jobSchema)),
    /** The job now and after each change; ends after its terminal state. */
    watch: procedure.input(z.object({ jobId: z.string() })).output(eventIterator(jobSchema)),
    /** Asks for an end; the job says when it has ended. Asking an ended job changes nothing. */
    cancel: procedure.input(z.object({ jobId: z.string() })).output(jobSchema),
  },
}
