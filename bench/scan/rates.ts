/** Films per second of the parts of a scan, and of a scan. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { resources } from '#main/app/home/packageRoot.ts'
import { DecodePool } from '#main/worker/decodePool.ts'
import { sessionThreadEntry } from '#main/compute/index.ts'
import { scanRuns } from '#main/worker/scanRuns.ts'
import { createEngine } from '#main/engines/choose.ts'
import type { Runner } from '#main/engines/engine.ts'
import { loadModel } from '#main/model/loadModel.ts'
import { readingProgram } from '#main/model/readingProgram.ts'

const engineMs = 3000

/** Of runs that go on side by side on made inputs, at the batch that suits them best. */
async function bestRate(runners: readonly Runner[], side: number): Promise<number> {
  const rates: number[] = []
  for (const batch of [1, 4, 8, 16]) {
    const film = { dims: [batch, 1, side, side], data: new Float32Array(batch * side * side).fill(0.5) }
    await Promise.all(runners.map((runner) => runner.run({ film })))
    const started = performance.now()
    let read = 0
    await Promise.all(
      runners.map(async (runner) => {
        while (performance.now() - started < engineMs) {
          await runner.run({ film })
          read += batch
        }
      }),
    )
    rates.push(read / ((performance.now() - started) / 1000))
  }
  await Promise.all(runners.map((runner) => runner.dispose()))
  return Math.max(...rates)
}

/** The engine alone in the better of both its ways: one run on all cores, or runs side by side as in a scan. */
export async function engineAlone(): Promise<number> {
  const model = await loadModel(resources.starter)
  const engine = createEngine('onnx-cpu')
  const side = model.card.network.inputSize
  const one = await bestRate([await engine.compile(readingProgram(model))], side)
  const many = await bestRate(
    await engine.compileAlongside(readingProgram(model), { entry: sessionThreadEntry, ...scanRuns('onnx-cpu') }),
    side,
  )
  return Math.max(one, many)
}

/** From files to the network's inputs. */
export async function decodingAlone(films: readonly string[], threads = availableParallelism()): Promise<number> {
  const pool = new DecodePool({ threads })
  const { card } = await loadModel(resources.starter)
  const wanted = { from: 0, most: 8 }
  await Promise.all(films.slice(0, 8).map((film) => pool.inputs(film, wanted, card.network)))
  const started = performance.now()
  await Promise.all(films.map((film) => pool.inputs(film, wanted, card.network)))
  const seconds = (performance.now() - started) / 1000
  await pool.close()
  return films.length / seconds
}

/** A scan by the program's own command, its report and data beside the films in `place`. */
export function scanned(folder: string, place: string): number {
  const report = join(place, 'report.csv')
  const command = join(import.meta.dirname, '../../bin/fractureguard')
  const env = { ...process.env, FRACTUREGUARD_HOME: join(place, 'home') }
  execFileSync(process.execPath, [command, 'scan', folder, '--csv', report, '--replace'], { env, stdio: 'ignore' })
  return JSON.parse(readFileSync(join(place, 'report.summary.json'), 'utf8')).filmsPerSecond
}
