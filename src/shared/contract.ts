import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { inspectionEventSchema, inspectionRequestSchema, partSchema } from './dataset.ts'
import { annotationsSchema } from './annotation.ts'
import { deidentifyEventSchema, deidentifyRequestSchema } from './deidentify.ts'
import { documentSchema } from './document.ts'
import { auditCheckSchema, auditPageSchema } from './audit.ts'
import { engineNames, engineReportSchema, engineTestSchema, examineModes } from './engine.ts'
import { fleetViewSchema } from './fleet.ts'
import { foldersContract } from './folders.ts'
import { fileInfoSchema } from './fileInfo.ts'
import { filmSchema, greyFilmSchema } from './film.ts'
import { languageCodes } from './language.ts'
import { jobProgressSchema, jobSchema } from './job.ts'
import { markedFrameSchema, markPlaceSchema, saveMarksSchema, writtenMarkFormats, writtenMarksSchema } from './mark.ts'
import { noteChangeSchema, noteSchema } from './note.ts'
import { libraryChangeSchema, libraryStateSchema, markSchema, opinions, tagSchema } from './library.ts'
import { comparisonEventSchema, evaluationEventSchema } from './evaluation.ts'
import { fitEventSchema } from './fit.ts'
import {
  activeModelSchema,
  modelCardSchema,
  modelFormats,
  modelIdSchema,
  modelSummarySchema,
  modelVersionsSchema,
} from './model.ts'
import { networkSummarySchema } from './networkSummary.ts'
import { cacheCheckSchema, clearableKinds, storageSchema } from './privacy.ts'
import { openedSchema } from './opened.ts'
import { nodeContract } from './node.ts'
import { pacsContract } from './pacs.ts'
import { problemSchema } from './problem.ts'
import { readingSchema } from './reading.ts'
import {
  comparisonSchema,
  reportStyleSchema,
  rowsPageSchema,
  rowsRequestSchema,
  scanRequestSchema,
  scanSchema,
} from './scan.ts'
import { reportSchema } from './report.ts'
import { resultsWishSchema, writtenResultsSchema } from './results.ts'
import { agreementSchema, differencesSchema } from './review.ts'
import { runtimeNames, runtimeRequestSchema, runtimeStateSchema } from './runtime.ts'
import { settingsChangeSchema, settingsStateSchema } from './settings.ts'
import { shortcutEventSchema, shortcutRequestSchema } from './shortcut.ts'
import { uploadIdSchema, uploadPartSchema } from './upload.ts'
import {
  estimateRequestSchema,
  estimateSchema,
  labelledFilmSchema,
  labelsRequestSchema,
  savedLabelsSchema,
  trainingRunSchema,
  trainingSettingsSchema,
} from './training.ts'

export { openedSchema, type Opened } from './opened.ts'

/** Every failure that the program foresees travels as this one error. */
const procedure = oc.errors({ PROBLEM: { data: problemSchema } })

const scanId = z.object({ scanId: z.string() })
/** The page's language; where none is given, the one that was chosen. */
const spokenIn = z.enum(languageCodes).optional()
const runId = z.object({ runId: z.string() })
const filmId = z.object({ filmId: z.string() })
const labelledFilms = z.object({
  /** With one folder of films a class; or a manifest. */
  folder: z.string().min(1).optional(),
  /** Labels and marks are what was said of films in the worklist: those of the folder, or all where none is given. */
  reviewed: z.boolean().default(false),
  /** Of data that came divided, only this part. */
  part: partSchema.optional(),
  /** Leave out films that a model is known to have been trained on. */
  unseen: z.boolean().default(false),
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
/** Films of the worklist of which somebody said whether there is a fracture. */
export const reviewedSchema = z.object({
  fractured: z.int().nonnegative(),
  /** Of those with a fracture, how many have marks. */
  marked: z.int().nonnegative(),
  unfractured: z.int().nonnegative(),
  /** The deepest folder in which all of them lie; absent where there are none. */
  folder: z.string().optional(),
})
export type Reviewed = z.infer<typeof reviewedSchema>
/** A name that the caller makes up. */
const runSchema = z.uuid()
const frameOf = filmId.extend({ frame: z.int().nonnegative().default(0) })

/** What goes along with an exported model because its owner says so. */
export const exportAlongSchema = z.object({
  name: z.string().min(1).optional(),
  /** Columns of the data whose values the report may name. */
  columns: z.array(z.string().min(1)).optional(),
})
export type ExportAlong = z.infer<typeof exportAlongSchema>

export const trainingRequestSchema = trainingSettingsSchema.extend({
  folder: z.string().min(1),
  name: z.string().min(1).optional(),
  /** Whose trunk training starts from; by default that of the active model. */
  from: modelIdSchema.optional(),
  /**
   * A safetensors file with the weights of a ResNet-18, named as torchvision does, whose trunk training starts from
   * instead.
   */
  weights: z.string().min(1).optional(),
  activate: z.boolean().default(false),
  /** What computes; without it the program chooses. */
  engine: z.enum(engineNames).optional(),
  /** Also train on films of the reading room of which a person said whether their reading is right. */
  addReviewed: z.boolean().optional(),
})
export type TrainingRequest = z.infer<typeof trainingRequestSchema>

export const aboutSchema = z.object({
  version: z.string(),
  host: z.enum(['electron', 'browser', 'cli']),
  activeModel: activeModelSchema,
  /** What could not be kept since the program started: a full or read-only disk. Each is told once. */
  troubles: z.array(problemSchema),
  engine: z.enum(engineNames),
})
export type About = z.infer<typeof aboutSchema>

/**
 * All that a user can do, whichever host they came through.
 * The Electron host serves it over a MessagePort, the browser host over a WebSocket, the CLI calls it in process.
 */
export const contract = {
  app: {
    about: procedure.output(aboutSchema),
  },
  studies: {
    /**
     * Opens files and folders (folders recursively) by path; one event a file, in walk order, as they come. An archive
     * is all files in it.
     */
    open: procedure
      .input(
        z.object({
          paths: z.array(z.string().min(1)).min(1),
          /**
           * The paths are those of a folder that is walked, so that a DICOMDIR among them adds nothing to its films.
           */
          fromWalk: z.boolean().default(false),
        }),
      )
      .output(eventIterator(openedSchema)),
    /** Opens one file, or an archive of files, that the page has handed over; see `uploads`. */
    upload: procedure
      .input(z.object({ uploadId: uploadIdSchema, name: z.string().min(1) }))
      .output(z.array(openedSchema)),
    /** The sample films that come with the program. */
    samples: procedure.output(z.array(openedSchema)),
    list: procedure.output(z.array(filmSchema)),
    /** The reports and presentation states that are open. */
    documents: procedure.output(z.array(documentSchema)),
    close: procedure.input(filmId),
    /** A whole list at once, of films and documents. Answers with how many films `reopen` can bring back. */
    closeMany: procedure
      .input(z.object({ filmIds: z.array(z.string()) }))
      .output(z.object({ canReopen: z.int().nonnegative() })),
    /** Takes the last `closeMany` back, once; files that a page had handed over are gone. */
    reopen: procedure.output(z.array(filmSchema)),
    /** A decoded frame. Its samples are a typed array on every way to the page; see `pack`. */
    pixels: procedure.input(frameOf).output(greyFilmSchema),
    /** The first frame in its own window as a small PNG. */
    thumbnail: procedure.input(filmId).output(z.object({ picture: z.instanceof(Blob) })),
    /** The header of a DICOM file, element by element, values cut short; empty for other formats. */
    tags: procedure.input(filmId).output(z.array(tagSchema)),
    /** What an open film's file is, technically, and the hash of its decoded values. */
    info: procedure.input(filmId).output(fileInfoSchema),
  },
  folders: foldersContract,
  /** Files that the page holds and the program cannot reach by path. */
  uploads: {
    /** The next part of a file; the first one makes the id under which it can be opened once it is whole. */
    append: procedure.input(uploadPartSchema).output(z.object({ uploadId: uploadIdSchema })),
    /** The page does not want it any more. */
    drop: procedure.input(z.object({ uploadId: uploadIdSchema })),
  },
  library: {
    state: procedure.output(libraryStateSchema),
    /** Tells of each change from now on, also of the caller's own, so that every window shows it. Ends with its reader. */
    watch: procedure.output(eventIterator(libraryChangeSchema)),
    /** In private mode nothing is kept; what was known only in it is gone when it ends. */
    setPrivate: procedure.input(z.object({ on: z.boolean() })).output(libraryStateSchema),
    /** What the active model said of all open films, or of one, and people of them. */
    marks: procedure.input(filmId.partial()).output(z.array(markSchema)),
    /** What a person says of the reading of a frame; nothing takes it back. */
    review: procedure.input(frameOf.extend({ opinion: z.enum(opinions).optional() })),
    annotations: procedure.input(filmId).output(annotationsSchema),
    /**
     * Answers with what is kept then. `before`: what the page began with, so that what another window has changed
     * meanwhile stays; without it, all is replaced.
     */
    saveAnnotations: procedure
      .input(filmId.extend({ annotations: annotationsSchema, before: annotationsSchema.optional() }))
      .output(annotationsSchema),
    /** What is noted of all open films that were ever looked at, or of one; frames without a note are left out. */
    notes: procedure.input(filmId.partial()).output(z.array(noteSchema)),
    /** Notes something of a frame, or makes it a key image; answers with what is noted then. */
    saveNote: procedure.input(noteChangeSchema).output(noteSchema),
    /**
     * Closes films and deletes all that was kept of them: their place in the worklist, readings, reviews,
     * annotations, marks and notes.
     */
    forget: procedure.input(z.object({ filmIds: z.array(z.string()).min(1) })),
  },
  marks: {
    /** What readers see on the frames of all open films, or of one, and where. */
    list: procedure.input(filmId.partial()).output(z.array(markedFrameSchema)),
    /** What a reader sees on a frame, whatever a model said of it; takes the place of what they said before. */
    save: procedure.input(saveMarksSchema).output(markedFrameSchema),
    /** Goes back to what the reader said before; answers with that, or nothing where there was nothing. */
    undo: procedure.input(markPlaceSchema).output(z.object({ now: markedFrameSchema.optional() })),
    /** Takes away what a reader said of a frame, for good. */
    remove: procedure.input(markPlaceSchema),
    /** Marks of labelled films into a new file at a path of this machine, in pixels of these films. */
    exportFolder: procedure
      .input(
        z.object({
          folder: z.string().min(1),
          /** A file or a folder with marks, where they do not lie among the films. */
          marks: z.string().min(1).optional(),
          categories: z.array(z.string().min(1)).min(1).optional(),
          format: z.enum(writtenMarkFormats),
          file: z.string().min(1),
        }),
      )
      .output(writtenMarksSchema),
    /** What readers said of films of the worklist, into a new file. */
    exportKept: procedure
      .input(z.object({ format: z.enum(writtenMarkFormats), file: z.string().min(1) }))
      .output(writtenMarksSchema),
    /** The same file for a page that cannot be given a path. */
    download: procedure.input(z.object({ format: z.enum(writtenMarkFormats) })).output(z.instanceof(File)),
  },
  reviews: {
    /** What readers answered of films of the worklist, as a CSV table into a new file. */
    export: procedure
      .input(z.object({ file: z.string().min(1) }))
      .output(z.object({ reviews: z.int().positive(), leftOut: z.int().nonnegative() })),
    /** How readers of films of the worklist agree with one another and with the models that read them. */
    kept: procedure.output(agreementSchema),
    /**
     * On which open films readers differ. A second reader, as the settings say, is told of none that they have still to
     * answer.
     */
    differences: procedure.output(differencesSchema),
    /** How readers agree with one another, with the model, and with a reference where one is named. */
    agreement: procedure
      .input(
        z.object({
          files: z.array(z.string().min(1)).min(1),
          reference: z.string().min(1).optional(),
          referenceReader: z.string().optional(),
          seed: z.int().nonnegative(),
        }),
      )
      .output(agreementSchema),
  },
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
  training: {
    /** What can be known of labelled films before a training: progress, then what was found. Ends with its reader. */
    inspect: procedure.input(inspectionRequestSchema).output(eventIterator(inspectionEventSchema)),
    /**
     * Whether labelled films can be told apart without their anatomy: progress, then the answer. Ends with its reader.
     */
    checkShortcuts: procedure.input(shortcutRequestSchema).output(eventIterator(shortcutEventSchema)),
    /** A picture that an inspection or a check for shortcuts made. */
    picture: procedure.input(z.object({ pictureId: z.string() })).output(z.object({ picture: z.instanceof(Blob) })),
    start: procedure.input(trainingRequestSchema).output(jobSchema),
    /**
     * Resumes a run that was cancelled or interrupted, from its last epoch; a run is named by the job that began
     * it.
     */
    resume: procedure.input(runId.extend({ engine: z.enum(engineNames).optional() })).output(jobSchema),
    /** What a training would take here, measured by a few real steps on films of the folder. */
    estimate: procedure.input(estimateRequestSchema).output(estimateSchema),
    /** Newest first; those of a program that runs at the same time are its own. */
    runs: procedure.output(z.array(trainingRunSchema)),
    /** The course of a run so far: its steps and its epochs, which have a `trainLoss`. */
    course: procedure.input(runId).output(z.array(jobProgressSchema)),
    /** Writes settings, course and figures of a run as files that MLflow reads. They name no film and no folder. */
    exportRun: procedure
      .input(runId.extend({ folder: z.string().min(1) }))
      .output(z.object({ path: z.string(), files: z.int() })),
    /**
     * Ends a run if it is under way, and deletes it with what would serve to resume it. A model that came of it
     * stays.
     */
    discard: procedure.input(runId),
    /** Films of the reading room that could be trained on by what a person said of their readings. */
    reviewed: procedure.output(reviewedSchema),
    /** How a model does on the films that were held out. The bundled model has none. */
    report: procedure.input(z.object({ modelId: modelIdSchema })).output(reportSchema),
    /** Keeps corrected labels in a manifest; films and folders stay as they are. */
    saveLabels: procedure.input(labelsRequestSchema).output(savedLabelsSchema),
    /** A film of labelled data in its own window as a small PNG. */
    thumbnail: procedure.input(labelledFilmSchema).output(z.object({ picture: z.instanceof(Blob) })),
  },
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
    export: procedure.input(scanId.extend({ style: reportStyleSchema })).output(z.instanceof(File)),
    compare: procedure.input(z.object({ before: z.string(), after: z.string() })).output(comparisonSchema),
  },
  pacs: pacsContract,
  node: nodeContract,
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
  audit: {
    /** What was done with the program, the newest first. */
    list: procedure
      .input(z.object({ from: z.int().nonnegative().default(0), most: z.int().min(1).max(1000).default(100) }))
      .output(auditPageSchema),
    /** Whether the log is whole. `head`: a hash that was noted at an earlier time. */
    verify: procedure
      .input(
        z.object({
          head: z
            .string()
            .regex(/^[0-9a-f]{64}$/)
            .optional(),
        }),
      )
      .output(auditCheckSchema),
  },
  privacy: {
    /** What the program keeps on this machine: where it lies and how much it takes. */
    storage: procedure.output(storageSchema),
    /** Deletes all of one kind for good, but for what is in use; answers with what is left. */
    clear: procedure.input(z.object({ kind: z.enum(clearableKinds) })).output(storageSchema),
    /** Looks at every entry of the caches, and removes those that are damaged. */
    verifyCaches: procedure.output(cacheCheckSchema),
  },
  settings: {
    /** What the user has chosen, and what became of the file that kept it. */
    show: procedure.output(settingsStateSchema),
    change: procedure.input(settingsChangeSchema).output(settingsStateSchema),
    /** Takes over what a browser kept before the program did. Changes nothing where something is kept here. */
    adopt: procedure.input(z.object({ kept: z.unknown() })).output(settingsStateSchema),
    /** The user has read why kept settings are not used. */
    dismissProblem: procedure.output(settingsStateSchema),
  },
  engines: {
    /** Which engines are here and which is used; they are tried in a process of their own. */
    doctor: procedure
      .input(z.object({ examine: z.enum(examineModes).default('kept') }).optional())
      .output(z.array(engineReportSchema)),
    /** One engine tried with a known answer and with a reading. */
    test: procedure.input(z.object({ engine: z.enum(engineNames) })).output(engineTestSchema),
  },
  runtimes: {
    /** What is installed, every file checked, which takes seconds. */
    list: procedure.output(z.array(runtimeStateSchema)),
    /** Starts to install one, or resumes an interrupted installation; its job tells how far it is. */
    install: procedure.input(runtimeRequestSchema).output(jobSchema),
    remove: procedure.input(z.object({ name: z.enum(runtimeNames) })),
  },
}
