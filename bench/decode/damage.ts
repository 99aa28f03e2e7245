/**
 * Changes single bytes of the first code stream of compressed DICOM films, or of a deflated data set, and counts how many
 * of the changes are noticed, per transfer syntax:
 *
 *   node scripts/on-node24.mjs bench/decode/damage.ts FOLDER [CHANGES]
 *
 * `CHANGES` to each file, at places and of kinds that a fixed seed chooses. `noticed`: the film is refused; `warned`: it
 * is shown with the warning that its decoder remarked something; `same`: its values are those of the whole film;
 * `silent`: other values without a word. The share is that of noticed ones in all that are not the same.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ProblemError } from '#shared/problem.ts'
import { readEncapsulated } from '#main/study/dicom/fragments.ts'
import { parseDicom, type DicomFile } from '#main/study/dicom/dataSet.ts'
import { syntaxUids } from '#main/study/dicom/transferSyntaxes.ts'
import { dicom } from '#main/study/formats/dicom.ts'
import { Random } from '#main/network/random.ts'
import { studyFileOf } from '../../test/support/decodeBytes.ts'

const [root, changesText = '100'] = process.argv.slice(2)
if (root === undefined) {
  console.error('Usage: node scripts/on-node24.mjs bench/decode/damage.ts FOLDER [CHANGES]')
  process.exit(2)
}
const changes = Number(changesText)
/** Larger films take too long for so many changes. */
const mostBytes = 2_000_000

type Outcome = 'noticed' | 'warned' | 'same' | 'silent'
type Tally = Record<Outcome, number> & { files: number }

async function outcomeOf(bytes: Uint8Array, whole: ArrayLike<number>): Promise<Outcome> {
  const file = studyFileOf(bytes)
  try {
    const { values } = await dicom.stored(file, 0)
    if (values.length === whole.length && values.every((value, at) => value === whole[at])) return 'same'
    return (await dicom.film(file, 0)).warnings.includes('decoder-warned') ? 'warned' : 'silent'
  } catch (thrown) {
    if (thrown instanceof ProblemError) return 'noticed'
    throw thrown
  }
}

/** A deflated data set begins somewhere in the first part of the file, behind the meta information. */
const metaBytes = 1024

/** Where in the file the bytes lie that are changed; undefined where nothing is compressed. */
function regionOf(bytes: Uint8Array, file: DicomFile): { start: number; length: number } | undefined {
  if (file.transferSyntax === syntaxUids.deflated) return { start: metaBytes, length: bytes.length - metaBytes }
  if (!file.pixels || file.pixels.length !== undefined) return undefined
  const fragment = readEncapsulated(bytes, file.pixels.offset).fragments[0]!.bytes
  return { start: fragment.byteOffset - bytes.byteOffset, length: fragment.length }
}

const tallies = new Map<string, Tally>()
for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
  const path = join(root, name)
  if (!statSync(path).isFile() || statSync(path).size > mostBytes) continue
  const bytes = new Uint8Array(readFileSync(path))
  try {
    const file = parseDicom(bytes)
    const region = regionOf(bytes, file)
    if (region === undefined) continue
    const { values } = await dicom.stored(studyFileOf(bytes), 0)
    const key = file.transferSyntax
    const tally = tallies.get(key) ?? { files: 0, noticed: 0, warned: 0, same: 0, silent: 0 }
    tallies.set(key, tally)
    tally.files++
    const random = new Random(17)
    for (let change = 0; change < changes; change++) {
      const changed = bytes.slice()
      const at = region.start + random.below(region.length)
      changed[at] = changed[at]! ^ (1 + random.below(255))
      tally[await outcomeOf(changed, values)]++
    }
  } catch (thrown) {
    if (!(thrown instanceof ProblemError)) throw thrown
  }
}
console.log('transfer syntax            files  noticed  warned    same  silent   share')
for (const [syntax, { files, noticed, warned, same, silent }] of [...tallies].sort(([a], [b]) =>
  a.localeCompare(b, 'en', { numeric: true }),
)) {
  const cells = [files, noticed, warned, same, silent].map((count) => String(count).padStart(8))
  const share = noticed / (noticed + warned + silent)
  console.log(`${syntax.padEnd(24)}${cells.join('')}${`${(100 * share).toFixed(0)} %`.padStart(8)}`)
}
