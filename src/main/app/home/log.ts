import { join } from 'node:path'
import { pino, stdTimeFunctions } from 'pino'
import { engineNames, type EngineName } from '#shared/engine.ts'
import { problemCodes, type ProblemCode } from '#shared/problem.ts'
import type { LogLevel } from '#shared/settings.ts'
import type { ErrorTrace } from '#main/compute/index.ts'
import { BoundedFile } from './boundedFile.ts'

const maximumBytes = 1024 * 1024

/** What happens that is worth a line. A closed list: an event is never made from input. */
export const logEvents = [
  'started',
  'stopped',
  'compute-started',
  'compute-ended',
  'compute-killed',
  'compute-error',
  'engines-examined',
  'engine-broke',
  'job',
  'node',
  'model-added',
  'model-activated',
  'model-deleted',
  'model-skipped',
  'library-damaged',
  'settings-damaged',
  'kept-damaged',
  'data-cleared',
  'request-failed',
  'unexpected',
] as const
export type LogEvent = (typeof logEvents)[number]

/**
 * All that a line may hold beside its event. Everything else is dropped, so that no name, path or foreign message can
 * get in.
 */
export type LogFields = {
  code?: ProblemCode
  engine?: EngineName
  host?: 'electron' | 'browser' | 'cli'
  state?: string
  /** Ids that the program made at random. */
  jobId?: string
  /** Name of a procedure of the contract or of a compute method. */
  method?: string
  count?: number
  milliseconds?: number
}

export interface Log {
  event(event: LogEvent, fields?: LogFields): void
  /** An error that nobody foresaw: its class and where in the program it arose, without its message. */
  unexpected(trace: ErrorTrace, fields?: LogFields): void
  setLevel(level: LogLevel): void
  /** Deletes what was written so far. */
  clear(): void
  close(): void
}

const word = /^[A-Za-z][A-Za-z0-9.-]{0,39}$/
const id = /^[A-Za-z0-9-]{1,40}$/

/** Keeps what is allowed, whatever the caller's types were. */
function allowed(fields: LogFields): LogFields {
  const kept: LogFields = {}
  if (fields.code !== undefined && problemCodes.includes(fields.code)) kept.code = fields.code
  if (fields.engine !== undefined && engineNames.includes(fields.engine)) kept.engine = fields.engine
  if (fields.host !== undefined && ['electron', 'browser', 'cli'].includes(fields.host)) kept.host = fields.host
  if (fields.state !== undefined && word.test(fields.state)) kept.state = fields.state
  if (fields.method !== undefined && word.test(fields.method)) kept.method = fields.method
  if (fields.jobId !== undefined && id.test(fields.jobId)) kept.jobId = fields.jobId
  if (Number.isFinite(fields.count)) kept.count = fields.count
  if (Number.isFinite(fields.milliseconds)) kept.milliseconds = fields.milliseconds
  return kept
}

/** Which events say that something went wrong. */
const problems: readonly LogEvent[] = [
  'compute-ended',
  'compute-killed',
  'compute-error',
  'engine-broke',
  'model-skipped',
  'library-damaged',
  'settings-damaged',
  'kept-damaged',
  'request-failed',
  'unexpected',
]

const pinoLevels: Record<LogLevel, string> = { all: 'info', problems: 'warn', nothing: 'silent' }

/** A log of JSON lines in `<folder>/fractureguard.log`, at most 1 MiB and one older file of the same size. */
export function openLog(folder: string, level: LogLevel = 'all', onProblem?: (thrown: unknown) => void): Log {
  const file = new BoundedFile(join(folder, 'fractureguard.log'), maximumBytes, onProblem)
  const logger = pino(
    { base: { pid: process.pid }, messageKey: 'event', timestamp: stdTimeFunctions.isoTime, level: pinoLevels[level] },
    file,
  )
  return {
    event: (event, fields = {}) => {
      if (!logEvents.includes(event)) return
      if (problems.includes(event)) logger.warn(allowed(fields), event)
      else logger.info(allowed(fields), event)
    },
    unexpected: (trace, fields = {}) =>
      logger.error({ ...allowed(fields), error: trace.name, at: trace.frames }, 'unexpected'),
    setLevel: (next) => void (logger.level = pinoLevels[next]),
    clear: () => file.clear(),
    close: () => file.close(),
  }
}
