/**
 * Reads a film that takes a second within a limit of two, by a compute process (`supervisor`) or a decoding thread
 * (`pool`), so that somebody can stop this process in the middle. Prints `begun`, then what came of it.
 */
import { fileURLToPath } from 'node:url'
import { toProblem } from '#shared/problem.ts'
import { ComputeSupervisor } from '#main/supervisor/supervisor.ts'
import { DecodePool } from '#main/worker/decodePool.ts'
import { launchFake } from './launchFake.ts'

const limit = 2_000
const listener = { progress: () => undefined, unexpected: () => undefined }
const supervisor = new ComputeSupervisor({ launch: launchFake, listener, limits: { film: limit } })
const entry = fileURLToPath(new URL('fakeDecodeWorker.ts', import.meta.url))
const pool = new DecodePool({ entry, threads: 1, filmLimit: limit })
const decoder = process.argv[2] === 'pool' ? pool : supervisor.service

// What is slow about the first film is over.
await decoder.film('film', 0)
const read = decoder.film('brief', 0).then(
  () => 'read',
  (thrown: unknown) => toProblem(thrown).code,
)
process.stdout.write('begun\n')
process.stdout.write(`${await read}\n`)
await Promise.all([pool.close(), supervisor.close()])
