import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { deidentifyFile } from '#main/deidentify/index.ts'
import { makeResults } from '#main/results/index.ts'
import { requestOf } from '../../../support/deidentified.ts'
import { explicitBigEndian, implicitLittleEndian } from '../../../support/dicomWriter.ts'
import { newFolder } from '../../../support/folder.ts'
import { ask, errorsOf, peersPython, peersReason } from '../../../support/peers.ts'
import { resultFilm, someModel, someReading } from '../../../support/resultFilms.ts'

const minutes = 60_000

const films: Record<string, Parameters<typeof resultFilm>[0]> = {
  plain: {},
  implicit: { transferSyntax: implicitLittleEndian },
  'big endian': { transferSyntax: explicitBigEndian },
  inverse: { photometric: 'MONOCHROME1' },
  dated: {
    elements: [
      { tag: 0x00080022, vr: 'DA', value: '20240517' },
      { tag: 0x0008002a, vr: 'DT', value: '20240517101530' },
      { tag: 0x00080080, vr: 'LO', value: 'Spital' },
      { tag: 0x00081010, vr: 'SH', value: 'ROOM 3' },
      { tag: 0x00081070, vr: 'PN', value: 'Tech^Nora' },
      { tag: 0x00181030, vr: 'LO', value: 'Hand ap' },
    ],
  },
}

// What a message says of single values is another one in each film.
const kinds = (errors: readonly string[]): string[] => errors.map((line) => line.replace(/<[\d.]+>.*/, ''))

describe.skipIf(!peersPython)(`programs of others${peersReason}`, () => {
  it.each(Object.keys(films))(
    'find no fault in a film (%s) that its original did not have',
    { timeout: 5 * minutes },
    async (name) => {
      const folder = await newFolder()
      const source = join(folder, 'source.dcm')
      await writeFile(source, resultFilm(films[name]))
      const before = new Set(kinds(errorsOf(source)))
      for (const [index, changes] of [
        {},
        { retainDevice: true, shiftDates: true },
        { boxes: [{ x: 0, y: 0, width: 9, height: 9 }], textRemoved: true },
      ].entries()) {
        const made = await deidentifyFile(requestOf(source, join(folder, `film-${index}`), changes))
        const film = join(folder, made.files[0]!)
        expect(
          kinds(errorsOf(film)).filter((line) => !before.has(line)),
          JSON.stringify(changes),
        ).toEqual([])
        expect(ask('dcmdump', [film]).output).not.toMatch(/^[EF]:/m)
      }
    },
  )

  it('find no fault in results of an exported film, which refer to it', { timeout: 5 * minutes }, async () => {
    const folder = await newFolder()
    const source = join(folder, 'source.dcm')
    await writeFile(source, resultFilm())
    const { files } = await deidentifyFile(requestOf(source, join(folder, 'film-0001')))
    const result = {
      reading: someReading(),
      model: someModel,
      programVersion: '1.0.0',
      reportClass: 'comprehensive-3d' as const,
    }
    const { objects, original } = await makeResults(join(folder, files[0]!), result, ['sc', 'pr', 'sr'])
    for (const { kind, bytes } of objects) {
      const path = join(folder, `${kind}.dcm`)
      await writeFile(path, bytes)
      expect(errorsOf(path)).toEqual([])
      expect(Buffer.from(bytes).includes(original.reference.sopInstanceUid), kind).toBe(true)
    }
    expect(original.reference.sopInstanceUid).toMatch(/^2\.25\./)
  })
})
