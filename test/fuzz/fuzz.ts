// npm run fuzz -- --minutes N [--seed S] [--only NAME]… [--log FILE]: damaged bytes of every kind, until time is over.
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { fuzz, newTally, type Tally } from './run.ts'
import { targets } from './targets/index.ts'

/** Cases of one kind in a row: a new process costs as much as some hundred of them. */
const usuallyInARow = 3000

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', multiple: true },
    log: { type: 'string' },
  },
})
const minutes = Number(values.minutes)
const firstSeed = Number(values.seed)
const wanted = targets.filter(({ name }) => values.only?.includes(name) ?? true)
if (!(minutes > 0) || !Number.isInteger(firstSeed) || wanted.length < (values.only?.length ?? 1)) {
  console.error(`npm run fuzz -- --minutes N [--seed S] [--only NAME]… [--log FILE]\nNames: ${targets.map(({ name }) => name).join(', ')}`) // prettier-ignore
  process.exit(2)
}

const tallies = new Map<string, Tally>(wanted.map(({ name }) => [name, newTally()]))
const started = new Date()
const endsAt = performance.now() + minutes * 60_000
let seed = firstSeed
for (; performance.now() < endsAt; seed++) {
  for (const { name, inARow = usuallyInARow } of wanted) {
    if (performance.now() >= endsAt) break
    await fuzz(name, seed, inARow, tallies.get(name)!)
    if (values.log) report()
  }
  report()
}
report()
process.exitCode = [...tallies.values()].some(
  ({ crashes, hangs, faults }) => crashes.length + hangs.length + faults.length,
)
  ? 1
  : 0

/** One counter over all kinds, and a line for each. */
function report(): void {
  const row = (name: string, all: readonly Tally[]): string => {
    const sum = (of: (tally: Tally) => number): number => all.reduce((total, tally) => total + of(tally), 0)
    const refused = sum(({ outcomes }) =>
      Object.entries(outcomes).reduce(
        (total, [outcome, count]) => total + (outcome.startsWith('refused') ? count : 0),
        0,
      ),
    )
    const most = (of: (tally: Tally) => number): number => Math.round(Math.max(...all.map(of)))
    const cells = [
      name,
      sum(({ cases }) => cases),
      refused,
      sum(({ crashes }) => crashes.length),
      sum(({ hangs }) => hangs.length),
      sum(({ faults }) => faults.length),
      most(({ slowestMs }) => slowestMs),
      most(({ mostMegabytes }) => mostMegabytes),
    ]
    return `| ${cells.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en') : cell)).join(' | ')} |`
  }
  const { model } = cpus()[0] ?? { model: 'unknown' }
  const minutesRun = Math.round((Date.now() - started.getTime()) / 60_000)
  const text = [
    `${started.toISOString().slice(0, 10)}, seeds ${firstSeed} to ${seed}, ${minutesRun} minutes, Node ${process.versions.node}, one process on ${model}.`,
    '',
    '| what | cases | refused with a code | crashes | hangs | errors without a code | slowest, ms | most memory, MiB |',
    '|---|---|---|---|---|---|---|---|',
    ...wanted.map(({ name }) => row(name, [tallies.get(name)!])),
    row('**all**', [...tallies.values()]),
    ...[...tallies.values()].flatMap(({ crashes, hangs, faults }) => [
      ...crashes,
      ...hangs.map((hang) => `${hang} hung`),
      ...faults,
    ]),
    '',
  ].join('\n')
  if (values.log) writeFileSync(values.log, text)
  console.log(text)
}
