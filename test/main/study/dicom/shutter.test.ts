import { describe, expect, it } from 'vitest'
import { pack, unpack } from '#shared/packedMessage.ts'
import { isCovered } from '#shared/shutter.ts'
import { applyVoi } from '#shared/voi.ts'
import { networkInput } from '#main/network/networkInput.ts'
import { readingWarnings } from '#main/reading/warnings.ts'
import { filmOf } from '../../../support/decodeBytes.ts'
import { dicomPhantom, type PhantomOptions } from '../../../support/dicomPhantom.ts'
import type { DicomElement } from '../../../support/dicomWriter.ts'

const shape = { rows: 8, columns: 10 }
const white = { ...shape, values: new Uint16Array(80).fill(1000), window: { center: 500, width: 1000 } }

function shutter(attributes: Record<number, string | number | readonly number[]>): DicomElement[] {
  return Object.entries(attributes).map(([tag, value]) => ({
    tag: Number(tag),
    vr: Number(tag) === 0x00181600 ? 'CS' : Number(tag) >= 0x00181622 ? 'US' : 'IS',
    value,
  }))
}

const film = (elements: DicomElement[], options: PhantomOptions = {}) =>
  filmOf(dicomPhantom({ ...white, ...options, elements }))

/** The film as rows of letters: `.` for what is seen, `#` for what is covered. */
async function drawn(elements: DicomElement[], options: PhantomOptions = {}): Promise<string[]> {
  const { rows, columns, shutter: cover } = await film(elements, options)
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) =>
      cover && isCovered(cover, row * columns + column) ? '#' : '.',
    ).join(''),
  )
}

const rectangle = { 0x00181602: '3', 0x00181604: '6', 0x00181606: '2', 0x00181608: '7' }
const whole = Array.from({ length: 8 }, () => '..........')

describe('shutterOf', () => {
  it('leaves open what lies between the edges, which count from 1', async () => {
    expect(await drawn(shutter({ 0x00181600: 'RECTANGULAR', ...rectangle }))).toEqual([
      '##########',
      ...Array.from({ length: 6 }, () => '##....####'),
      '##########',
    ])
  })

  it('leaves a circle open, which is round for the eye where pixels are not square', async () => {
    const circle = { 0x00181600: 'CIRCULAR', 0x00181610: '4\\5', 0x00181612: '3' }
    expect(await drawn(shutter(circle))).toEqual([
      '####.#####',
      '##.....###',
      '##.....###',
      '#.......##',
      '##.....###',
      '##.....###',
      '####.#####',
      '##########',
    ])
    expect(await drawn(shutter(circle), { pixelSpacingMm: [0.3, 0.1] })).toEqual([
      '##########',
      '##########',
      '####.#####',
      '#.......##',
      '####.#####',
      '##########',
      '##########',
      '##########',
    ])
  })

  it('leaves a polygon open with its edges, also one that is not convex', async () => {
    // An arrow head: down the left edge, in to the middle, and out again.
    const vertices = '2\\2\\6\\2\\6\\8\\4\\4\\2\\8'
    expect(await drawn(shutter({ 0x00181600: 'POLYGONAL', 0x00181620: vertices }))).toEqual([
      '##########',
      '#.......##',
      '#.....####',
      '#...######',
      '#.....####',
      '#.......##',
      '##########',
      '##########',
    ])
  })

  it('covers the ones of a bitmap, which is then no drawing over the film', async () => {
    const ones = new Uint8Array(10)
    ones[0] = 0b00000011
    ones[9] = 0b10000000
    const bitmap: DicomElement[] = [
      { tag: 0x60000010, vr: 'US', value: 8 },
      { tag: 0x60000011, vr: 'US', value: 10 },
      { tag: 0x60000040, vr: 'CS', value: 'G' },
      { tag: 0x60000050, vr: 'SS', value: [1, 1] },
      { tag: 0x60000100, vr: 'US', value: 1 },
      { tag: 0x60000102, vr: 'US', value: 0 },
      { tag: 0x60003000, vr: 'OW', value: ones },
      ...shutter({ 0x00181600: 'BITMAP', 0x00181623: 0x6000 }),
    ]
    expect(await drawn(bitmap)).toEqual(['##........', ...whole.slice(2), '.........#'])
    expect((await film(bitmap)).overlays).toBeUndefined()
  })

  it('is that of the frame in enhanced objects', async () => {
    const item = shutter({ 0x00181600: 'RECTANGULAR', ...rectangle })
    const group: DicomElement = { tag: 0x00189472, vr: 'SQ', value: [item] }
    expect((await drawn([{ tag: 0x52009229, vr: 'SQ', value: [[group]] }]))[1]).toBe('##....####')
  })

  it.each([
    ['has no size', { 0x00181600: 'RECTANGULAR', ...rectangle, 0x00181604: '2' }],
    ['lies beside the film', { 0x00181600: 'CIRCULAR', 0x00181610: '40\\40', 0x00181612: '3' }],
    ['is of no known shape', { 0x00181600: 'HEART' }],
    ['has two vertices', { 0x00181600: 'POLYGONAL', 0x00181620: '1\\1\\5\\5' }],
    ['names a bitmap that is not there', { 0x00181600: 'BITMAP', 0x00181623: 0x6002 }],
  ])('is not applied where it %s, with a warning', async (_, attributes) => {
    const { shutter: none, warnings } = await film(shutter(attributes))
    expect(none).toBeUndefined()
    expect(warnings).toContain('shutter-ignored')
  })

  it('says nothing where it covers nothing', async () => {
    const open = { 0x00181602: '1', 0x00181604: '10', 0x00181606: '1', 0x00181608: '8' }
    const { shutter: none, warnings } = await film(shutter({ 0x00181600: 'RECTANGULAR', ...open }))
    expect(none).toBeUndefined()
    expect(warnings).toEqual([])
  })
})

describe('a film with a shutter', () => {
  const covered = shutter({ 0x00181600: 'RECTANGULAR', ...rectangle, 0x00181622: 0x8000 })

  it('is shown in the grey of the shutter, turned round or not, and without it where that is left out', async () => {
    for (const photometric of ['MONOCHROME1', 'MONOCHROME2']) {
      const shut = await film(covered, { photometric })
      expect(applyVoi(shut)[0]).toBeCloseTo(0.5, 4)
      const { shutter: _, ...open } = shut
      expect(applyVoi(open)[0]).toBe(photometric === 'MONOCHROME1' ? 0 : 1)
    }
  })

  it('is what the network sees', async () => {
    const { pixels } = networkInput(await film(covered), { inputSize: 32, fit: 'squash' })
    expect(pixels[0]).toBeCloseTo(0.5, 4)
    expect(pixels[16 * 32 + 14]).toBe(1)
  })

  it('gets its window from what is seen', async () => {
    const values = Uint16Array.from({ length: 80 }, (_, pixel) => (pixel < 10 ? 4000 : pixel * 10))
    const shut = await film(covered, { values, window: undefined })
    expect(shut.window.center + shut.window.width / 2).toBe(650)
    expect([shut.minimum, shut.maximum]).toEqual([100, 4000])
  })

  it('is not called saturated for what is covered', async () => {
    const values = Uint16Array.from({ length: 80 }, (_, pixel) => (pixel < 10 ? 1000 : pixel * 10))
    expect(readingWarnings(await film([], { values }), 4)).toContain('saturated')
    expect(readingWarnings(await film(covered, { values }), 4)).not.toContain('saturated')
  })

  it('travels as it is', async () => {
    const shut = await film(covered)
    expect(unpack(pack(shut).buffer)).toEqual(shut)
  })
})
