/**
 * Compares what this program decodes from every DICOM file of a folder with pydicom, gdcm and dcmtk, whichever of them
 * are there, and prints who disagrees:
 *
 *   node scripts/on-node24.mjs bench/corpus/corpus.ts FOLDER [PYTHON]
 *
 * `PYTHON` is an interpreter with numpy and with pydicom (and its pylibjpeg plugins) or python-gdcm; dcmtk is found by
 * its commands. Stored values are compared, so it says nothing of windows and tables. Ends with 1 where this program
 * stands alone: somebody disagrees by more than a level, or opens what it refuses, and nobody agrees with it.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { ProblemError } from '#shared/problem.ts'
import { withStudy } from '#main/study/openStudy.ts'
import { byDcmtk, hasDcmtk } from './dcmtk.ts'
import { comparison, isDisagreement, summaryOf, type Outcome } from './summary.ts'

const [root, python = 'python3'] = process.argv.slice(2)
if (root === undefined) {
  console.error('Usage: node scripts/on-node24.mjs bench/corpus/corpus.ts FOLDER [PYTHON]')
  process.exit(2)
}

type Ours = { outcome: Outcome; transferSyntax: string; warnings: readonly string[] }

/** Undefined for files that are no DICOM. */
async function byThisProgram(path: string): Promise<Ours | undefined> {
  let transferSyntax = 'unknown'
  try {
    return await withStudy(path, async (study) => {
      const header = await study.header()
      if (header.format !== 'dicom') return undefined
      transferSyntax = header.transferSyntax ?? 'unknown'
      const frames: ArrayLike<number>[] = []
      for (let frame = 0; frame < header.frames; frame++) frames.push((await study.stored(frame)).values)
      return { outcome: summaryOf(frames), transferSyntax, warnings: (await study.film(0)).warnings }
    })
  } catch (thrown) {
    if (!(thrown instanceof ProblemError)) throw thrown
    if (thrown.code === 'not-an-image') return undefined
    return { outcome: { error: thrown.code }, transferSyntax, warnings: [] }
  }
}

/** A reader's outcomes in the order of the files; undefined where it is not there. One that dies costs the file at hand. */
function byPython(reader: 'pydicom' | 'gdcm', paths: readonly string[]): Outcome[] | undefined {
  const outcomes: Outcome[] = []
  const script = join(import.meta.dirname, 'readers.py')
  while (outcomes.length < paths.length) {
    const { stdout, status } = spawnSync(python, [script, reader], {
      input: paths.slice(outcomes.length).join('\n'),
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    const lines = (stdout ?? '').split('\n').filter((line) => line.endsWith('}'))
    if (lines.length === 0 && outcomes.length === 0 && status !== null) return undefined
    outcomes.push(...lines.map((line) => JSON.parse(line) as Outcome))
    if (outcomes.length < paths.length) outcomes.push({ error: 'the reader died' })
  }
  return outcomes
}

const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()
const files: { path: string; ours: Ours }[] = []
for (const path of names.map((name) => join(root, name))) {
  const ours = statSync(path).isFile() ? await byThisProgram(path) : undefined
  if (ours) files.push({ path, ours })
}
const paths = files.map(({ path }) => path)
const readers: [string, Outcome[]][] = []
for (const reader of ['pydicom', 'gdcm'] as const) {
  const outcomes = byPython(reader, paths)
  if (outcomes) readers.push([reader, outcomes])
}
if (hasDcmtk()) {
  const folder = mkdtempSync(join(tmpdir(), 'fractureguard-corpus-'))
  const outcomes: Outcome[] = []
  for (const { path, ours } of files) outcomes.push(await byDcmtk(path, ours.transferSyntax, folder))
  rmSync(folder, { recursive: true })
  readers.push(['dcmtk', outcomes])
}

const counts = new Map(readers.map(([reader]) => [reader, new Map<string, number>()]))
let disagreements = 0
let alone = 0
for (const [index, { path, ours }] of files.entries()) {
  const compared = readers.map(([reader, outcomes]) => {
    const result = comparison(ours.outcome, outcomes[index]!)
    const kind = result.replace(/ \(.*\)$/, '').replace(/\d+/g, 'n')
    const count = counts.get(reader)!
    count.set(kind, (count.get(kind) ?? 0) + 1)
    return { reader, result }
  })
  if (!compared.some(({ result }) => isDisagreement(result))) continue
  disagreements++
  const stands = !compared.some(({ result }) => result === 'equal' || result === 'within a level')
  if (stands) alone++
  const here =
    'error' in ours.outcome
      ? `refused (${ours.outcome.error})`
      : `opened (${ours.warnings.join(', ') || 'no warnings'})`
  console.log(`${relative(root, path)}: ${ours.transferSyntax}, ${here}${stands ? ', alone' : ''}`)
  for (const { reader, result } of compared) console.log(`  ${reader}: ${result}`)
}
console.log(
  `${files.length} DICOM files of ${root}: readers disagree on ${disagreements}, on ${alone} this program stands alone`,
)
if (readers.length === 0) console.log('Neither pydicom nor gdcm nor dcmtk is here: nothing was compared.')
for (const [reader, count] of counts)
  console.log(`${reader}: ${[...count].map(([kind, number]) => `${number} ${kind}`).join(', ')}`)
process.exitCode = alone > 0 || readers.length === 0 ? 1 : 0
