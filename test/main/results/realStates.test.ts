import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { ProblemError } from '#shared/problem.ts'
import { applyVoi } from '#shared/voi.ts'
import { makeResults } from '#main/results/index.ts'
import { withStudyFile } from '#main/study/file/studyFile.ts'
import { dicom } from '#main/study/formats/dicom.ts'
import { newFolder } from '../../support/folder.ts'
import { ask, peersPython, peersReason } from '../../support/peers.ts'
import { haveRealFilms, realFiles } from '../../support/realFilms.ts'
import { someModel, someReading } from '../../support/resultFilms.ts'

const minutes = 60_000

/** numpy's names of the integers that stored values come in. */
const numpyTypes: Record<string, string> = {
  Uint8Array: '<u1',
  Int8Array: '<i1',
  Uint16Array: '<u2',
  Int16Array: '<i2',
  Uint32Array: '<u4',
  Int32Array: '<i4',
}

/**
 * Films whose greys dcmtk 3.6.7 alone does not tell as the standard has them; with the state they are those of this
 * program.
 */
const drawnOtherwise: readonly [RegExp, string][] = [
  [/^(?:eCT_Supplemental|CT0012\.)/, 'the window lies in functional groups, which it does not know'],
  [/^CR-ModalitySequenceLUT/, 'a rescale of 1 stands beside the modality LUT, and it takes that'],
  [/^rf-rescale-minus-1/, 'the rescale leads to X-ray intensity, PS3.3 C.8.7.1.1.2'],
  [/^RI6XDosiGap/, 'the window is narrower than 1, which it refuses; that of the state is wider'],
  [/^voi-lut-16-bits-claimed-12-used/, 'the table claims more bits than it uses'],
]
/** Films that it opens only together with a state, and shows in the whole range of their bits, as the state has it. */
const openedWithState = /^(?:GH1261|OsirixFake16BitsStoredFakeSpacing|rtdose_rle)/

type Film = { name: string; plain: string; named: string; shown: Uint8Array }

/** The greys that dcmtk draws; undefined where it draws none. */
async function drawn(...args: string[]): Promise<Uint8Array | undefined> {
  const picture = args.at(-1)!
  await rm(picture, { force: true })
  ask('dcmp2pgm', args)
  if (!existsSync(picture)) return undefined
  const bytes = await readFile(picture)
  const [head, columns, rows] = /^P5\s(?:#[^\n]*\n)*(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 200).toString('latin1'))! // prettier-ignore
  expect(bytes.length - head.length).toBe(Number(columns) * Number(rows))
  return bytes.subarray(head.length)
}

const furthest = (one: Uint8Array, other: Uint8Array): number =>
  one.length === other.length ? one.reduce((most, grey, at) => Math.max(most, Math.abs(grey - other[at]!)), 0) : 256

describe.skipIf(!peersPython || !haveRealFilms)(`presentation states of real films${peersReason}`, () => {
  let folder: string
  const films: Film[] = []

  beforeAll(async () => {
    folder = await newFolder()
    const result = { reading: someReading(), model: someModel, programVersion: '1.0.0', reportClass: 'enhanced' as const } // prettier-ignore
    const wanted: Record<string, string>[] = []
    for (const [index, path] of realFiles().entries()) {
      const made = await makeResults(path, result, ['pr']).catch((thrown: unknown) => {
        if (thrown instanceof ProblemError) return undefined
        throw thrown
      })
      const [state] = made?.objects ?? []
      if (!state) continue
      const [stored, film] = await withStudyFile(path, async (file) => [(await dicom.stored(file, 0)).values, await dicom.film(file, 0)] as const) // prettier-ignore
      const type = numpyTypes[stored.constructor.name]
      // dcmtk draws no floating point.
      if (!type) continue
      const at = (end: string) => join(folder, `${index}.${end}`)
      const files = { film: path, state: at('pr'), stored: at('raw'), type, plain: at('dcm'), named: at('named.dcm') }
      await writeFile(files.state, state.bytes)
      await writeFile(files.stored, new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength))
      wanted.push(files)
      films.push({ name: basename(path), ...files, shown: Uint8Array.from(applyVoi(film), (grey) => Math.round(grey * 255)) }) // prettier-ignore
    }
    const script = join(import.meta.dirname, 'peers', 'plainFilms.py')
    const { stdout, stderr } = spawnSync(peersPython!, [script], { input: JSON.stringify(wanted), encoding: 'utf8' })
    expect(stdout.trim(), stderr).toBe('{}')
  }, 10 * minutes)

  it('leave the greys that dcmtk draws as they are', { timeout: 10 * minutes }, async () => {
    const other: string[] = []
    let same = 0
    for (const { name, plain, named, shown } of films) {
      expect(ask('dcmpschk', [named]).output, name).not.toMatch(/^E: .*(missing|mandatory)/im)
      const without = await drawn(plain, join(folder, 'without.pgm'))
      const drawnWith = await drawn('-p', named, plain, join(folder, 'with.pgm'))
      if (drawnWith && !without && openedWithState.test(name)) continue
      const against = drawnOtherwise.some(([film]) => film.test(name)) ? shown : without
      const apart = drawnWith && against && furthest(drawnWith, against)
      if (apart !== undefined && apart <= 1) same++
      else other.push(`${name}: ${apart ?? 'not drawn'}`)
    }
    expect(other).toEqual([])
    expect(same).toBeGreaterThan(80)
  })
})
