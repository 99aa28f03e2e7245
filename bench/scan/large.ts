/**
 * Walk, rows, journal, resuming and the page's table at 200,000 files: what of a scan is not reading films. The files
 * are empty and an engine that is made up says of each the same, so the rates are those of everything around it and not
 * of a scan.
 *
 *   node scripts/on-node24.mjs bench/scan/large.ts [FILES]      default 200000; needs Linux
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { rowsRequestSchema } from '#shared/scan.ts'
import { RowIndex } from '#main/scan/rowIndex.ts'
import { walkAll } from '#main/files/walk.ts'
import { fakeRead } from '../../test/support/fakeReadings.ts'
import { scanOf } from '../../test/support/scanOf.ts'

const count = Number(process.argv[2] ?? 200_000)
const inAFolder = 500
const place = mkdtempSync(join(tmpdir(), 'fractureguard-large-'))
const folder = join(place, 'films')
const report = join(place, 'rows.jsonl')
const style = { format: 'jsonl' as const, bom: false }

const resident = (): number => (Number(readFileSync('/proc/self/statm', 'utf8').split(' ')[1]) * 4096) / 1e6
const megabytes = (path: string): string => `${(statSync(path).size / 1e6).toFixed(1)} MB`

async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now()
  const result = await work()
  console.log(
    `${name.padEnd(52)}${((performance.now() - started) / 1000).toFixed(2).padStart(8)} s   ${resident().toFixed(0).padStart(5)} MB`,
  )
  return result
}

/** Reads all files, or stops where so many are done. */
async function scanUpTo(most: number, resume: boolean): Promise<void> {
  const abort = new AbortController()
  let next = resume ? count / 2 : 500
  await scanOf({
    folder,
    report,
    style,
    resume,
    signal: abort.signal,
    readFile: async () => fakeRead(0.5),
    onProgress: ({ tally }) => {
      if (tally.files >= most) abort.abort()
      if (tally.files < next) return
      console.log(`  file ${tally.files}: ${resident().toFixed(0)} MB`)
      next += count / 10
    },
  }).catch((thrown: unknown) => {
    if (!abort.signal.aborted) throw thrown
  })
}

try {
  await timed(`${count} files made`, async () => {
    for (let i = 0; i < count; i++) {
      const sub = join(folder, String(Math.floor(i / inAFolder)))
      if (i % inAFolder === 0) mkdirSync(sub, { recursive: true })
      writeFileSync(join(sub, `IMG${i}.dcm`), '')
    }
  })
  await timed('walk alone', async () => {
    let files = 0
    for await (const event of walkAll(folder)) if (!('skipped' in event)) files += 1
    if (files !== count) throw new Error(`The walk found ${files} files.`)
  })
  await timed('rows and journal, first half, then interrupted', () => scanUpTo(count / 2, false))
  console.log(`  journal ${megabytes(`${report}.journal`)}, rows ${megabytes(`${report}.part`)}`)
  await timed('resumed to the end', () => scanUpTo(Number.POSITIVE_INFINITY, true))
  const lines = readFileSync(report).reduce((sum, byte) => sum + (byte === 0x0a ? 1 : 0), 0)
  if (lines !== count) throw new Error(`The report has ${lines} rows.`)
  const index = new RowIndex(report)
  const page = (request: object) => index.page(rowsRequestSchema.parse({ scanId: '', ...request }))
  await timed('table: first page, with reading the rows once', () => page({}))
  await timed('table: a page in the middle', () => page({ from: count / 2 }))
  await timed('table: a page by probability', () => page({ sort: 'probability', descending: true, from: count - 100 }))
  await timed('table: a search', () => page({ search: 'IMG1999' }))
} finally {
  rmSync(place, { recursive: true, force: true })
}
