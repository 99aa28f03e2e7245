import { describe, expect, it } from 'vitest'
import { makeFilm } from '../../../support/films.ts'
import { patientLines, qualityLines, studyLines } from '#renderer/features/viewport/marks/cornerLines.ts'

describe('corner texts', () => {
  it('show the file name where the file names nobody', () => {
    expect(patientLines(makeFilm('wrist'))).toEqual(['wrist.dcm'])
    expect(patientLines(makeFilm('wrist', { patientName: 'Roe^Jane', patientId: '7', patientSex: 'F' }))).toEqual([
      'Roe, Jane',
      '7 · F',
    ])
  })

  it('leave out what the file does not say', () => {
    expect(studyLines(makeFilm('wrist'))).toEqual([])
    expect(studyLines(makeFilm('wrist', { modality: 'DX', laterality: 'L', studyDate: '20240511' }))).toEqual([
      'DX · L',
      '2024-05-11',
    ])
  })

  it('mark loss, missing spacing and the frame', () => {
    const film = makeFilm('wrist', { lossy: true, frames: 12 })
    expect(qualityLines(film, 3)).toEqual(['Frame 4 / 12', '3 × 4 · 12 bit', 'Lossy compression', 'No spacing'])
    const plain = makeFilm('wrist', { spacing: { calibration: 'at-detector', rowMm: 0.1, columnMm: 0.1 } })
    expect(qualityLines(plain, 0)).toEqual(['3 × 4 · 12 bit', 'mm at detector'])
  })
})
