import { z } from 'zod'

/** What is worth an entry. A closed list: an action is never made from input. */
export const auditActions = [
  'program-started',
  'program-ended',
  'connection-opened',
  'connection-closed',
  'reading-shown',
  'verdict-listed',
  'results-written',
  'films-deidentified',
  'review-saved',
  'annotations-saved',
  'note-saved',
  'marks-saved',
  'reviews-exported',
  'connection-added',
  'connection-removed',
  'node-switched',
  'study-fetched',
  'objects-sent',
  'marks-undone',
  'marks-removed',
  'marks-exported',
  'films-forgotten',
  'scan-started',
  'scan-exported',
  'scan-removed',
  'training-started',
  'training-discarded',
  'labels-saved',
  'model-activated',
  'model-imported',
  'model-fitted',
  'model-exported',
  'model-deleted',
  'settings-changed',
  'private-mode',
  'data-cleared',
  'runtime-installed',
  'runtime-removed',
  'run-exported',
  'key-created',
  'key-revoked',
] as const
export type AuditAction = (typeof auditActions)[number]

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** What was done. Films and models are named by what they hold, never by a name that somebody gave them. */
export const auditNoteSchema = z.object({
  action: z.enum(auditActions),
  /** SHA-256 of the film's file; left out in private mode. */
  film: sha256.optional(),
  /** From 0. */
  frame: z.int().nonnegative().optional(),
  /** SHA-256 of the model's weights. */
  model: sha256.optional(),
  /** Ids that the program made at random. */
  job: z.string().max(60).optional(),
  /** A word of the program's own: a verdict, an opinion, a kind, the name of a setting. */
  words: z
    .array(z.string().regex(/^[A-Za-z0-9-]{1,40}$/))
    .max(40)
    .optional(),
  count: z.int().nonnegative().optional(),
})
export type AuditNote = z.infer<typeof auditNoteSchema>

/** An entry as it stands in the log, one a line. */
export const auditEntrySchema = auditNoteSchema.extend({
  /** From 1, without a gap. */
  entry: z.int().positive(),
  at: z.iso.datetime(),
  host: z.enum(['electron', 'browser', 'cli']),
  /** Hash of the entry before; zeros before the first. */
  before: sha256,
  /** SHA-256 of all the above, as JSON without white space. */
  hash: sha256,
})
export type AuditEntry = z.infer<typeof auditEntrySchema>

/** What can be wrong with the log, in the order of its lines. */
export const auditFaultKinds = [
  'unreadable',
  'changed',
  'missing',
  'cut',
  'added',
  'no-anchor',
  'no-such-head',
] as const

export const auditCheckSchema = z.object({
  entries: z.int().nonnegative(),
  /** Hash of the last entry; to be noted elsewhere, so that the whole log cannot be replaced either. */
  head: sha256,
  faults: z.array(z.object({ kind: z.enum(auditFaultKinds), line: z.int().nonnegative() })),
})
export type AuditCheck = z.infer<typeof auditCheckSchema>

export const auditPageSchema = z.object({ entries: z.array(auditEntrySchema), total: z.int().nonnegative() })
export type AuditPage = z.infer<typeof auditPageSchema>
