import { z } from 'zod'
import { problemSchema } from './problem.ts'

export const runtimeNames = ['tensorflow'] as const

/**
 * A library that an engine needs and that does not come with the program's own packages, as it lies on this machine.
 */
export const runtimeStateSchema = z.object({
  name: z.enum(runtimeNames),
  version: z.string(),
  /** Whether it was made for NVIDIA cards; whether one is there only the engine can say. */
  gpu: z.boolean(),
  /** Downloaded packages, or a Python environment of this machine, to which it is linked. */
  from: z.enum(['packages', 'python']),
  /** Bytes that it takes in the program's data folder. */
  bytes: z.int(),
  /** Why it is not used, where its files are not what was installed. */
  problem: problemSchema.optional(),
})
export type RuntimeState = z.infer<typeof runtimeStateSchema>

export const runtimeRequestSchema = z.object({
  name: z.enum(runtimeNames),
  /** Also what NVIDIA cards need: some 2.4 GB to download. */
  gpu: z.boolean().default(false),
  /** A Python interpreter of this machine that has TensorFlow, which is then linked and not downloaded. */
  fromPython: z.string().min(1).optional(),
})
export type RuntimeRequest = z.infer<typeof runtimeRequestSchema>
