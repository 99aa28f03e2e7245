/**
 * Everything that is to be fast, beside a peer in the same run, in turn, and how costs grow; writes the table into
 * `docs/performance.md`, the curves into `docs/pictures/growth.svg`, and all figures into `bench/all/figures.json`. Takes
 * under 40 minutes; nothing else should run meanwhile.
 *
 *   node scripts/on-node24.mjs bench/all/all.ts [PYTHON] [--pairs 5] [--films 64] [--only PATTERN] [--print]
 *
 * The page has to be built (`npm run build`), and its peer comes from npm's registry.
 * PYTHON is an interpreter with torch, pydicom 3.0.2, python-gdcm, pylibjpeg, pylibjpeg-libjpeg, pylibjpeg-openjpeg and
 * Pillow. Each figure is kept as soon as it is there, so that a run that is broken off loses one at most.
 * `--only` takes the measurements and curves whose names match the pattern; the others stay as they were measured last, if
 * it was here. `--print` writes no file.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { measuredCurve } from './curve.ts'
import { dataCurves } from './dataCurves.ts'
import { drawn, said } from './growthDrawing.ts'
import { measure, type Figures } from './measurement.ts'
import { network } from './network.ts'
import { networkCurves } from './networkCurves.ts'
import { scans } from './scan.ts'
import { screen } from './screen.ts'
import { document, line } from './table.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pairs: { type: 'string', default: '5' },
    films: { type: 'string', default: '64' },
    only: { type: 'string', default: '' },
    print: { type: 'boolean', default: false },
  },
})
const [python] = positionals
const date = new Date().toISOString().slice(0, 10)
const processors = cpus()
const machine = { processor: processors[0]!.model.trim(), cores: processors.length, node: process.versions.node }
const figures = join(import.meta.dirname, 'figures.json')

/** What was measured earlier on a machine like this one. */
function earlier(): Figures {
  try {
    const kept = JSON.parse(readFileSync(figures, 'utf8')) as Figures
    if (JSON.stringify(kept.machine) === JSON.stringify(machine)) return kept
  } catch {
    // Nothing was measured yet.
  }
  return { machine, measured: [], curves: [] }
}

const place = mkdtempSync(join(tmpdir(), 'fractureguard-bench-'))
const kept = earlier()
const onScreen = screen(place)
const isWanted = ({ name }: { name: string }): boolean => new RegExp(values.only, 'u').test(name)

/** Puts the latest in the place of what was measured before, in the order of the table. */
function keep<T extends { name: string }>(list: T[], latest: T, order: readonly { name: string }[]): void {
  const at = list.findIndex(({ name }) => name === latest.name)
  list.splice(at < 0 ? list.length : at, at < 0 ? 0 : 1, latest)
  const rank = new Map(order.map(({ name }, index) => [name, index]))
  list.sort((a, b) => (rank.get(a.name) ?? Infinity) - (rank.get(b.name) ?? Infinity))
  if (values.print) return
  writeFileSync(figures, `${JSON.stringify(kept, undefined, 1)}\n`)
  writeFileSync(resolve('docs/pictures/growth.svg'), drawn(kept.curves))
  writeFileSync(resolve('docs/performance.md'), document(kept))
}

try {
  const scanning = await scans(python, place, Number(values.films))
  const measurements = [...network(python), ...scanning, onScreen.measurement]
  for (const measurement of measurements.filter(isWanted)) {
    const latest = { ...(await measure(measurement, Number(values.pairs))), date }
    console.log(line(latest))
    keep(kept.measured, latest, measurements)
  }
  const curves = [...dataCurves(place), ...networkCurves()]
  for (const curve of curves.filter(isWanted)) {
    const latest = { ...(await measuredCurve(curve)), date }
    console.log(said(latest))
    keep(kept.curves, latest, curves)
  }
} finally {
  await onScreen.close()
  rmSync(place, { recursive: true, force: true })
}
