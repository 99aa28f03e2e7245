import { describe, expect, it } from 'vitest'
import { groupPattern } from '#main/dataset/groupPattern.ts'
import { groupFilms } from '#main/dataset/groups.ts'

const film = (path: string, contentHash: string, patientId?: string) => ({ path, contentHash, patientId })

describe('groupFilms', () => {
  it('joins films of one original by <source>_<group>_<hash>, and no others', () => {
    const groups = groupFilms([
      film('a/atlas_b001_2178cd.jpg', '1'),
      film('b/atlas_b001_ffe012.jpg', '2'),
      film('a/atlas_b002_4f5518.jpg', '3'),
    ])
    expect(groups).toEqual([0, 0, 1])
  })

  it('takes no running numbers or dates for hashes', () => {
    const names = [
      'IMG_20250101.png',
      'IMG_20250102.png',
      'wrist_left_000123.png',
      'wrist_left_000124.png',
      'a_b_12ab34.png',
    ]
    expect(new Set(groupFilms(names.map((name) => film(name, name)))).size).toBe(5)
  })

  it('takes no placeholder of de-identification for a patient', () => {
    for (const id of ['', '0', '0000', 'ANONYMOUS', 'anon123', 'N/A', 'unknown', 'REMOVED']) {
      expect(groupFilms([film('1.dcm', 'a', id), film('2.dcm', 'b', id)])).toEqual([0, 1])
    }
  })

  it('takes a pattern that elsewhere would backtrack for hours, and refuses what cannot be matched in time', () => {
    const name = `${'a'.repeat(4000)}.png`
    const started = performance.now()
    for (const pattern of ['^(a+)+$', '^(a|a)*b', '(a*)*(a*)*(a*)*b', '^(\\w+\\s?)*$'])
      groupFilms([film(name, '1'), film(`b${name}`, '2')], groupPattern(pattern))
    expect(performance.now() - started).toBeLessThan(5_000)
    for (const pattern of ['(', '(?=a)a', '(a)\\1', '[z-a]'])
      expect(() => groupPattern(pattern)).toThrow(expect.objectContaining({ code: 'wrong-use' }))
  })

  it('groups by a pattern on the name, then on the folders, instead of by hashes', () => {
    const films = ['p1/a_x_12ab34.png', 'p1/b.png', 'p2/a_x_56cd78.png'].map((path) => film(path, path))
    expect(groupFilms(films, groupPattern('^(p\\d)/'))).toEqual([0, 0, 1])
    expect(groupFilms(films, groupPattern('^(.)[._]'))).toEqual([0, 1, 0])
  })

  it('joins a study, near duplicates, and a manifest\u2019s patients; studies of one name only within a patient', () => {
    const facts = [
      { studyInstanceUid: '1.2' },
      { studyInstanceUid: '1.2' },
      { nearCluster: 4 },
      { nearCluster: 4 },
      { patient: 'A', study: '1' },
      { patient: 'B', study: '1' },
      { patient: 'B' },
    ]
    expect(groupFilms(facts.map((fact, i) => ({ ...film(`${i}.png`, String(i)), ...fact })))).toEqual([
      0, 0, 1, 1, 2, 3, 3,
    ])
  })

  it('keeps films with ordinary names apart', () => {
    expect(groupFilms([film('IMG_0001.png', '1'), film('IMG_0002.png', '2'), film('IMG_0003.png', '3')])).toEqual([
      0, 1, 2,
    ])
  })

  it('joins films of one patient and films of the same content, also through a third', () => {
    const groups = groupFilms([
      film('1.dcm', 'a', 'P1'),
      film('2.dcm', 'b', 'P2'),
      film('3.dcm', 'c', 'P1'),
      film('4.dcm', 'b', 'P1'),
      film('5.dcm', 'd'),
    ])
    expect(groups).toEqual([0, 0, 0, 0, 1])
  })
})
