import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { reportClasses, type ReportClass } from '#shared/results.ts'
import { finishResults, makeResults, writeResults } from '#main/results/index.ts'
import type { PhantomOptions } from '../../../support/dicomPhantom.ts'
import { newFolder } from '../../../support/folder.ts'
import { ask, errorsOf, peersPython, peersReason } from '../../../support/peers.ts'
import { likely, possible, resultFilm, someModel, someReading } from '../../../support/resultFilms.ts'
import { validated } from './pixelmed.ts'

const minutes = 60_000

const films: Record<string, PhantomOptions> = {
  plain: {},
  inverse: { photometric: 'MONOCHROME1' },
  rescaled: { rescale: { slope: 1.5, intercept: -100 }, window: { center: 2500, width: 4000 } },
  narrow: { window: { center: 0.5, width: 0.4 } },
  unwindowed: { window: [] },
  left: { elements: [{ tag: 0x00200062, vr: 'CS', value: 'L' }] },
  spine: { elements: [{ tag: 0x00180015, vr: 'CS', value: 'CSPINE' }] },
  lossy: {
    elements: [
      { tag: 0x00282110, vr: 'CS', value: '01' },
      { tag: 0x00282112, vr: 'DS', value: '12.5' },
      { tag: 0x00282114, vr: 'CS', value: 'ISO_10918_1' },
    ],
  },
  shuttered: {
    elements: [
      { tag: 0x00181600, vr: 'CS', value: 'CIRCULAR' },
      { tag: 0x00181610, vr: 'IS', value: '100\\80' },
      { tag: 0x00181612, vr: 'IS', value: '60' },
    ],
  },
}

type Written = { film: string; pr: string; sr: string; sc: string }

async function writtenOf(
  folder: string,
  name: string,
  options: PhantomOptions,
  reportClass?: ReportClass,
): Promise<Written> {
  const film = join(folder, `${name}.dcm`)
  await writeFile(film, resultFilm(options))
  const result = {
    reading: someReading(),
    model: someModel,
    programVersion: '1.0.0',
    reportClass: reportClass ?? 'comprehensive-3d',
  }
  const { objects } = await makeResults(film, result, ['sc', 'pr', 'sr'])
  const files: Record<string, string> = { film }
  for (const { kind, bytes } of objects) {
    files[kind] = join(folder, `${name}-${kind}.dcm`)
    await writeFile(files[kind], bytes)
  }
  return files as Written
}

describe.skipIf(!peersPython)(`results of made films${peersReason}`, () => {
  let folder: string
  const written = new Map<string, Written>()

  beforeAll(async () => {
    folder = await newFolder()
    for (const [name, options] of Object.entries(films)) written.set(name, await writtenOf(folder, name, options))
  }, 5 * minutes)

  it('are valid for dciodvfy', { timeout: 5 * minutes }, () => {
    const found = [...written.values()].flatMap(({ sc, pr, sr }) => [sc, pr, sr].flatMap(errorsOf))
    expect(found).toEqual([])
  })

  it(
    'pass for dcmtk, which draws the films with their states in the same greys',
    { timeout: 5 * minutes },
    async () => {
      for (const [name, { film, pr }] of written) {
        // It refuses windows narrower than 1 in films and states alike.
        if (name === 'narrow') continue
        expect(ask('dcmpschk', [pr]).output, name).not.toMatch(/^E:/m)
        const [without, with_] = [join(folder, 'a.pgm'), join(folder, 'b.pgm')]
        ask('dcmp2pgm', [film, without])
        ask('dcmp2pgm', ['-p', pr, film, with_])
        expect(Buffer.compare(await readFile(without), await readFile(with_)), name).toBe(0)
      }
    },
  )

  it('say to highdicom what was found, how certain, and where', { timeout: 5 * minutes }, () => {
    const { output } = ask(peersPython!, [join(import.meta.dirname, 'readReports.py'), written.get('plain')!.sr])
    const [report] = JSON.parse(output.trim().split('\n').at(-1)!) as [
      { film: number[][]; places: { certainty: number[]; points: number[][]; finding: string }[] },
    ]
    expect(report.film.flat()[0]! / 100).toBeCloseTo(someReading().probability, 4)
    expect(report.places.map(({ finding }) => finding)).toEqual(['Fracture', 'Fracture'])
    expect(report.places[0]!.certainty[0]! / 100).toBeCloseTo(likely.probability, 4)
    expect(report.places[1]!.certainty[0]! / 100).toBeCloseTo(possible.probability, 4)
    expect(report.places[0]!.points.slice(0, 3)).toEqual([[20, 30], [60, 30], [60, 54]]) // prettier-ignore
  })

  it('have no error for the validator of PixelMed, and parse for dsrdump', { timeout: 10 * minutes }, () => {
    const { sr } = written.get('plain')!
    expect(
      validated([sr])
        .get(sr)!
        .filter((line) => line.startsWith('Error')),
    ).toEqual([])
    expect(ask('dsrdump', [sr]).output).not.toMatch(/^[EF]:/m)
  })

  it.each(reportClasses)('are a valid report of class %s', { timeout: 5 * minutes }, async (reportClass) => {
    const { sr } = await writtenOf(folder, reportClass, {}, reportClass)
    expect(errorsOf(sr)).toEqual([])
  })

  it('are a valid selection of key objects', { timeout: 5 * minutes }, async () => {
    const work = {
      folder: join(folder, 'selected'),
      style: { kinds: ['ko' as const], reportClass: 'comprehensive-3d' as const },
      model: someModel,
      programVersion: '1.0.0',
      run: '0a0a0a0a-0000-4000-8000-000000000000',
    }
    for (const { film } of written.values()) await writeResults(film, someReading(), work)
    const { files } = await finishResults(work)
    expect(files).toHaveLength(1)
    expect(errorsOf(join(work.folder, files[0]!.file))).toEqual([])
    expect(ask('dsrdump', [join(work.folder, files[0]!.file)]).output).not.toMatch(/^[EF]:/m)
  })
})
