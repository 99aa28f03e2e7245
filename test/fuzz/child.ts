/** Takes cases one after the other in a process of its own, which may end or hang: `run.ts` watches it from outside. */
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ProblemError } from '#shared/problem.ts'
import { someChanges } from './changes.ts'
import { targets } from './targets/index.ts'

export type FuzzTask = { target: string; seed: number; from: number; until: number }
export type FuzzMessage =
  | { type: 'case'; index: number }
  | { type: 'outcome'; outcome: string; milliseconds: number; megabytes: number }
  | { type: 'fault'; index: number; text: string }
  | { type: 'done' }

const say = (message: FuzzMessage): void => void process.send?.(message)

async function run({ target: name, seed, from, until }: FuzzTask): Promise<void> {
  const target = targets.find((one) => one.name === name)!
  const seeds = await target.seeds()
  const taker = await target.start(await mkdtemp(join(tmpdir(), 'fractureguard-fuzz-')))
  const changes = someChanges(seed, until, target.text ?? false)
  for (let index = from; index < until; index++) {
    const changed = changes[index]!(seeds[index % seeds.length]!)
    const bytes = target.mend && index % 8 !== 0 ? target.mend(changed) : changed
    say({ type: 'case', index })
    const start = performance.now()
    const outcome = await taker.take(bytes, index).catch((thrown: unknown) => {
      if (thrown instanceof ProblemError && thrown.code !== 'internal') return `refused: ${thrown.code}`
      say({ type: 'fault', index, text: (thrown as Error)?.stack ?? String(thrown) })
      return 'fault'
    })
    const megabytes = Math.round(process.memoryUsage.rss() / 2 ** 20)
    say({ type: 'outcome', outcome, milliseconds: performance.now() - start, megabytes })
  }
  await taker.stop?.()
  // Messages that were not sent when the channel closes are lost.
  const done: FuzzMessage = { type: 'done' }
  await new Promise((sent) => process.send?.(done, sent))
}

process.once('message', (task: FuzzTask) => void run(task).finally(() => process.disconnect()))
