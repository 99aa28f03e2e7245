/**
 * Everything that is to be fast, beside a peer in the same run, in turn; writes the table into `docs/performance.md` and
 * the figures of every pair into `bench/all/figures.json`. Takes under 40 minutes; nothing else should run meanwhile.
 *
 *   node scripts/on-node24.mjs bench/all/all.ts [PYTHON] [--pairs 5] [--films 24] [--only TEXT] [--print]
 *
 * PYTHON is an interpreter with torch, pydicom 3.0.2, python-gdcm, pylibjpeg-libjpeg, pylibjpeg-openjpeg and Pillow.
 * `--only` takes the measurements whose names hold the text, and `--print` writes no file.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { measure, type Measured } from './measurement.ts'
import { network } from './network.ts'
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
const place = mkdtempSync(join(tmpdir(), 'fractureguard-bench-'))
const measured: Measured[] = []
try {
  const all = [...network(python), ...(await scans(python, place, Number(values.films)))]
  for (const measurement of all.filter(({ name }) => name.includes(values.only))) {
    measured.push(await measure(measurement, Number(values.pairs)))
    console.log(line(measured.at(-1)!))
  }
} finally {
  rmSync(place, { recursive: true, force: true })
}
const processors = cpus()
const machine = { processor: processors[0]!.model.trim(), cores: processors.length, node: process.versions.node }
if (!values.print) {
  const date = new Date().toISOString().slice(0, 10)
  writeFileSync(
    join(import.meta.dirname, 'figures.json'),
    `${JSON.stringify({ date, machine, measured }, undefined, 1)}\n`,
  )
  writeFileSync(resolve('docs/performance.md'), document(measured, { date, ...machine }))
}
