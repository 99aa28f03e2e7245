import { z } from 'zod'
import { problemSchema } from './problem.ts'
import { resultKinds } from './results.ts'

const text = z.string().max(1000)

/** The node that runs within the program, as somebody chose it; whether it can be one is said by a problem. */
export const nodeOptionsSchema = z.object({
  /** It runs for as long as the program does, and again at the next start. */
  on: z.boolean(),
  aeTitle: text,
  /** Address to listen at. */
  host: text.min(1),
  port: z.int().min(1).max(65535),
  /** AE titles that may send. */
  allowed: z.array(text).max(100),
  /** Of disk for films and results. */
  gigabytes: z.number().min(0.1).max(100_000),
  /** Name of the connection that gets the results. */
  to: text,
  kinds: z.array(z.enum(resultKinds)).min(1),
})
export type NodeOptions = z.infer<typeof nodeOptionsSchema>

/** Where nobody chose. */
export const defaultNodeOptions: NodeOptions = {
  on: false,
  aeTitle: 'FRACTUREGUARD',
  host: '127.0.0.1',
  port: 11112,
  allowed: [],
  gigabytes: 10,
  to: '',
  kinds: ['sc', 'pr', 'sr'],
}

const count = z.int().nonnegative()

export const refusalSchema = z.object({
  /** The caller is not on the list, calls another title, or sent what cannot be taken. */
  reason: z.enum(['calling', 'called', 'status']),
  /** AE title, as it was said. */
  from: z.string(),
  /** DICOM status, where it is an object that was refused: four hexadecimal digits. */
  status: z.string().optional(),
  count,
  /** Of the last one. */
  at: z.iso.datetime(),
})
export type Refusal = z.infer<typeof refusalSchema>

export const nodeViewSchema = z.object({
  options: nodeOptionsSchema,
  /** `failed`: it should run and does not; `problem` says why. */
  state: z.enum(['off', 'listening', 'failed']),
  problem: problemSchema.optional(),
  /** Since it was switched on, or the program started. */
  received: count,
  read: count,
  /** Films of which all results are stored. */
  sent: count,
  refused: z.array(refusalSchema),
  /** What went wrong last with a film or its results; absent where the last attempt went well. */
  trouble: z.object({ problem: problemSchema, at: z.iso.datetime() }).optional(),
  /** Films that could not be read in the last 30 days. */
  failed: count,
  /** Films to be read, and films with results to be sent. */
  waiting: z.object({ read: count, sent: count }),
  /** Films that lie here and can be opened. */
  kept: count,
  /** Of disk. */
  bytes: count,
})
export type NodeView = z.infer<typeof nodeViewSchema>
