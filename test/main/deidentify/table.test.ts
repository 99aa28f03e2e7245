import { expect, it, describe } from 'vitest'
import { bytesOf, textOf } from '#main/study/dicom/attributes.ts'
import { table, rowOf, type Row } from '#main/deidentify/table/table.ts'
import { deidentified } from '../../support/deidentified.ts'
import { resultFilm } from '../../support/resultFilms.ts'
import type { DicomElement } from '../../support/dicomWriter.ts'

const planted = 'Zyxwvut'
const plantedUid = '1.2.3.4711'

const values: Partial<Record<string, DicomElement['value']>> = {
  DA: '20240517',
  TM: '101530',
  DT: '20240517101530.25',
  AS: '054Y',
  DS: '1.5',
  UI: plantedUid,
  FD: [1.5],
  US: [7],
  UL: [7],
}

function elementOf(tag: string, vr: string): DicomElement {
  const number = Number.parseInt(tag.replaceAll('x', '0'), 16)
  if (vr === 'SQ')
    return {
      tag: number,
      vr,
      value: [
        [
          { tag: 0x00081155, vr: 'UI', value: plantedUid },
          { tag: 0x00100010, vr: 'PN', value: planted },
          { tag: 0x00180060, vr: 'DS', value: '70' },
        ],
      ],
    }
  return { tag: number, vr, value: values[vr] ?? planted }
}

// Commands and file meta information are no part of a data set; pixels must stay readable.
const rows = [...table].filter(([tag]) => tag > '0008')
const own = new Set(['00100010', '00100020', '00080018'])

async function cleaned(options: { retainDevice?: boolean; shiftDates?: boolean }, of = rows) {
  const film = resultFilm({ elements: of.map(([tag, { vr }]) => elementOf(tag, vr)) })
  return deidentified(film, options)
}

type Found = { there: boolean; bytes: Uint8Array; text: string; items: number }

describe('each row of the table', () => {
  const expectations: Record<Row['basic'], (found: Found, row: Row) => boolean> = {
    X: ({ there }) => !there,
    Z: ({ there, bytes }) => there && bytes.length === 0,
    // Nothing, or at least nothing that it said.
    D: ({ there, bytes, items }, { vr }) => there && (vr === 'SQ' ? items === 1 : bytes.length > 0),
    U: ({ text, items }, { vr }) => (vr === 'SQ' ? items === 1 : vr === 'UN' || text.startsWith('2.25.')),
    'X/Z': ({ there, bytes }) => !there || bytes.length === 0,
    'Z/D': ({ there, bytes }) => there && bytes.length > 0,
    'X/D': ({ there, bytes }, { vr }) => (vr === 'SQ' ? !there : bytes.length > 0),
    'X/Z/D': ({ there, bytes }, { vr }) => (vr === 'SQ' ? !there : bytes.length > 0),
    'X/Z/U*': ({ items }) => items === 1,
  }

  it('is treated as the Basic Profile says, and nothing of what it said is left', async () => {
    const { dataSet, bytes } = await cleaned({})
    const wrong = rows.filter(([tag, row]) => {
      if (own.has(tag)) return false
      const key = `x${tag.replaceAll('x', '0')}`
      const element = dataSet.elements[key]
      const found = {
        there: element !== undefined,
        bytes: bytesOf(dataSet, key) ?? new Uint8Array(),
        text: element && !element.items ? (textOf(dataSet, key) ?? '') : '',
        items: element?.items?.length ?? 0,
      }
      return !expectations[row.basic](found, row)
    })
    expect(wrong).toEqual([])
    const whole = Buffer.from(bytes)
    for (const word of [planted, plantedUid, '20240517', '101530']) expect(whole.includes(word), word).toBe(false)
  })

  it('that is a date is shifted with the option, all by the same number of days', async () => {
    const { dataSet } = await cleaned({ shiftDates: true })
    const dates = rows.filter(([, { vr, dates }]) => dates === 'C' && vr === 'DA')
    expect(dates.length).toBeGreaterThan(40)
    const shifted = new Set(dates.map(([tag]) => textOf(dataSet, `x${tag}`)))
    expect(shifted.size).toBe(1)
    expect([...shifted][0]).toMatch(/^20[12]\d{5}$/)
    expect(shifted).not.toContain('20240517')
    for (const [tag, { vr, dates }] of rows)
      if (dates === 'C' && vr === 'DT') expect(textOf(dataSet, `x${tag}`)).toBe(`${[...shifted][0]}101530.25`)
    expect(textOf(dataSet, 'x00080030')).toBe('101530')
    // No option keeps a date of birth.
    expect(textOf(dataSet, 'x00100030')).toBeUndefined()
    expect(textOf(dataSet, 'x00280303')).toBe('MODIFIED')
  })

  it('that names a device is kept with the option, but for AE titles and dates', async () => {
    const { dataSet } = await cleaned(
      { retainDevice: true },
      rows.filter(([, { device, vr }]) => device !== undefined && vr !== 'SQ'),
    )
    const kept = rows.filter(([, { vr, device }]) => device === 'K' && ['LO', 'SH', 'UT', 'UC', 'ST'].includes(vr))
    expect(kept.length).toBeGreaterThan(20)
    for (const [tag] of kept) expect(textOf(dataSet, `x${tag}`), tag).toBe(planted)
    for (const [tag, { device }] of rows) if (device === 'C') expect(textOf(dataSet, `x${tag}`)).not.toBe(planted)
    expect(textOf(dataSet, 'x00181200')).toBeUndefined()
  })
})

it('has the rows of Table E.1-1, of groups that repeat too', () => {
  expect(table.size).toBe(620)
  expect(rowOf('00100010')).toEqual({ vr: 'PN', basic: 'Z', device: undefined, dates: undefined })
  expect(rowOf('00181000')).toEqual({ vr: 'LO', basic: 'X/Z/D', device: 'K', dates: undefined })
  expect(rowOf('00080022')).toEqual({ vr: 'DA', basic: 'X/Z', device: undefined, dates: 'C' })
  expect(rowOf('60023000')?.basic).toBe('X')
  expect(rowOf('50083000')?.basic).toBe('X')
  expect(rowOf('00280010')).toBeUndefined()
})
