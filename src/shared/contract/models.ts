import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { partSchema } from '../dataset.ts'
import { engineNames } from '../engine.ts'
import { comparisonEventSchema, evaluationEventSchema } from '../evaluation.ts'
import { fitEventSchema } from '../fit.ts'
import { languageCodes } from '../language.ts'
import {
  activeModelSchema,
  modelCardSchema,
  modelFormats,
  modelIdSchema,
  modelSummarySchema,
  modelVersionsSchema,
} from '../model.ts'
import { networkSummarySchema } from '../networkSummary.ts'
import { uploadIdSchema } from '../upload.ts'
import { procedure } from './procedure.ts'

/** The page's language; where none is given, the one that was chosen. */
const spokenIn = z.enum(languageCodes).optional()

const labelledFilms = z.object({
  /** With one folder of films a class; or a manifest. */
  folder: z.string().min(1).optional(),
  /** Labels and marks are what was said of films in the worklist: those of the folder, or all where none is given. */
  reviewed: z.boolean().default(false),
  /** Of data that came divided, only this part. */
  part: partSchema.optional(),
  /** Leave out films that a model is known to have been trained on. */
  unseen: z.boolean().default(false),
  /** Films whose names match in the first brackets of this pattern are of one patient. */
  groupPattern: z.string().min(1).optional(),
  /** Films that are not read, by their files within the folder. */
  leaveOut: z.array(z.string().min(1)).optional(),
  /** A file, or a folder of files, with marks; without it they are looked for among the films. */
  marks: z.string().min(1).optional(),
  /** Which categories of the marks are fractures, where their names do not say it. */
  categories: z.array(z.string().min(1)).optional(),
  engine: z.enum(engineNames).optional(),
})

/** Labelled films come from somewhere. */
type FilmsAsked = { folder?: string | undefined; reviewed: boolean }
const fromSomewhere: [(asked: FilmsAsked) => boolean, { path: string[]; error: string }] = [
  ({ folder, reviewed }) => folder !== undefined || reviewed,
  { path: ['folder'], error: 'Neither a folder nor reviewed films' },
]

/** What goes along with an exported model because its owner says so. */
export const exportAlongSchema = z.object({
  name: z.string().min(1).optional(),
  /** Columns of the data whose values the report may name. */
  columns: z.array(z.string().min(1)).optional(),
})
export type ExportAlong = z.infer<typeof exportAlongSchema>

/** Models: which there are, which one reads, how well, and on their way to others. */
export const modelsContract = {
  models: {
    list: procedure.output(z.array(modelSummarySchema)),
    show: procedure.input(z.object({ modelId: modelIdSchema })).output(modelCardSchema),
    activate: procedure.input(z.object({ modelId: modelIdSchema })).output(modelSummarySchema),
    /** Goes back to the model that was active before; answers with it. */
    rollback: procedure.output(modelSummarySchema),
    /**
     * For good. The bundled model stays; the active one goes only with `evenIfActive`. Answers with the model that is
     * active then.
     */
    delete: procedure
      .input(z.object({ modelId: modelIdSchema, evenIfActive: z.boolean().default(false) }))
      .output(activeModelSchema),
    /** The layer table, and a drawing of the network as an SVG document. */
    summary: procedure
      .input(z.object({ modelId: modelIdSchema, language: spokenIn }))
      .output(z.object({ network: networkSummarySchema, drawing: z.string() })),
    /**
     * Into a new file at a path of this machine: `.onnx` for other tools, any other name for `import`. Of names that
     * may be those of patients only what `along` says goes with it; the card is the one in the file.
     */
    export: procedure
      .input(
        z.object({
          modelId: modelIdSchema,
          file: z.string().min(1),
          along: exportAlongSchema.optional(),
        }),
      )
      .output(z.object({ bytes: z.int(), card: modelCardSchema.optional() })),
    /**
     * All models, checked byte by byte, with what makes a table of them; and those that are damaged, with the reason.
     */
    versions: procedure.output(modelVersionsSchema),
    /** The same file as `export` writes, for a page that cannot be given a path. */
    download: procedure
      .input(z.object({ modelId: modelIdSchema, format: z.enum(modelFormats), along: exportAlongSchema.optional() }))
      .output(z.instanceof(File)),
    /**
     * The report as a page of its own, which comes from whoever made the model: it must be shown where it can do
     * nothing.
     */
    reportPage: procedure
      .input(z.object({ modelId: modelIdSchema, language: spokenIn }))
      .output(z.object({ html: z.string() })),
    /** From an exported file, by its path or as the page has handed it over. */
    import: procedure
      .input(z.object({ file: z.union([z.string().min(1), z.object({ uploadId: uploadIdSchema })]) }))
      .output(modelSummarySchema),
    /** Measures a model (by default the active one) on labelled films; progress, then one `evaluated`. */
    evaluate: procedure
      .input(
        labelledFilms
          .extend({ modelId: modelIdSchema.optional(), by: z.array(z.string().min(1)).optional() })
          .refine(...fromSomewhere),
      )
      .output(eventIterator(evaluationEventSchema)),
    /**
     * Fits calibration and operating points of a model (by default the active one) to labelled films of this place, into
     * a model of its own; progress, then one `fitted`.
     */
    fit: procedure
      .input(
        labelledFilms
          .omit({ unseen: true })
          .extend({ modelId: modelIdSchema.optional(), name: z.string().trim().min(1).max(100).optional() })
          .refine(...fromSomewhere),
      )
      .output(eventIterator(fitEventSchema)),
    /** Two models on the same labelled films; progress, then one `compared`. */
    compare: procedure
      .input(labelledFilms.extend({ a: modelIdSchema, b: modelIdSchema }).refine(...fromSomewhere))
      .output(eventIterator(comparisonEventSchema)),
  },
}
