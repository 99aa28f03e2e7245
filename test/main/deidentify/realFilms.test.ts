import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ProblemError } from '#shared/problem.ts'
import { deidentifyFile } from '#main/deidentify/index.ts'
import { textOf } from '#main/study/dicom/attributes.ts'
import { parseDicom } from '#main/study/dicom/dataSet.ts'
import { pixelsSha256 } from '#main/study/openStudy.ts'
import { requestOf } from '../../support/deidentified.ts'
import { newFolder } from '../../support/folder.ts'
import { ask, peersPython, peersReason } from '../../support/peers.ts'
import { haveRealFilms, realFiles } from '../../support/realFilms.ts'

const minutes = 60_000

describe.skipIf(!haveRealFilms)(`real films${haveRealFilms ? '' : ' (skipped: no shared data)'}`, () => {
  it('are exported with the pixels that they had, or get a reason', { timeout: 10 * minutes }, async () => {
    const folder = await newFolder()
    let exported = 0
    for (const [index, path] of realFiles().entries()) {
      const made = await deidentifyFile(requestOf(path, join(folder, `film-${index}`))).catch((thrown: unknown) => {
        expect(thrown, path).toBeInstanceOf(ProblemError)
        return undefined
      })
      if (!made?.dicom) continue
      exported++
      const film = join(folder, made.files[0]!)
      const { dataSet } = parseDicom(new Uint8Array(await readFile(film)))
      expect(textOf(dataSet, 'x00120062'), path).toBe('YES')
      expect(Object.keys(dataSet.elements).filter((tag) => Number.parseInt(tag.slice(1, 5), 16) % 2 === 1)).toEqual([])
      const [before, after] = [path, film].map((file) => pixelsSha256(file).catch((thrown: ProblemError) => thrown.id))
      expect(await after, path).toBe(await before)
    }
    // Of 122 films of the corpus a few are no films or are damaged.
    expect(exported).toBeGreaterThan(110)
    if (peersPython) {
      const { output } = ask(peersPython, [join(import.meta.dirname, 'peers/readAll.py'), folder])
      expect(JSON.parse(output.trim().split('\n').at(-1)!)).toEqual({ read: exported, wrong: [] })
    }
  })
})

describe.skipIf(!peersPython)(`pydicom${peersReason}`, () => {
  it('is there', () => expect(ask(peersPython!, ['-c', 'import pydicom']).code).toBe(0))
})
