import { expect, it, describe } from 'vitest'
import { textOf, itemsOf, shortOf } from '#main/study/dicom/attributes.ts'
import { pixelsSha256 } from '#main/study/openStudy.ts'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deidentified, someKey } from '../../support/deidentified.ts'
import {
  concatBytes,
  deflatedLittleEndian,
  explicitBigEndian,
  explicitLittleEndian,
  implicitLittleEndian,
} from '../../support/dicomWriter.ts'
import { encodeFrame } from '../../support/jpegFamily.ts'
import { newFolder } from '../../support/folder.ts'
import { resultFilm } from '../../support/resultFilms.ts'
import { encodeRle } from '../../support/rleEncoder.ts'

async function sha256Of(film: Uint8Array): Promise<string> {
  const path = join(await newFolder(), 'film')
  await writeFile(path, film)
  return pixelsSha256(path)
}

const uid = (film: { dataSet: Parameters<typeof textOf>[0] }, tag: string) => textOf(film.dataSet, tag)

describe('a film without what identifies', () => {
  it('says so, by which profile, and with which options', async () => {
    const { dataSet } = await deidentified(resultFilm(), { retainDevice: true, shiftDates: true })
    expect(textOf(dataSet, 'x00120062')).toBe('YES')
    expect(textOf(dataSet, 'x00120063')).toBe('DICOM PS3.15 2024e Table E.1-1\\FractureGuard 1.0.0')
    expect(itemsOf(dataSet, 'x00120064').map((item) => textOf(item, 'x00080100'))).toEqual([
      '113100',
      '113109',
      '113107',
    ])
    expect(textOf(dataSet, 'x00280303')).toBe('MODIFIED')
    const plain = await deidentified(resultFilm())
    expect(itemsOf(plain.dataSet, 'x00120064').map((item) => textOf(item, 'x00080100'))).toEqual(['113100'])
    expect(textOf(plain.dataSet, 'x00280303')).toBe('REMOVED')
  })

  it('has the same name and UIDs by the same key, and others by another one', async () => {
    const [first, again, other] = [
      await deidentified(resultFilm()),
      await deidentified(resultFilm({ instance: '2' })),
      await deidentified(resultFilm(), { key: 'cd'.repeat(32) }),
    ]
    for (const tag of ['x00100010', 'x00100020', 'x0020000d', 'x0020000e']) {
      expect(uid(first, tag)).toBe(uid(again, tag))
      expect(uid(first, tag)).not.toBe(uid(other, tag))
    }
    expect(uid(first, 'x00080018')).not.toBe(uid(again, 'x00080018'))
    expect(uid(first, 'x00080018')).toMatch(/^2\.25\.\d{30,39}$/)
    expect(uid(first, 'x00100020')).toMatch(/^P-[0-9A-F]{16}$/)
    expect(someKey).toHaveLength(64)
  })

  it('refers to others as they are called now', async () => {
    const other = '1.2.826.0.1.3680043.10.1.1.2'
    const film = resultFilm({
      elements: [
        {
          tag: 0x00082112,
          vr: 'SQ',
          value: [
            [
              { tag: 0x00081150, vr: 'UI', value: '1.2.840.10008.5.1.4.1.1.1' },
              { tag: 0x00081155, vr: 'UI', value: other },
            ],
          ],
        },
      ],
    })
    const { dataSet } = await deidentified(film)
    const [source] = itemsOf(dataSet, 'x00082112')
    const itself = await deidentified(resultFilm({ elements: [{ tag: 0x00080018, vr: 'UI', value: other }] }))
    expect(textOf(source!, 'x00081155')).toBe(uid(itself, 'x00080018'))
    expect(textOf(source!, 'x00081150')).toBe('1.2.840.10008.5.1.4.1.1.1')
  })

  it('has a preamble of zeros, file meta information of its own, and nothing behind its pixels', async () => {
    const film = resultFilm({ elements: [{ tag: 0xfffcfffc, vr: 'OB', value: Buffer.from('Zyxwvut') }] })
    film.set(Buffer.from('Zyxwvut'), 3)
    const { bytes, file } = await deidentified(film)
    expect(bytes.subarray(0, 128).every((byte) => byte === 0)).toBe(true)
    expect(Buffer.from(bytes).includes('Zyxwvut')).toBe(false)
    expect(Buffer.from(bytes.subarray(132, 400)).includes(textOf(file.dataSet, 'x00080018')!)).toBe(true)
    expect(file.pixels!.offset + file.pixels!.length!).toBe(bytes.length)
  })

  it('keeps the days between the films of a patient', async () => {
    const dated = async (date: string) => {
      const made = await deidentified(resultFilm({ elements: [{ tag: 0x00080020, vr: 'DA', value: date }] }), {
        shiftDates: true,
      })
      const text = uid(made, 'x00080020')!
      return Date.UTC(Number(text.slice(0, 4)), Number(text.slice(4, 6)) - 1, Number(text.slice(6))) / 86_400_000
    }
    expect((await dated('20240301')) - (await dated('20240228'))).toBe(2)
  })

  it.each(['20241332', 'yesterday', '2024'])('has no date where %s stood for one', async (date) => {
    const film = resultFilm({ elements: [{ tag: 0x00080020, vr: 'DA', value: date }] })
    const { dataSet } = await deidentified(film, { shiftDates: true })
    expect(dataSet.elements.x00080020?.length).toBe(0)
  })
})

describe('pixels', () => {
  it.each([explicitLittleEndian, implicitLittleEndian, explicitBigEndian, deflatedLittleEndian])(
    'stay as they are in %s',
    async (transferSyntax) => {
      const film = resultFilm({ transferSyntax })
      const { bytes, file } = await deidentified(film)
      expect(await sha256Of(bytes)).toBe(await sha256Of(film))
      expect(file.transferSyntax).toBe(transferSyntax === deflatedLittleEndian ? explicitLittleEndian : transferSyntax)
    },
  )

  it('stay in their compression, byte for byte', async () => {
    const frame = encodeRle(
      Uint8Array.from({ length: 200 * 160 * 2 }, (_, index) => index % 7),
      200 * 160,
      2,
    )
    const film = resultFilm({ transferSyntax: '1.2.840.10008.1.2.5', encapsulatedFrames: [[frame]] })
    const { bytes, file } = await deidentified(film)
    expect(file.transferSyntax).toBe('1.2.840.10008.1.2.5')
    expect(Buffer.from(bytes).includes(Buffer.from(frame))).toBe(true)
  })

  it('lose overlays, those in bits beside their own too', async () => {
    const values = Uint16Array.from(
      { length: 200 * 160 },
      (_, index) => (index % 4000) | (index % 3 === 0 ? 0x8000 : 0),
    )
    const film = resultFilm({
      values,
      elements: [
        { tag: 0x60000010, vr: 'US', value: 200 },
        { tag: 0x60000011, vr: 'US', value: 160 },
        { tag: 0x60000100, vr: 'US', value: 16 },
        { tag: 0x60000102, vr: 'US', value: 15 },
        { tag: 0x60020022, vr: 'LO', value: 'Zyxwvut' },
        { tag: 0x60023000, vr: 'OW', value: new Uint8Array(4000).fill(0xff) },
      ],
    })
    const { bytes, dataSet, file, warnings } = await deidentified(film)
    expect(Object.keys(dataSet.elements).filter((tag) => tag.startsWith('x60'))).toEqual([])
    const stored = new Uint16Array(bytes.slice(file.pixels!.offset).buffer)
    expect(Math.max(...stored)).toBe(3999)
    expect(warnings).toContain('overlays-removed')
  })

  it('are black in the boxes, and only there', async () => {
    const film = resultFilm({ values: Uint16Array.from({ length: 200 * 160 }, (_, index) => 100 + (index % 3000)) })
    const box = { x: 150, y: 10, width: 40, height: 5 }
    const made = await deidentified(film, { boxes: [box] })
    const stored = new Uint16Array(made.bytes.slice(made.file.pixels!.offset).buffer)
    const expected = (row: number, column: number): number =>
      row >= 10 && row < 15 && column >= 150 ? 100 : 100 + ((row * 160 + column) % 3000)
    for (let row = 0; row < 200; row++)
      for (let column = 0; column < 160; column++)
        if (stored[row * 160 + column] !== expected(row, column)) throw new Error(`${row} ${column}`)
    expect(made.warnings).toContain('boxes-unconfirmed')
    expect(textOf(made.dataSet, 'x00280301')).toBeUndefined()
    const confirmed = await deidentified(film, { boxes: [box], textRemoved: true })
    expect(textOf(confirmed.dataSet, 'x00280301')).toBe('NO')
    expect(itemsOf(confirmed.dataSet, 'x00120064').map((item) => textOf(item, 'x00080100'))).toEqual([
      '113100',
      '113101',
    ])
    expect(confirmed.warnings).toEqual([])
  })

  it.each([implicitLittleEndian, explicitBigEndian])(
    'are written as explicit little endian where %s is blacked out',
    async (transferSyntax) => {
      const signed = { signed: true, bitsStored: 12, padding: { value: -2000 } }
      const made = await deidentified(
        resultFilm({ transferSyntax, ...signed, values: new Uint16Array(200 * 160).fill(0xf900) }),
        {
          boxes: [{ x: 0, y: 0, width: 1, height: 1 }],
        },
      )
      expect(made.file.transferSyntax).toBe(explicitLittleEndian)
      expect(shortOf(made.dataSet, 'x00280010')).toBe(200)
      expect(shortOf(made.dataSet, 'x00280120', true)).toBe(-2000)
    },
  )

  it.each([
    ['1.2.840.10008.1.2.4.70', 'encodeJpeg', [0xff, 0xfe], { lossless: true }],
    ['1.2.840.10008.1.2.4.80', 'encodeJpegLs', [0xff, 0xfe], {}],
    ['1.2.840.10008.1.2.4.90', 'encodeJpeg2000', [0xff, 0x64], {}],
  ] as const)(
    'lose a comment within a frame of %s, and keep their values',
    async (transferSyntax, encoder, marker, parameters) => {
      const name = Buffer.from('\0\x01Film of Zyxwvut')
      const values = Uint16Array.from({ length: 200 * 160 }, (_, index) => index % 4096)
      const plain = await encodeFrame(encoder, { rows: 200, columns: 160, bitsStored: 12, values }, parameters)
      const segment = Uint8Array.from([...marker, 0, name.length + 2, ...name])
      // Behind the first markers, which both must come first.
      const at = encoder === 'encodeJpeg2000' ? 4 + ((plain[4]! << 8) | plain[5]!) : 2
      const frame = concatBytes([plain.subarray(0, at), segment, plain.subarray(at)])
      // A comment that goes on in the next fragment is one all the same.
      const cut = 2 * Math.ceil((at + 12) / 2)
      const parts = [frame.subarray(0, cut), frame.subarray(cut)]
      const film = resultFilm({ transferSyntax, encapsulatedFrames: [parts], offsetTable: 'none' })
      const { bytes } = await deidentified(film)
      expect(Buffer.from(bytes).includes('wvut')).toBe(false)
      expect(await sha256Of(bytes)).toBe(await sha256Of(film))
    },
  )
})

describe('what is refused', () => {
  it('is a box outside of the film', async () => {
    const made = deidentified(resultFilm(), { boxes: [{ x: 160, y: 0, width: 10, height: 10 }] })
    await expect(made).rejects.toMatchObject({ id: 'deidentify-box-outside' })
  })

  it('is a file without an image', async () => {
    const film = resultFilm({ elements: [{ tag: 0x7fe00010, vr: 'OW', value: new Uint8Array() }] })
    const text = film.subarray(0, film.length - 12)
    await expect(deidentified(text)).rejects.toMatchObject({ id: 'deidentify-no-film' })
  })

  it('is a film whose pixels are cut off', async () => {
    const film = resultFilm()
    await expect(deidentified(film.subarray(0, film.length - 500))).rejects.toMatchObject({ code: 'truncated' })
  })

  it('is a film with a name within compressed pixels', async () => {
    const name = Buffer.from('Müller', 'latin1')
    const frame = new Uint8Array(200 * 160 * 2)
    const film = resultFilm({
      transferSyntax: '1.2.840.10008.1.2.1.98',
      encapsulatedFrames: [[concatBytes([frame, name])]],
    })
    await expect(deidentified(film)).rejects.toMatchObject({ id: 'deidentify-name-in-pixels' })
  })
})

describe('warnings of burned-in text', () => {
  const of = async (elements: { tag: number; vr: string; value: string }[]) =>
    (await deidentified(resultFilm({ elements }))).warnings

  it('say what the file says, and never that a film is clean', async () => {
    expect(await of([])).toEqual(['text-unknown'])
    expect(await of([{ tag: 0x00280301, vr: 'CS', value: 'YES' }])).toEqual(['text-stated'])
    expect(await of([{ tag: 0x00280301, vr: 'CS', value: 'NO' }])).toEqual([])
    expect(await of([{ tag: 0x00080016, vr: 'UI', value: '1.2.840.10008.5.1.4.1.1.7' }])).toEqual([
      'text-unknown',
      'capture',
    ])
    expect(await of([{ tag: 0x00080064, vr: 'CS', value: 'DF' }])).toEqual(['text-unknown', 'digitised'])
    expect(await of([{ tag: 0x00080060, vr: 'CS', value: 'US' }])).toEqual(['text-unknown', 'modality'])
  })
})
