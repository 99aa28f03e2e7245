import { z } from 'zod'
import { engineNames } from './engine.ts'
import { findingSchema } from './finding.ts'
import { modelIdSchema } from './model.ts'
import { verdicts } from './reading.ts'
import { resultsWishSchema } from './results.ts'

/** One frame of one film, or why it could not be read: a line of the report. Names are those of its columns. */
export const scanRowSchema = z.object({
  /** Relative to the scanned folder, with `/` between its parts, unless absolute paths were asked for. */
  file: z.string(),
  study_uid: z.string().optional(),
  series_uid: z.string().optional(),
  instance_uid: z.string().optional(),
  /** Only if asked for: as it is, or as a hash that is the same in every scan of this installation. */
  patient_id: z.string().optional(),
  modality: z.string().optional(),
  body_part: z.string().optional(),
  view: z.string().optional(),
  /** YYYYMMDD, as in the file. */
  study_date: z.string().optional(),
  /** From 0, as everywhere in the program. */
  frame: z.int().nonnegative().optional(),
  verdict: z.enum(verdicts).optional(),
  probability: z.number().optional(),
  teacher: z.number().optional(),
  student: z.number().optional(),
  /** Mean share of each expert. */
  experts: z.array(z.number()).optional(),
  /** Where fractures are seen, in film pixels, most probable first; absent where the model does not point. */
  findings: z.array(findingSchema).optional(),
  warnings: z.array(z.string()).optional(),
  model: z.string(),
  model_sha256: z.string(),
  engine: z.string(),
  program_version: z.string(),
  read_at: z.string(),
  /** Of the network and its input; decoding left out. */
  milliseconds: z.number().optional(),
  error_code: z.string().optional(),
  error: z.string().optional(),
})
export type ScanRow = z.infer<typeof scanRowSchema>
export type ScanColumn = keyof ScanRow
export const scanColumns = Object.keys(scanRowSchema.shape) as [ScanColumn, ...ScanColumn[]]

export const reportFormats = ['csv', 'jsonl'] as const

/** How rows are written. */
export const reportStyleSchema = z.object({
  format: z.enum(reportFormats).default('csv'),
  /** Starts a CSV with a byte order mark, by which Excel knows UTF-8. */
  bom: z.boolean().default(false),
  columns: z.array(z.enum(scanColumns)).min(1).optional(),
})
export type ReportStyle = z.infer<typeof reportStyleSchema>

/** What is scanned and by what; the rows depend on nothing else. */
export const scanOptionsSchema = z.object({
  folder: z.string().min(1),
  modelId: modelIdSchema.optional(),
  engine: z.enum(engineNames).optional(),
  /** Only files whose path below the folder matches, such as `*.dcm` (in any folder) or `2024/**`. */
  glob: z.string().min(1).optional(),
  /** Only files of these modalities (0008,0060). Files that cannot be opened are still reported. */
  modalities: z.array(z.string().regex(/^[A-Z0-9_ ]{1,16}$/)).default([]),
  /** Only files changed after this. */
  newerThan: z.iso.datetime({ offset: true }).optional(),
  patientId: z.enum(['omit', 'keep', 'hash']).default('omit'),
  absolutePaths: z.boolean().default(false),
  /** Films are judged whatever speaks against it; see `notJudgedReasons`. */
  force: z.boolean().optional(),
  /** Results of each film are written as DICOM too. */
  results: resultsWishSchema.optional(),
})
export type ScanOptions = z.infer<typeof scanOptionsSchema>

export const scanOutputSchema = reportStyleSchema.extend({
  path: z.string().min(1),
  /** Takes the place of a report, or of an unfinished one, that is there. */
  replace: z.boolean().default(false),
})
export type ScanOutput = z.infer<typeof scanOutputSchema>

export const scanRequestSchema = z.object({
  options: scanOptionsSchema,
  /** Where the report goes; without it the program keeps the rows itself. */
  output: scanOutputSchema.optional(),
  /** Resumes the unfinished scan that lies at the output. */
  resume: z.boolean().default(false),
})
export type ScanRequest = z.infer<typeof scanRequestSchema>

const counts = z.record(z.string(), z.int().nonnegative())

/** What a scan has come to so far. */
export const scanTallySchema = z.object({
  /** Files that were read or reported. */
  files: z.int().nonnegative(),
  rows: z.int().nonnegative(),
  /** Rows with a verdict. */
  films: z.int().nonnegative(),
  verdicts: counts,
  /** Rows with an error, by code. */
  errors: counts,
  /** Files that the filters left out. */
  filtered: z.int().nonnegative(),
  /** Names that were passed over: hidden ones, links that lead elsewhere, what is no file. */
  skipped: counts,
  /** Time spent, pauses left out. */
  milliseconds: z.number().nonnegative(),
})
export type ScanTally = z.infer<typeof scanTallySchema>

export const scanSummarySchema = scanTallySchema.extend({
  scanId: z.string(),
  complete: z.boolean(),
  filmsPerSecond: z.number().nonnegative(),
  model: z.object({ id: z.string(), name: z.string(), sha256: z.string() }),
  engine: z.string(),
  programVersion: z.string(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
})
export type ScanSummary = z.infer<typeof scanSummarySchema>

/** A scan of now or earlier. */
export const scanSchema = z.object({
  scanId: z.string(),
  /** Its latest job. */
  jobId: z.string(),
  createdAt: z.iso.datetime(),
  state: z.enum(['running', 'unfinished', 'complete']),
  options: scanOptionsSchema,
  /** The model that reads, as it was called when the scan began. */
  model: z.object({ id: z.string(), name: z.string() }),
  /** The report's path; absent where the program keeps the rows itself. */
  output: z.string().optional(),
  summary: scanSummarySchema.optional(),
})
export type Scan = z.infer<typeof scanSchema>

export const rowFilters = ['all', ...verdicts, 'found', 'warned', 'error'] as const
export const rowOrders = [
  'file',
  'frame',
  'verdict',
  'probability',
  'findings',
  'teacher',
  'student',
  'modality',
  'body_part',
  'view',
  'study_date',
  'warnings',
  'error',
] as const

/** A part of a scan's table. */
export const rowsRequestSchema = z.object({
  scanId: z.string(),
  from: z.int().nonnegative().default(0),
  most: z.int().min(1).max(500).default(100),
  filter: z.enum(rowFilters).default('all'),
  /** Only rows of this modality (0008,0060). */
  modality: z.string().optional(),
  /** Only files whose path holds this, whatever its case. */
  search: z.string().default(''),
  sort: z.enum(rowOrders).default('file'),
  descending: z.boolean().default(false),
})
export type RowsRequest = z.infer<typeof rowsRequestSchema>

export const rowsPageSchema = z.object({
  rows: z.array(scanRowSchema),
  /** Rows that pass filter and search. */
  total: z.int().nonnegative(),
  /** Modalities of the scan's rows, in order. */
  modalities: z.array(z.string()),
})
export type RowsPage = z.infer<typeof rowsPageSchema>

/** What is not judged has no probability. */
const outcomeSchema = z.object({ verdict: z.enum(verdicts), probability: z.number().optional() })

/** A row of a scan's table, as that is filtered and sorted. */
export const rowRequestSchema = rowsRequestSchema.omit({ from: true, most: true }).extend({
  file: z.string(),
  frame: z.int().nonnegative().optional(),
  /** Asks for the row that stands so many places after it. */
  by: z.int().min(-1).max(1).default(0),
})
export type RowRequest = z.infer<typeof rowRequestSchema>

export const placedRowSchema = z.object({
  row: scanRowSchema,
  /** Its place in the table, from 0. */
  index: z.int().nonnegative(),
  /** Rows that pass filter and search. */
  total: z.int().positive(),
})
export type PlacedRow = z.infer<typeof placedRowSchema>

/** Two scans of the same films, row by row. */
export const comparisonSchema = z.object({
  /** Rows that are in both and have a verdict in both. */
  common: z.int().nonnegative(),
  /** How many rows went from one verdict to the other: `before → after`. */
  moves: z.array(z.object({ before: z.enum(verdicts), after: z.enum(verdicts), rows: z.int().positive() })),
  /** Rows with another verdict, in walk order, the first thousand. */
  changed: z.array(
    z.object({
      file: z.string(),
      frame: z.int(),
      before: outcomeSchema,
      after: outcomeSchema,
    }),
  ),
})
export type Comparison = z.infer<typeof comparisonSchema>
