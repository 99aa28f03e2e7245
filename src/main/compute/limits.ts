import { availableParallelism } from 'node:os'
import { largestBatch } from '#main/reading/batcher.ts'
import type { ComputeMethod } from './rpc.ts'

/**
 * Milliseconds after which the process is taken to hang and is killed. Longer than what the process itself allows a decoder, so
 * that a slow file normally costs a thread and not the process. Training and inspecting may take as long as they take.
 */
export type HardLimits = Record<ComputeMethod, number>

export const hardLimits: HardLimits = {
  header: 60_000,
  film: 120_000,
  tags: 60_000,
  thumbnail: 120_000,
  info: 360_000,
  unpack: 360_000,
  read: 300_000,
  readFile: 300_000,
  train: Number.POSITIVE_INFINITY,
  inspect: Number.POSITIVE_INFINITY,
  estimate: 600_000,
  writeOnnx: 120_000,
  unpackModel: 300_000,
  cancel: 60_000,
  doctor: 180_000,
}

/** Files that a scan has under way: a full batch in the engine, another one waiting, and for each core one that is decoded. */
export const filesAtATime = 2 * largestBatch + 2 * availableParallelism()

/** Calls that the process is given at a time; others wait on this side, where waiting is not taken for a hang. */
export const atATime: Record<ComputeMethod, number> = {
  header: 4,
  film: 2,
  tags: 2,
  thumbnail: 2,
  info: 2,
  unpack: 1,
  read: 2,
  readFile: filesAtATime,
  train: Number.POSITIVE_INFINITY,
  inspect: Number.POSITIVE_INFINITY,
  estimate: 1,
  writeOnnx: 1,
  unpackModel: 1,
  cancel: Number.POSITIVE_INFINITY,
  doctor: 1,
}
