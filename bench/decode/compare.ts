/**
 * Compares the processor time that two checkouts of this program take for the same files, per transfer syntax and per
 * kind of work:
 *
 *   node scripts/on-node24.mjs bench/decode/compare.ts OTHER_CHECKOUT FOLDER [ROUNDS]
 *
 * `OTHER_CHECKOUT` needs its `node_modules`. Each checkout works in a process of its own. The two take turns, file by
 * file and round by round, now the one first and now the other, so that what else the machine does meets both alike;
 * a file's time is the best of its rounds. Ratios below 1 mean that this checkout takes less: `of sums` is that of all
 * files together, `of files` the geometric mean of each file's own.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, statSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { works, type Asked, type Timed, type Work } from './timer.ts'

const [other, root, roundsText = '9'] = process.argv.slice(2)
const rounds = Number(roundsText)
if (other === undefined || root === undefined || !Number.isInteger(rounds) || rounds < 1) {
  console.error('Usage: node scripts/on-node24.mjs bench/decode/compare.ts OTHER_CHECKOUT FOLDER [ROUNDS]')
  process.exit(2)
}

const here = resolve(import.meta.dirname, '../..')
const timers = [here, resolve(other)].map((checkout) => fork(join(import.meta.dirname, 'timer.ts'), [checkout]))

async function timed(timer: ChildProcess, asked: Asked): Promise<Timed> {
  const answer = once(timer, 'message')
  timer.send(asked)
  const [message] = (await answer) as [Timed]
  return message
}

type Total = { files: number; seconds: [number, number]; logRatios: number }
const totals = new Map<string, Total>()
/** Milliseconds that this checkout takes more. */
const losses: { name: string; more: number; ratio: number }[] = []

function add(key: string, seconds: [number, number]): void {
  const total = totals.get(key) ?? { files: 0, seconds: [0, 0], logRatios: 0 }
  total.files++
  total.seconds[0] += seconds[0]
  total.seconds[1] += seconds[1]
  total.logRatios += Math.log(seconds[0] / seconds[1])
  totals.set(key, total)
}

/** Best times of this checkout and the other one; undefined where one of them does not open the file. */
async function bestOf(path: string, work: Work): Promise<{ seconds: [number, number]; syntax: string } | undefined> {
  const seconds: [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  let syntax = ''
  for (let round = 0; round < rounds; round++) {
    for (const turn of [0, 1]) {
      const which = (round + turn) % 2
      const answer = await timed(timers[which]!, { path, work })
      if (answer.seconds === undefined) return undefined
      syntax = answer.transferSyntax
      seconds[which] = Math.min(seconds[which]!, answer.seconds)
    }
  }
  return { seconds, syntax }
}

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((name) => join(root, name))
  .filter((path) => statSync(path).isFile())
  .sort()
const loadBefore = loadavg()[0]!
for (const path of files) {
  for (const work of works) {
    const best = await bestOf(path, work)
    if (best === undefined) break
    add(`${work} ${best.syntax}`, best.seconds)
    add(`${work} all`, best.seconds)
    const [ours, theirs] = best.seconds
    losses.push({ name: `${work} ${relative(root, path)}`, more: (ours - theirs) * 1000, ratio: ours / theirs })
  }
}
for (const timer of timers) timer.disconnect()

console.log('work, transfer syntax              files     here ms    other ms  of sums  of files')
for (const [key, { files: count, seconds, logRatios }] of [...totals].sort(([a], [b]) =>
  a.localeCompare(b, 'en', { numeric: true }),
)) {
  const cells = [
    String(count).padStart(7),
    ...seconds.map((sum) => (sum * 1000).toFixed(2).padStart(12)),
    (seconds[0] / seconds[1]).toFixed(3).padStart(9),
    Math.exp(logRatios / count)
      .toFixed(3)
      .padStart(10),
  ]
  console.log(key.padEnd(33) + cells.join(''))
}
console.log('Most lost:')
for (const { name, more, ratio } of losses.sort((a, b) => b.more - a.more).slice(0, 10))
  console.log(`  ${more.toFixed(2)} ms, ${ratio.toFixed(2)} times: ${name}`)
console.log(`Load of the machine: ${loadBefore.toFixed(1)} before, ${loadavg()[0]!.toFixed(1)} after.`)
