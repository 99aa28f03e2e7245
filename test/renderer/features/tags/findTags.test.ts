import { expect, it } from 'vitest'
import type { Tag } from '#shared/library.ts'
import { findTags, hideNames } from '#renderer/features/tags/findTags.ts'

const tag = (number: string, keyword: string | undefined, value: string, vr = 'LO'): Tag => ({
  tag: number,
  vr,
  ...(keyword ? { keyword } : {}),
  private: !keyword,
  depth: 0,
  value,
  cut: false,
})
const tags = [
  tag('(0010,0010)', 'PatientName', 'Roe^Jane', 'PN'),
  tag('(0008,0080)', 'InstitutionName', 'General'),
  tag('(0028,0010)', 'Rows', '480', 'US'),
  tag('(0009,1010)', undefined, 'Jane was here'),
]
const found = (search: string) => findTags(tags, search).map((one) => one.tag)

it('finds elements by number, with or without its marks, by name and by value', () => {
  expect(found('0028,0010')).toEqual(['(0028,0010)'])
  expect(found('00280010')).toEqual(['(0028,0010)'])
  expect(found('patient')).toEqual(['(0010,0010)'])
  expect(found('ROWS 480')).toEqual(['(0028,0010)'])
  expect(found('jane')).toHaveLength(2)
  expect(found('')).toHaveLength(4)
})

it('hides whatever may name somebody, and nothing else', () => {
  expect(hideNames(tags).map(({ value }) => value)).toEqual(['•••', '•••', '480', '•••'])
})
