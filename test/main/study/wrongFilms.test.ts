import { describe, expect, it } from 'vitest'
import { warningCodes } from '#shared/reading.ts'
import { applyVoi } from '#shared/voi.ts'
import { dicom } from '#main/study/formats/dicom.ts'
import { rangeOf } from '#main/study/grey/statistics.ts'
import { greyValuesOf } from '#main/study/grey/storedFrame.ts'
import { filmOf, headerOf, problemOf, studyFileOf } from '../../support/decodeBytes.ts'
import { wrongFilms, type WrongFilm } from '../../support/wrongFilms.ts'

const usual = new Set(['lossy', 'window-from-values'])

async function storedRange(bytes: Uint8Array): Promise<[number, number]> {
  const stored = await dicom.stored(studyFileOf(bytes), 0)
  const { minimum, maximum } = rangeOf(greyValuesOf(stored), undefined)
  return [minimum, maximum]
}

describe('films that contradict themselves', () => {
  it.each(wrongFilms)('$name', async (wrong: WrongFilm) => {
    const { problem, stored, within = 0, like, shown, warnings = [], header } = wrong
    const bytes = await wrong.bytes()
    expect(await problemOf(filmOf(bytes))).toBe(problem ?? 'none')
    if (problem) return

    const film = await filmOf(bytes)
    expect(film.warnings.filter((warning) => !usual.has(warning))).toEqual(warnings)
    for (const warning of film.warnings) expect(warningCodes).toContain(warning)
    if (header) expect(await headerOf(bytes)).toMatchObject(header)
    if (stored) {
      const range = await storedRange(bytes)
      expect(Math.abs(range[0] - stored[0])).toBeLessThanOrEqual(within)
      expect(Math.abs(range[1] - stored[1])).toBeLessThanOrEqual(within)
    }
    const picture = applyVoi(film)
    for (const [row, column, grey] of shown ?? []) expect(picture[row * film.columns + column]).toBeCloseTo(grey, 2)
    if (like) {
      const right = applyVoi(await filmOf(like))
      expect(Math.max(...picture.map((grey, pixel) => Math.abs(grey - right[pixel]!)))).toBeLessThan(0.002)
    }
  })
})
