import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'
import type { MutationMessage, MutationTask } from '../../support/mutationWorker.ts'

/**
 * How many changed files are opened: `FRACTUREGUARD_MUTATIONS=100000 FRACTUREGUARD_MUTATION_SEED=7 npx vitest run
 * mutation`.
 */
const cases = Number(process.env.FRACTUREGUARD_MUTATIONS ?? 1000)
const seed = Number(process.env.FRACTUREGUARD_MUTATION_SEED ?? 20_260_101)
/** The decoding process is killed after a time limit of this order. */
const hangMilliseconds = 20_000

type Tally = {
  outcomes: Record<string, number>
  unforeseen: string[]
  hung: string[]
  slowest: number
  openFiles: number
  megabytes: number
}

/** Runs the cases in a thread that can be ended; a case that hangs ends the run there. */
function runCases(task: MutationTask): Promise<Tally> {
  return new Promise((resolve, reject) => {
    const tally: Tally = { outcomes: {}, unforeseen: [], hung: [], slowest: 0, openFiles: 0, megabytes: 0 }
    const worker = new Worker(new URL('../../support/mutationWorker.ts', import.meta.url), { workerData: task })
    let current = 'start'
    const onHang = () => {
      tally.hung.push(current)
      void worker.terminate()
    }
    let watch = setTimeout(onHang, hangMilliseconds)
    worker.on('message', (message: MutationMessage) => {
      clearTimeout(watch)
      watch = setTimeout(onHang, hangMilliseconds)
      if (message.type === 'case') current = `${message.name} ${message.index}`
      else if (message.type === 'unforeseen') tally.unforeseen.push(`${message.name} ${message.index}: ${message.text}`)
      else if (message.type === 'outcome') {
        tally.outcomes[message.code] = (tally.outcomes[message.code] ?? 0) + 1
        tally.slowest = Math.max(tally.slowest, message.milliseconds)
      } else Object.assign(tally, { openFiles: message.openFiles, megabytes: message.megabytes })
    })
    worker.on('error', reject)
    worker.on('exit', () => {
      clearTimeout(watch)
      resolve(tally)
    })
  })
}

it(`opens ${cases} damaged files; each is a film or a problem`, { timeout: 60_000 + cases * 1000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fractureguard-mutation-'))
  try {
    const tally = await runCases({ path: join(folder, 'film'), seed, cases })
    const ran = Object.values(tally.outcomes).reduce((sum, count) => sum + count, 0)
    const counts = JSON.stringify(tally.outcomes)
    process.stdout.write(
      `${ran} openings of ${cases} damaged files: ${counts}, slowest ${Math.round(tally.slowest)} ms, ` +
        `${tally.megabytes} MB held\n`,
    )
    expect(tally.hung).toEqual([])
    expect(tally.unforeseen).toEqual([])
    expect(ran).toBe(cases * 2)
    expect(tally.outcomes.opened).toBeGreaterThan(0)
    expect(tally.openFiles).toBeLessThan(100)
    expect(tally.megabytes).toBeLessThan(1500)
  } finally {
    await rm(folder, { recursive: true })
  }
})
