/**
 * Time from file to stored values of all frames, this program against pydicom, per transfer syntax:
 *
 *   node scripts/on-node24.mjs bench/decode/decode.ts ../shared/data/dicom [python]
 *
 * `python` is an interpreter with pydicom, pylibjpeg, pylibjpeg-libjpeg and pylibjpeg-openjpeg. Each file's time is the
 * best of several runs, so that both are warm. A film of 2500 × 3000 pixels of 16 bits, made here, is timed to the grey
 * film as well.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { forEachStoredFrame, studyDecoder } from '#main/study/openStudy.ts'
import { bonePattern, dicomPhantom } from '../../test/support/dicomPhantom.ts'

const runs = 5
const [root, python = 'python3'] = process.argv.slice(2)
if (root === undefined) {
  console.error('Usage: node scripts/on-node24.mjs bench/decode/decode.ts FOLDER [PYTHON]')
  process.exit(2)
}

async function bestSeconds(run: () => Promise<unknown>): Promise<number | undefined> {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < runs; round++) {
    const start = performance.now()
    try {
      await run()
    } catch {
      return undefined
    }
    best = Math.min(best, (performance.now() - start) / 1000)
  }
  return best
}

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((name) => join(root, name))
  .filter((path) => statSync(path).isFile() && !path.endsWith('INDEX.tsv'))
  .sort()
const theirs = JSON.parse(
  execFileSync(python, [join(import.meta.dirname, 'pydicomTimes.py'), String(runs)], {
    input: files.join('\n'),
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    stdio: ['pipe', 'pipe', 'ignore'],
  }),
) as Record<string, number | null>

const totals = new Map<string, { files: number; ours: number; pydicom: number }>()
for (const path of files) {
  const ours = await bestSeconds(() => forEachStoredFrame(path, () => {}))
  const pydicom = theirs[path]
  if (ours === undefined || pydicom === null || pydicom === undefined) continue
  const { transferSyntax } = await studyDecoder.header(path)
  for (const key of [transferSyntax!, 'all']) {
    const total = totals.get(key) ?? { files: 0, ours: 0, pydicom: 0 }
    totals.set(key, { files: total.files + 1, ours: total.ours + ours, pydicom: total.pydicom + pydicom })
  }
}
console.log('transfer syntax            files    ours ms  pydicom ms  ratio')
for (const [syntax, { files: count, ours, pydicom }] of [...totals].sort(([a], [b]) =>
  a.localeCompare(b, 'en', { numeric: true }),
)) {
  const cells = [
    String(count).padStart(7),
    (ours * 1000).toFixed(1).padStart(11),
    (pydicom * 1000).toFixed(1).padStart(12),
    (pydicom / ours).toFixed(2).padStart(7),
  ]
  console.log(syntax.padEnd(25) + cells.join(''))
}

const folder = mkdtempSync(join(tmpdir(), 'fractureguard-bench-'))
try {
  const path = join(folder, 'film')
  writeFileSync(path, dicomPhantom({ rows: 3000, columns: 2500, bitsStored: 16, values: bonePattern(3000, 2500, 16) }))
  const seconds = await bestSeconds(() => studyDecoder.film(path, 0))
  console.log(`2500 × 3000 × 16 bits, file to grey film: ${(seconds! * 1000).toFixed(0)} ms`)
} finally {
  rmSync(folder, { recursive: true })
}
