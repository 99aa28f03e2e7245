import { z } from 'zod'
import { modelIdSchema } from './model.ts'
import { problemSchema } from './problem.ts'
import { scanOptionsSchema, scanTallySchema } from './scan.ts'

/** Where the films of a fleet's scan are. */
export const fleetSourceSchema = z.discriminatedUnion('kind', [
  /** A folder that all workers see, under this path or one that is mapped to it. */
  z.object({ kind: z.literal('folder'), folder: z.string().min(1) }),
  /** A DICOMweb archive (PS3.18): its base address, and the query of its studies as it is written in an address. */
  z.object({ kind: z.literal('dicomweb'), base: z.url(), query: z.string() }),
])
export type FleetSource = z.infer<typeof fleetSourceSchema>

/** How a source is called in a list. */
export function sourceName(source: FleetSource): string {
  return source.kind === 'folder' ? source.folder : `${source.base}${source.query ? `?${source.query}` : ''}`
}

/** What is scanned and by what; the rows depend on nothing else. */
export const fleetTermsSchema = z.object({
  source: fleetSourceSchema,
  ...scanOptionsSchema.pick({ glob: true, modalities: true, newerThan: true, patientId: true, absolutePaths: true })
    .shape,
  model: z.object({ id: modelIdSchema, name: z.string(), sha256: z.string() }),
})
export type FleetTerms = z.infer<typeof fleetTermsSchema>

/**
 * `walking`: the films are not all found yet; `reading`: they are; `complete`: each has its rows; `cancelled`: no more
 * are read.
 */
export const fleetStates = ['walking', 'reading', 'complete', 'cancelled'] as const

/** One scan of a fleet, and how far it has come. */
export const fleetScanSchema = z.object({
  id: z.int(),
  name: z.string(),
  state: z.enum(fleetStates),
  createdAt: z.iso.datetime(),
  source: fleetSourceSchema,
  model: fleetTermsSchema.shape.model,
  /** Files that the walk has found so far. */
  found: z.int().nonnegative(),
  /** Of these, how many were read or reported, or left out by their modality. */
  done: z.int().nonnegative(),
  tally: scanTallySchema.omit({ milliseconds: true }),
  /** Films that its workers read in a second, just now. */
  filmsPerSecond: z.number().nonnegative(),
  /** At that rate; absent while the walk goes on or nobody reads. */
  secondsLeft: z.number().nonnegative().optional(),
})
export type FleetScan = z.infer<typeof fleetScanSchema>

/** A process that reads films for a fleet. */
export const fleetWorkerSchema = z.object({
  id: z.uuid(),
  host: z.string(),
  pid: z.int(),
  engine: z.string(),
  programVersion: z.string(),
  startedAt: z.iso.datetime(),
  filmsPerSecond: z.number().nonnegative(),
})

export const fleetStatusSchema = z.object({
  /** Newest first. */
  scans: z.array(fleetScanSchema),
  /** Those that were heard of within the last minute. */
  workers: z.array(fleetWorkerSchema),
})
export type FleetStatus = z.infer<typeof fleetStatusSchema>

/** What a page is told: nothing where no database is configured, and why where it cannot be asked. */
export const fleetViewSchema = z.object({
  configured: z.boolean(),
  status: fleetStatusSchema.optional(),
  problem: problemSchema.optional(),
})
export type FleetView = z.infer<typeof fleetViewSchema>
