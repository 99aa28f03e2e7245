/**
 * Everything that is to be fast, beside a peer in the same run, in turn, and how costs grow; writes the table into
 * `docs/performance.md`, the curves into `docs/pictures/growth.svg`, and all figures into `bench/all/figures.json`. Takes
 * under 40 minutes; nothing else should run meanwhile.
 *
 *   node scripts/on-node24.mjs bench/all/all.ts [PYTHON] [--pairs 5] [--films 24] [--only TEXT] [--print]
 *
 * PYTHON is an interpreter with torch, pydicom 3.0.2, python-gdcm, pylibjpeg-libjpeg, pylibjpeg-openjpeg and Pillow.
 * `--only` takes the measurements and curves whose names hold the text; the others stay as they were measured last, if
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
import { document, line } from './table.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pairs: { type: 'string', default: '5' },
    films: { type: 'string', default: '24' },
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
const isWanted = ({ name }: { name: string }): boolean => name.includes(values.only)
const all: Figures = { machine, measured: [], curves: [] }
try {
  for (const measurement of [...network(python), ...(await scans(python, place, Number(values.films)))]) {
    const before = kept.measured.find(({ name }) => name === measurement.name)
    if (isWanted(measurement)) {
      all.measured.push({ ...(await measure(measurement, Number(values.pairs))), date })
      console.log(line(all.measured.at(-1)!))
    } else if (before) all.measured.push(before)
  }
  for (const curve of [...dataCurves(place), ...networkCurves()]) {
    const before = kept.curves.find(({ name }) => name === curve.name)
    if (isWanted(curve)) {
      all.curves.push({ ...(await measuredCurve(curve)), date })
      console.log(said(all.curves.at(-1)!))
    } else if (before) all.curves.push(before)
  }
} finally {
  rmSync(place, { recursive: true, force: true })
}
if (!values.print) {
  writeFileSync(figures, `${JSON.stringify(all, undefined, 1)}\n`)
  writeFileSync(resolve('docs/pictures/growth.svg'), drawn(all.curves))
  writeFileSync(resolve('docs/performance.md'), document(all))
}
