import { describe, expect, it } from 'vitest'
import type { FileHeader, Film } from '#shared/film.ts'
import { hang } from '#renderer/features/compare/hanging.ts'
import { projectionOf } from '#renderer/features/films/studies.ts'
import { makeFilm } from '../../support/films.ts'

const film = (filmId: string, header: Partial<FileHeader> = {}): Film =>
  makeFilm(filmId, {
    studyInstanceUid: '1.1',
    patientId: 'P',
    studyDate: '20240511',
    bodyPart: 'WRIST',
    laterality: 'L',
    ...header,
  })
const pa = film('pa', { view: 'PA' })
const lat = film('lat', { view: 'LL' })
const oblique = film('oblique', { view: 'RLO' })
const earlier = { studyInstanceUid: '1.0', studyDate: '20230101' }
const places = (selected: Film, films: Film[]) =>
  Object.fromEntries(Object.entries(hang(selected, films)).map(([place, { filmId }]) => [place, filmId]))

describe('the hanging of a study', () => {
  it('is frontal left and lateral right, whichever of them is selected and in whichever order they came', () => {
    for (const films of [
      [pa, lat, oblique],
      [oblique, lat, pa],
    ]) {
      expect(places(pa, films)).toEqual({ left: 'pa', right: 'lat' })
      expect(places(lat, films)).toEqual({ left: 'pa', right: 'lat' })
    }
  })

  it('keeps the selected film where the views are unknown or one is missing', () => {
    expect(places(oblique, [pa, oblique])).toEqual({ left: 'pa', right: 'oblique' })
    expect(places(oblique, [lat, oblique])).toEqual({ left: 'oblique', right: 'lat' })
    expect(places(lat, [lat])).toEqual({ right: 'lat' })
    expect(places(makeFilm('alone'), [makeFilm('alone'), makeFilm('other')])).toEqual({ left: 'alone' })
  })

  it('leaves out the other side and other bones', () => {
    const other = film('right wrist', { view: 'LL', laterality: 'R' })
    const foot = film('foot', { view: 'LL', bodyPart: 'FOOT' })
    expect(places(pa, [pa, other, foot])).toEqual({ left: 'pa' })
  })

  it('has the last earlier study of the same patient and bone below', () => {
    const films = [
      pa,
      lat,
      film('old pa', { ...earlier, view: 'PA' }),
      film('old lat', { ...earlier, view: 'LATERAL' }),
      film('older', { studyInstanceUid: '1.00', studyDate: '20200101', view: 'PA' }),
      film('later', { studyInstanceUid: '1.2', studyDate: '20250101', view: 'PA' }),
      film('stranger', { ...earlier, studyInstanceUid: '1.9', studyDate: '20230601', patientId: 'Q', view: 'PA' }),
      film('old foot', { studyInstanceUid: '1.8', studyDate: '20230601', bodyPart: 'FOOT', view: 'PA' }),
    ]
    expect(places(pa, films)).toEqual({ left: 'pa', right: 'lat', 'below-left': 'old pa', 'below-right': 'old lat' })
  })

  it('has nothing below where the patient or the date is not known', () => {
    const nameless = { patientId: undefined }
    const header = ({ filmId, header: known }: Film) => makeFilm(filmId, { ...known, ...nameless } as FileHeader)
    expect(places(header(pa), [header(pa), header(film('old', { ...earlier, view: 'PA' }))])).toEqual({ left: 'pa' })
  })
})

describe('a projection', () => {
  it.each([
    ['AP', 'frontal'],
    ['pa', 'frontal'],
    ['LL', 'lateral'],
    ['LATERAL', 'lateral'],
    ['RLO', undefined],
    [undefined, undefined],
  ])('of view position %s is %s', (view, projection) => {
    expect(projectionOf(makeFilm('a', { view } as Partial<FileHeader>))).toBe(projection)
  })

  it('is told by a word of the series where no view is given', () => {
    const of = (seriesDescription: string) => projectionOf(makeFilm('a', { seriesDescription }))
    expect(['Wrist LAT', 'Handgelenk seitlich', 'HAND_AP', 'Platelet'].map(of)).toEqual([
      'lateral',
      'lateral',
      'frontal',
      undefined,
    ])
  })
})
