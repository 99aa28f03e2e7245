import { readdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ProblemError } from '#shared/problem.ts'
import { finishResults, makeResults, writeResults } from '#main/results/index.ts'
import { newFolder } from '../../support/folder.ts'
import { ask, errorsOf, peersPython, peersReason } from '../../support/peers.ts'
import { likely, possible, someModel, someReading } from '../../support/resultFilms.ts'
import { sharedFolder } from '../../support/sharedData.ts'

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

const real = sharedFolder('dicom')

describe.skipIf(!peersPython || !real.present)(`results of real DICOM files${peersReason}`, () => {
  it(
    'have no fault for dciodvfy that their original does not have, wherever the film can be read',
    { timeout: 20 * minutes },
    async () => {
      const folder = await newFolder()
      const files = readdirSync(real.path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
      const result = {
        reading: someReading(),
        model: someModel,
        programVersion: '1.0.0',
        reportClass: 'comprehensive-3d' as const,
      }
      let checked = 0
      const reports: string[] = []
      for (const { parentPath, name } of files) {
        const made = await makeResults(join(parentPath, name), result, ['sc', 'pr', 'sr']).catch((thrown: unknown) => {
          if (thrown instanceof ProblemError) return undefined
          throw thrown
        })
        const known = made ? faultsOf(join(parentPath, name), made.original.reference.frameNumber) : new Set<string>()
        for (const { kind, bytes } of made?.objects ?? []) {
          const file = join(folder, `${kind === 'sr' ? `${reports.length}-` : ''}${kind}.dcm`)
          if (kind === 'sr') reports.push(file)
          await writeFile(file, bytes)
          const errors = errorsOf(file).filter((error) => !known.has(faultOf(error)))
          expect(errors, `${name} ${kind}`).toEqual([])
          checked++
        }
        if (!made) continue
        const style = { kinds: ['ko' as const], reportClass: 'comprehensive-3d' as const }
        const work = { ...result, style, folder: join(folder, 'selected'), run: '0a0a0a0a-0000-4000-8000-000000000000' }
        await writeResults(join(parentPath, name), result.reading, work)
        for (const { file } of (await finishResults(work)).files) {
          const errors = errorsOf(join(work.folder, file)).filter((error) => !known.has(faultOf(error)))
          expect(errors, `${name} ko`).toEqual([])
          checked++
        }
      }
      expect(checked).toBeGreaterThan(270)

      const said = ask(peersPython!, [join(import.meta.dirname, 'peers', 'readReports.py'), ...reports]).output
      const read = JSON.parse(said.trim().split('\n').at(-1)!) as { film: number[][]; places: { certainty: number[]; points: number[][] }[] }[] // prettier-ignore
      expect(read).toHaveLength(reports.length)
      for (const { film, places } of read) {
        expect(film.flat()[0]! / 100).toBeCloseTo(result.reading.probability, 4)
        expect(places.map(({ certainty }) => Math.round(certainty[0]! * 100))).toEqual(
          [likely, possible].slice(0, places.length).map(({ probability }) => Math.round(probability * 10_000)),
        )
      }
    },
  )
})
