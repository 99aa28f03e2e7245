import { describe, expect, it } from 'vitest'
import { groupFilms } from '#main/training/dataset/groups.ts'

const film = (path: string, contentHash: string, patientId?: string) => ({ path, contentHash, patientId })

describe('groupFilms', () => {
  it('joins films of one original by <source>_<group>_<hash>, and no others', () => {
    const groups = groupFilms([film('a/atlas_b001_2178cd.jpg', '1'), film('b/atlas_b001_ffe012.jpg', '2'), film('a/atlas_b002_4f5518.jpg', '3')])
    expect(groups).toEqual([0, 0, 1])
  })

  it('keeps films with ordinary names apart', () => {
    expect(groupFilms([film('IMG_0001.png', '1'), film('IMG_0002.png', '2'), film('IMG_0003.png', '3')])).toEqual([0, 1, 2])
  })

  it('joins films of one patient and films of the same content, also through a third', () => {
    const groups = groupFilms([film('1.dcm', 'a', 'P1'), film('2.dcm', 'b', 'P2'), film('3.dcm', 'c', 'P1'), film('4.dcm', 'b', 'P1'), film('5.dcm', 'd')])
    expect(groups).toEqual([0, 0, 0, 0, 1])
  })
})
