/**
 * Resident size of the program and of its compute process while many small films are scanned, at film 500 and at the
 * end.
 *
 *   node scripts/on-node24.mjs bench/scan/memory.ts [FILMS]      default 20000; needs Linux
 */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { writeManyFilms } from '../../test/support/manyFilms.ts'
import { childrenOf } from '../../test/support/processes.ts'
import { writeTestModel } from '../../test/support/testModel.ts'

const count = Number(process.argv[2] ?? 20_000)
const command = join(import.meta.dirname, '../../bin/fractureguard')

/** Megabytes of a process that lie in memory. */
function resident(pid: number): number {
  const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1])
  return (pages * 4096) / 1e6
}

const place = mkdtempSync(join(tmpdir(), 'fractureguard-memory-'))
try {
  const home = join(place, 'home')
  await writeTestModel(join(home, 'models', 'plain'), { id: 'plain' })
  mkdirSync(join(place, 'films'))
  await writeManyFilms(join(place, 'films'), count)
  const args = [command, 'scan', join(place, 'films'), '--csv', join(place, 'report.csv'), '--model', 'plain', '--json']
  const child = spawn(process.execPath, args, {
    env: { ...process.env, FRACTUREGUARD_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let next = 500
  for await (const line of createInterface({ input: child.stdout })) {
    const { event, done, filmsPerSecond } = JSON.parse(line) as { event: string; done: number; filmsPerSecond: number }
    if (event === 'scanned') writeFileSync(1, `${filmsPerSecond.toFixed(0)} films/s\n`)
    if (event !== 'progress' || done < next) continue
    const compute = childrenOf(child.pid!).map(resident)
    console.log(
      `file ${done}: program ${resident(child.pid!).toFixed(0)} MB, compute process ${compute.map((size) => size.toFixed(0)).join(' ')} MB`,
    )
    next = done < 1000 ? 1000 : done + count / 10
  }
} finally {
  rmSync(place, { recursive: true, force: true })
}
