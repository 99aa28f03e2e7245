import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { ProblemError } from '#shared/problem.ts'
import { finishResults, makeResults, writeResults } from '#main/results/index.ts'
import type { Original } from '#main/results/original/original.ts'
import { newFolder } from '../../support/folder.ts'
import { ask, errorsOf, peersPython, peersReason } from '../../support/peers.ts'
import { haveRealFilms, realFiles } from '../../support/realFilms.ts'
import { likely, possible, someModel, someReading } from '../../support/resultFilms.ts'
import { validated } from './peers/pixelmed.ts'

const minutes = 60_000

/** What is wrong, whichever attribute says it: results name under other ones what their original is called. */
const faultOf = (error: string): string =>
  error.replace(/ in \(0x[\da-f]+,0x[\da-f]+\) .*$/, '').replace(/ - \(0x[\da-f]+,0x[\da-f]+\) .*?(?=<|- )/, ' - ')

/** Of an original with several frames in a class of one; the frame is named, for no other way would tell which was read. */
const frameNamed =
  'Error - Shall not be present for Referenced SOP Class that is not multi-frame - attribute <ReferencedFrameNumber>'

/** What an original gets wrong itself, and results cannot put right without naming another film. */
const faultsOf = (path: string, frameNumber: number | undefined): ReadonlySet<string> =>
  new Set([...errorsOf(path).map(faultOf), ...(frameNumber === undefined ? [] : [frameNamed])])

/** A Modality LUT has 8 or 16 bits, PS3.3 C.11.1.1.1, whatever its entries, which are values that windows refer to. */
const spareBits = /Modality LUT - LUT Descriptor number of bits = 16 but maximum LUT Data value/

const result = {
  reading: someReading(),
  model: someModel,
  programVersion: '1.0.0',
  reportClass: 'comprehensive-3d' as const,
}

/** What tells reports apart for the validator, which takes a second for each: the kind of film they speak of. */
const kindOf = ({ modality, reference }: Original): string =>
  `${modality} ${reference.sopClassUid} ${reference.frameNumber}`

describe.skipIf(!peersPython || !haveRealFilms)(`results of real DICOM files${peersReason}`, () => {
  let folder: string
  const reports: { file: string; kind: string }[] = []
  const wrong: { film: string; kind: string; errors: string[] }[] = []
  let checked = 0

  function check(path: string, kind: string, file: string, known: ReadonlySet<string>): void {
    const errors = errorsOf(file).filter((error) => !known.has(faultOf(error)) && !spareBits.test(error))
    if (errors.length > 0) wrong.push({ film: basename(path), kind, errors })
    checked++
  }

  beforeAll(async () => {
    folder = await newFolder()
    for (const [index, path] of realFiles().entries()) {
      const made = await makeResults(path, result, ['sc', 'pr', 'sr']).catch((thrown: unknown) => {
        if (thrown instanceof ProblemError) return undefined
        throw thrown
      })
      if (!made) continue
      const known = faultsOf(path, made.original.reference.frameNumber)
      for (const { kind, bytes } of made.objects) {
        const file = join(folder, kind === 'sr' ? `${index}-sr.dcm` : `${kind}.dcm`)
        await writeFile(file, bytes)
        check(path, kind, file, known)
        if (kind === 'sr') reports.push({ file, kind: kindOf(made.original) })
      }
      const style = { kinds: ['ko' as const], reportClass: 'comprehensive-3d' as const }
      const work = { ...result, style, folder: join(folder, 'selected'), run: '0a0a0a0a-0000-4000-8000-000000000000' }
      await writeResults(path, result.reading, work)
      for (const { file } of (await finishResults(work)).files) check(path, 'ko', join(work.folder, file), known)
    }
  }, 20 * minutes)

  it('have no fault for dciodvfy that their original does not have, wherever the film can be read', () => {
    expect(wrong).toEqual([])
    expect(reports.length).toBeGreaterThan(130)
    expect(checked).toBeGreaterThan(480)
  })

  it('say to highdicom how certain the model is', { timeout: 5 * minutes }, () => {
    const files = reports.map(({ file }) => file)
    const said = ask(peersPython!, [join(import.meta.dirname, 'peers', 'readReports.py'), ...files]).output
    const read = JSON.parse(said.trim().split('\n').at(-1)!) as { film: number[][]; places: { certainty: number[]; points: number[][] }[] }[] // prettier-ignore
    expect(read).toHaveLength(reports.length)
    for (const { film, places } of read) {
      expect(film.flat()[0]! / 100).toBeCloseTo(result.reading.probability, 4)
      expect(places.map(({ certainty }) => Math.round(certainty[0]! * 100))).toEqual(
        [likely, possible].slice(0, places.length).map(({ probability }) => Math.round(probability * 10_000)),
      )
    }
  })

  it('have no error for the validator of PixelMed', { timeout: 15 * minutes }, () => {
    const different = [...new Map(reports.map((report) => [report.kind, report])).values()]
    expect(different.length).toBeGreaterThan(10)
    const lines = [...validated(different.map(({ file }) => file)).values()].flat()
    expect(lines.filter((line) => line.startsWith('Error'))).toEqual([])
    // What it does not find in the template: presence of a fracture, and a comment.
    const strange = lines.filter((line) => line.startsWith('Warning') && !/"(Fracture|Comment)"\): Content Item not in template$/.test(line)) // prettier-ignore
    expect(strange).toEqual([])
  })
})
