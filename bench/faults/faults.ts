/**
 * Bad days, over and over: kills, full disks, clock steps, programs at once, exchanged and damaged files. Prints how
 * often each was tried, and how often something that was acknowledged was lost or something was left that does not hold
 * together. Exit code 1 where that is not 0.
 *
 *   node scripts/on-node24.mjs bench/faults/faults.ts [--minutes N] [--seed N] [--only WORDS]      default 5 minutes
 */
import { parseArgs } from 'node:util'
import { Random } from '../../src/main/network/random.ts'
import { newFolder } from '../../test/support/folder.ts'
import { rm } from 'node:fs/promises'
import type { Found } from './attempt.ts'
import { closePrograms, kinds } from './kinds.ts'

const { values } = parseArgs({
  options: { minutes: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string', default: '' } },
})
const until = performance.now() + Number(values.minutes ?? 5) * 60_000
const random = new Random(Number(values.seed ?? 42))
const rows = new Map<string, Found & { tries: number }>()

try {
  for (let round = 0; performance.now() < until; round++) {
    for (const [name, { attempt, times }] of Object.entries(kinds)) {
      if (!name.includes(values.only)) continue
      const due = Math.floor((round + 1) * times) - Math.floor(round * times)
      for (let time = 0; time < due && performance.now() < until; time++) {
        const folder = await newFolder()
        try {
          const found = await attempt(folder, random).catch((thrown: unknown) => {
            console.error(thrown)
            return { lost: 0, inconsistent: 1 }
          })
          if (!found) continue
          const row = rows.get(name) ?? { tries: 0, lost: 0, inconsistent: 0 }
          row.tries += 1
          row.lost += found.lost
          row.inconsistent += found.inconsistent
          rows.set(name, row)
          if (found.lost + found.inconsistent > 0) console.error(`${name}, try ${row.tries}: ${JSON.stringify(found)}`)
        } finally {
          await rm(folder, { recursive: true, force: true })
        }
      }
    }
  }
} finally {
  await closePrograms()
}

console.log('| bad day | tries | lost | inconsistent |\n|---|---:|---:|---:|')
const total = { tries: 0, lost: 0, inconsistent: 0 }
for (const [name, row] of rows) {
  console.log(`| ${name} | ${row.tries} | ${row.lost} | ${row.inconsistent} |`)
  for (const key of ['tries', 'lost', 'inconsistent'] as const) total[key] += row[key]
}
console.log(`| **all** | ${total.tries} | ${total.lost} | ${total.inconsistent} |`)
process.exitCode = total.lost + total.inconsistent > 0 ? 1 : 0
