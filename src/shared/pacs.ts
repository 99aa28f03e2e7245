import { z } from 'zod'
import { openedSchema } from './opened.ts'
import { problemSchema } from './problem.ts'

const text = z.string().max(1000)

/** A PACS connection as somebody enters it; whether it can be one is said by a problem with a sentence. */
export const newConnectionSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('dicom'),
    name: text,
    aeTitle: text,
    host: text,
    port: z.number(),
    /** How this program calls itself. */
    callingAeTitle: text.optional(),
    /** TLS, with the authorities in this file (PEM) or those of the system. */
    tls: z.object({ ca: text.optional() }).optional(),
  }),
  z.object({
    kind: z.literal('dicomweb'),
    name: text,
    url: text,
    /** With a user the secret is a password, without one a token. */
    user: text.optional(),
    secret: z.string().max(10_000).optional(),
    /** Authorities to trust instead of those of the system, a file (PEM). */
    ca: text.optional(),
  }),
])
export type NewConnection = z.infer<typeof newConnectionSchema>

/** A connection as it is shown: its secret never leaves the program. */
export const shownConnectionSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('dicom'),
    name: z.string(),
    aeTitle: z.string(),
    host: z.string(),
    port: z.int(),
    callingAeTitle: z.string(),
    tls: z.boolean(),
  }),
  z.object({
    kind: z.literal('dicomweb'),
    name: z.string(),
    url: z.string(),
    user: z.string().optional(),
    login: z.enum(['none', 'password', 'token']),
  }),
])
export type ShownConnection = z.infer<typeof shownConnectionSchema>

export const connectionListSchema = z.object({
  connections: z.array(shownConnectionSchema),
  /** Where new secrets are kept: the system's key store, or a file that its user alone can read. */
  secrets: z.enum(['key-store', 'file']),
})
export type ConnectionList = z.infer<typeof connectionListSchema>

/** What is asked for: studies that fit all of it. `*` and `?` stand for anything, PS3.4 C.2.2.2.4. */
export const studyQuerySchema = z.object({
  patientId: text.optional(),
  patientName: text.optional(),
  /** A day, or a range of days with an end left open: 20240131, 20240101-20240131, -20240131. */
  date: text.optional(),
  modality: text.optional(),
  accession: text.optional(),
})
export type StudyQuery = z.infer<typeof studyQuerySchema>

export const foundStudySchema = z.object({
  studyUid: z.string(),
  patientName: z.string(),
  patientId: z.string(),
  /** YYYYMMDD, as it is stored. */
  date: z.string(),
  description: z.string(),
  modalities: z.array(z.string()),
  instances: z.int().positive().optional(),
})
export type FoundStudy = z.infer<typeof foundStudySchema>

export const fetchEventSchema = z.discriminatedUnion('type', [
  /** So many objects are here; a slow reader misses some of these. */
  z.object({ type: z.literal('fetched'), objects: z.int() }),
  /** All are here: what became of each in the worklist. */
  z.object({ type: z.literal('opened'), opened: z.array(openedSchema) }),
])
export type FetchEvent = z.infer<typeof fetchEventSchema>

export const sendEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('read'), films: z.int(), of: z.int() }),
  z.object({ type: z.literal('sending'), objects: z.int(), of: z.int() }),
  z.object({
    type: z.literal('done'),
    /** Objects that were stored. */
    objects: z.int(),
    /** Those of them of which nobody knows what the other side keeps. */
    uncompared: z.int(),
    /** Films of which a result could not be made or was not stored, with the first reason. */
    unsent: z.array(z.object({ filmId: z.string(), problem: problemSchema })),
  }),
])
export type SendEvent = z.infer<typeof sendEventSchema>
