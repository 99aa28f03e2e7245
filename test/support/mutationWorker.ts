import fc from 'fast-check'
import { readdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { studyDecoder } from '#main/study/openStudy.ts'
import { mutate, mutations } from './mutate.ts'
import { mutationSeeds } from './mutationSeeds.ts'

export type MutationTask = { path: string; seed: number; cases: number }
export type MutationMessage =
  | { type: 'case'; name: string; index: number }
  | { type: 'outcome'; code: string; milliseconds: number }
  | { type: 'unforeseen'; name: string; index: number; text: string }
  | { type: 'end'; openFiles: number; megabytes: number }

/** Opens changed files one after another and reports what became of each; the test watches from another thread. */
async function run({ path, seed, cases }: MutationTask): Promise<void> {
  const port = parentPort!
  const say = (message: MutationMessage) => port.postMessage(message)
  const seeds = Object.entries(await mutationSeeds())
  const changes = fc.sample(mutations, { seed, numRuns: cases })
  for (let index = 0; index < cases; index++) {
    const [name, bytes] = seeds[index % seeds.length]!
    await writeFile(path, mutate(bytes, changes[index]!))
    say({ type: 'case', name, index })
    for (const open of [() => studyDecoder.header(path), () => studyDecoder.film(path, 0)]) {
      const start = performance.now()
      const code = await open().then(
        () => 'opened',
        (thrown: { name?: string; code?: string; stack?: string }) => {
          if (thrown?.name === 'ProblemError') return thrown.code!
          say({ type: 'unforeseen', name, index, text: thrown?.stack ?? String(thrown) })
          return 'unforeseen'
        },
      )
      say({ type: 'outcome', code, milliseconds: performance.now() - start })
    }
  }
  globalThis.gc?.()
  const { external, arrayBuffers, heapUsed } = process.memoryUsage()
  say({ type: 'end', openFiles: openFiles(), megabytes: Math.round((external + arrayBuffers + heapUsed) / 2 ** 20) })
}

/** Files that this process has open and that are ordinary files; 0 where the system does not tell. */
function openFiles(): number {
  try {
    return readdirSync('/proc/self/fd').length
  } catch {
    return 0
  }
}

await run(workerData as MutationTask)
